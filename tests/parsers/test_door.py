"""The one door of `parsers`: what it promises is there, and walking up to it costs nothing."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from subprocess import run

import parsers
from tests.support.paths import ROOT


def _promised() -> dict[str, str]:
    """Return the names that type checkers see, and the modules that they see them in."""
    tree = ast.parse(Path(parsers.__file__).read_text(encoding="utf-8"))
    (shown,) = (node for node in tree.body if isinstance(node, ast.If))
    return {one.name: line.module for line in shown.body if isinstance(line, ast.ImportFrom) for one in line.names}


def test_every_name_that_a_type_checker_sees_is_there():
    assert _promised() == dict(parsers._HOMES)
    assert [name for name in _promised() if getattr(parsers, name, None) is None] == []


def test_other_name_is_told_apart():
    assert not hasattr(parsers, "anything")


def test_door_loads_no_reader_before_it_is_asked_for():
    script = "import sys, parsers; print(*(name for name in sys.modules if name.startswith(('parsers', 'lxml'))))"
    loaded = run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert loaded.split() == ["parsers"]


def test_files_from_outside_are_opened_in_the_sandbox_alone():
    """Whoever reads a file's bytes runs in a process that may be killed, or reads what we made ourselves."""
    readers = re.compile(r"\b(?:read_document|read_blank|read_file|file_contents\.read)\b")
    files = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in (ROOT / "mailbot").rglob("*.py")}
    found = {name for name, code in files.items() if readers.search(code)}
    assert {name for name in found if not name.startswith("mailbot/forms/learn/")} == {
        "mailbot/intake/file_contents.py",
        "mailbot/intake/reading.py",
        "mailbot/intake/triage/orders/written_decisions.py",  # a table in the mail's own markup, no file
        "mailbot/meetings/decisions/returned_agenda.py",
    }
