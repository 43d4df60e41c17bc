"""The wheel works from any folder, with nothing of the source tree at hand."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from mailbot.store.schema_version import newest
from tests.support.paths import ROOT

PHRASES = ROOT / "templates" / "phrases"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build the wheel and lay it out as an installer does."""
    built = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def test_wheel_holds_packages_templates_and_nothing_else(installed):
    assert sorted(entry.name for entry in installed.iterdir() if entry.suffix != ".dist-info") == ["mailbot", "parsers"]
    shipped = {file.relative_to(ROOT / "templates") for file in (ROOT / "templates").rglob("*") if file.is_file()}
    templates = installed / "mailbot" / "_templates"
    assert {file.relative_to(templates) for file in templates.rglob("*") if file.is_file()} == shipped
    own = installed / "parsers" / "_phrases"
    assert {file.name: file.read_bytes() for file in own.iterdir()} == {
        file.name: file.read_bytes() for file in (PHRASES / "_shared.toml", PHRASES / "forms.toml")
    }


def test_wheel_finds_its_templates_and_migrations_from_any_folder(installed, tmp_path):
    script = (
        "from mailbot.primitives.templates_folder import templates_dir; print(templates_dir()); "
        "from mailbot.store.engine import Database; "
        "database = Database('sqlite:///new.db'); database.migrate(); print(database.check())"
    )
    templates, state = _run(installed, tmp_path, "-c", script).splitlines()
    assert Path(templates) == installed / "mailbot" / "_templates"
    assert state == f"sqlite:///new.db, schema {newest()}"


def test_wheel_finds_the_readers_phrases_from_any_folder(installed, tmp_path):
    script = "from parsers import form_words; print(form_words('write_here'))"
    assert _run(installed, tmp_path, "-c", script) == "Skriv här\n"


def test_wheel_runs_a_command_from_any_folder(installed, tmp_path):
    _run(installed, tmp_path, "-m", "mailbot", "mall", "export", "mall")
    assert sorted(file.suffix for file in (tmp_path / "mall").iterdir()) == [".docx", ".xlsx"]


def _run(installed: Path, folder: Path, *arguments: str) -> str:
    """Run this Python in `folder`, with the wheel before anything else on its path."""
    environment = {"PYTHONPATH": str(installed), "PATH": "", "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=environment).stdout
