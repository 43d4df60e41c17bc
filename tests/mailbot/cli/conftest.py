"""The command line as it is called, with a config file of its own."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import structlog
from typer.testing import CliRunner, Result

from mailbot.cli.program import app

CONFIG = """
[mailbox]
host = "imap.regionhalland.example"
user = "omtankehalland"
[smtp]
host = "smtp.regionhalland.example"
user = "omtankehalland"
[identity]
address = "omtankehalland@regionhalland.example"
[contact]
name = "Maria Lindqvist"
phone = "035-00 00 00"
email = "maria.lindqvist@regionhalland.example"
[[secretaries]]
name = "Maria Lindqvist"
address = "maria.lindqvist@regionhalland.example"
[meetings]
place = "Regionens hus, Halmstad"
[trust]
authserv_id = "mx.regionhalland.example"
"""


@dataclass(frozen=True)
class Program:
    """Runs `mailbot` in this process, 100 columns wide; `typed` is what is answered where it asks."""

    config: Path
    typed: str = ""

    def __call__(self, *arguments: str | Path, code: int = 0) -> Result:
        result = self.bare("--config", self.config, *arguments)
        assert result.exit_code == code, result.output
        return result

    def bare(self, *arguments: str | Path) -> Result:
        """Run it without naming a config."""
        environment = {"COLUMNS": "100", "MAILBOT_CONFIG": ""}
        return CliRunner().invoke(app, [str(argument) for argument in arguments], self.typed, environment)

    def json(self, *arguments: str | Path, code: int = 0) -> list[dict[str, Any]]:
        """Run it with --json and return the objects that it printed."""
        return [json.loads(line) for line in self(*arguments, "--json", code=code).stdout.splitlines()]


@pytest.fixture
def mailbot(tmp_path) -> Program:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")
    return Program(config)


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
