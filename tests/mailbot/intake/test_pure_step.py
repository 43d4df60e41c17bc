"""The step from bytes to a verdict, as it runs: nothing in it can reach a database, a template engine or a network."""

from __future__ import annotations

import sys
import tomllib
from subprocess import run

import pytest

from tests.support.paths import ROOT

_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
(PURE,) = (one for one in _CONTRACTS if one["name"].startswith("What is read and judged is pure"))
_SOCKETS = {"http", "socket", "ssl"}
"""Loaded by libraries that we only read with, and by Python's own: the linter sees to it that we don't use them."""


@pytest.mark.parametrize(
    "modules",
    [
        ("mailbot.intake.reading", "mailbot.intake.triage.verdict"),
        ("mailbot.intake.file_contents", "parsers.parse", "parsers.sandbox.worker"),
        ("mailbot.cli.reading.mail_forms", "parsers.sandbox.worker"),
    ],
    ids=["worker", "process that reads files", "process that reads mails"],
)
def test_nothing_else_is_loaded(modules):
    script = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    loaded = run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert set(loaded.split()) & (set(PURE["forbidden_modules"]) - _SOCKETS) == set()
