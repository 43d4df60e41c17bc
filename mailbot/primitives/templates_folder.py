"""Where the shipped templates are."""

from __future__ import annotations

from pathlib import Path


def templates_dir() -> Path:
    """Return the folder of the shipped templates: in the wheel, or beside the package in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"
