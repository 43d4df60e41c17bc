"""Every file in `form_shapes/` is read as its neighbour says; its `README.md` says what made each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mailbot.cli.program import app
from tests.support.paths import FORM_SHAPES

FILES = sorted(path for path in FORM_SHAPES.iterdir() if path.with_name(f"{path.name}.json").exists())


@pytest.fixture(scope="module")
def told() -> dict[str, dict[str, object]]:
    """Read all files in one call, and return what is said of each by its name."""
    result = CliRunner().invoke(app, ["parse", "--json", *map(str, FILES)], env={"MAILBOT_CONFIG": ""})
    assert result.exit_code == 0, result.output
    lines = map(json.loads, result.stdout.splitlines())
    return {Path(line.pop("file")).name: line for line in lines}


def test_table_covers_what_is_promised():
    assert len(FILES) >= 60


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_file_is_read_as_its_neighbour_says(file, told):
    expected = json.loads(file.with_name(f"{file.name}.json").read_text(encoding="utf-8"))
    assert told[file.name] == expected
