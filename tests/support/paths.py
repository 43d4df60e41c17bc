"""Where the files lie that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
FORM_SHAPES = GOLDEN / "form_shapes"
"""Filled forms in the shapes that programs write, each beside what is read from it."""
PROGRAM_FILES = GOLDEN / "program_files"
"""The exported forms, opened and saved by real programs."""
OTHER_FORMS = GOLDEN / "other_forms"
AGENDAS = GOLDEN / "agendas"
MAILS = GOLDEN / "mails"
