"""The one door of `parsers`: what it promises is there, and walking up to it costs nothing."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from subprocess import run

import parsers


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
