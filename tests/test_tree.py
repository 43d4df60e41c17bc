"""Rules of the house that no linter knows, read off the tree."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from mailbot.cli.program import app
from tests.support.paths import ROOT

CODE = sorted(file for folder in ("mailbot", "parsers") for file in (ROOT / folder).rglob("*.py"))
TEXT_SUFFIXES = {".py", ".md", ".toml", ".txt", ".html", ".lock", ""}

COMMIT_OWNERS = re.compile(r"mailbot/jobs/|mailbot/store/engine\.py")
SHARED = {
    "docx": r"parsers/|mailbot/(forms/write|reports)/|mailbot/meetings/agenda/",
    "imapclient": r"mailbot/mailbox/(imap|connection)\.py",
}
"""Untyped libraries that more than one module may import; any other has one owner."""


DOMAIN = re.compile(
    r"\bRUG\b|\brug\b|omtanke|\bOH-|[\"']OH[\"']|framgångsfaktor|(?i:halland|kungsbacka|varberg|falkenberg|hylte|halmstad"
    r"|laholm)",
)
"""Words of this one group, its form and its members: another's are other data."""
DOMAIN_DATA = re.compile(r"mailbot/config/|mailbot/demo/|mailbot/outbox/sample(?:s\.py|_letters/)")
"""The config's own defaults and examples, the demo's invented story, and what letters are tried with: data as well."""


TOP_LEVEL = {
    *("mailbot", "parsers", "templates", "state", "tests", "config.example.toml", "pyproject.toml", "README.md"),
    *(".ci", ".gitignore", "Makefile", "requirements.lock", "requirements-dev.lock", "docs", "CHANGELOG.md"),
    *("CONTRIBUTING.md", "LICENSE"),
}


def test_top_level_holds_what_is_named_and_no_link_to_elsewhere():
    listed = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    modes = {path: entry.split()[0] for entry, path in (line.split("\t") for line in listed.splitlines())}
    assert {path.split("/")[0].strip('"') for path in modes} <= TOP_LEVEL
    assert [path for path, mode in modes.items() if mode == "120000"] == []


def test_transactions_end_in_jobs_alone():
    owners = {_name(file) for file in CODE if re.search(r"\.(begin|commit)\(", _read(file))}
    assert {name for name in owners if not COMMIT_OWNERS.match(name)} == set()


def test_untyped_library_has_one_owner():
    pattern = re.compile(r"^\s*(?:import|from) (\w+).*type: ignore\[import-untyped\]", re.MULTILINE)
    owners: dict[str, set[str]] = {}
    for file in CODE:
        for library in pattern.findall(_read(file)):
            owners.setdefault(library, set()).add(_name(file))
    shared = {library: names for library, names in owners.items() if len(names) > 1}
    assert set(shared) <= set(SHARED)
    assert all(re.match(SHARED[library], name) for library, names in shared.items() for name in names)


def test_domain_words_stand_in_config_and_templates_alone():
    found = {_name(file): DOMAIN.findall(_read(file)) for file in CODE if not DOMAIN_DATA.match(_name(file))}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_security_promise_names_tests_that_there_are():
    promises = [line for line in _read(ROOT / "docs" / "security.md").splitlines() if line.startswith("| ")][1:]
    there = set(re.findall(r"^def (test_\w+)", "\n".join(_read(file) for file in _tests()), re.MULTILINE))
    named = {promise: set(re.findall(r"`(test_\w+)`", promise)) for promise in promises if "---" not in promise}
    assert {promise: names - there for promise, names in named.items() if not names or names - there} == {}


def test_every_exemption_has_its_reason():
    bare = re.compile(r"# no[q]a(?!: [A-Z0-9, ]+ - \S)")
    assert [_name(file) for file in [*CODE, *_tests()] if bare.search(_read(file))] == []


def test_no_pattern_needs_a_newer_python_than_debians():
    possessive_group = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")  # Python before 3.11.5 gets it wrong, silently
    phrases = (ROOT / "templates/phrases").glob("*.toml")
    assert [_name(file) for file in (*CODE, *phrases) if possessive_group.search(_read(file))] == []


@pytest.mark.parametrize(
    "pattern",
    [
        re.escape(str(ROOT)),
        r"/(?:work|root)/",
        r"\b(?:issue|session)s? #?\d",
        r"py[p]i\.org|python[h]osted|npm[j]s\.",
    ],
    ids=["this folder", "this machine", "the workplace", "a registry"],
)
def test_no_file_names_what_only_this_place_knows(pattern):
    assert [_name(file) for file in _texts() if re.search(pattern, _read(file), re.IGNORECASE)] == []


def test_readme_names_every_command_and_no_other():
    rows = re.findall(r"^\| `mailbot ([^|]+)\|", _read(ROOT / "README.md"), re.MULTILINE)
    assert {command for row in rows for command in _named(row)} == set(_commands(get_command(app)))


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_document_names_files_that_exist(document):
    named = re.findall(r"`((?:mailbot|parsers|templates|tests|docs)/[\w/.-]*)`", _read(ROOT / document))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_documents_name_modules_that_can_be_run():
    texts = [_read(file) for file in ROOT.rglob("*.md") if not {".venv", "build", "state"} & set(file.parts)]
    named = {name for text in texts for name in re.findall(r"python -m ((?:tests|mailbot|parsers)[\w.]*\w)", text)}
    assert [name for name in sorted(named) if not _is_module(ROOT / name.replace(".", "/"))] == []


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def test_every_module_has_a_test_of_its_name_or_stands_on_the_list():
    listed = tomllib.loads(_read(ROOT / "tests" / "tested_elsewhere.toml")).values()
    elsewhere = {module for group in listed for module in group["modules"]}
    assert [place for group in listed for place in group["by"] if not (ROOT / place).exists()] == []
    modules = {_name(file) for file in CODE if not file.stem.startswith("__") and "migrations" not in file.parts}
    without = {module for module in modules if not _namesake(module).exists()}
    assert (sorted(without - elsewhere), sorted(elsewhere - without)) == ([], [])


def _namesake(module: str) -> Path:
    folder, _, name = module.rpartition("/")
    return ROOT / "tests" / folder / f"test_{name}"


def _commands(command: Any, above: str = "") -> Iterator[str]:
    """Give every command that does something, as it is typed."""
    for name, inner in command.commands.items():
        if hasattr(inner, "commands"):
            yield from _commands(inner, f"{above}{name} ")
        else:
            yield f"{above}{name}"


def _named(row: str) -> Iterator[str]:
    """Read a row like «review list`, `show`, `resolve N`» or «backup FILE`»: each command, under its group."""
    first, *others = re.split(r"`,? ?`?", row.strip().rstrip("`"))
    group, _, command = re.sub(r" ?[A-Z]+…?", "", first).rpartition(" ")
    yield f"{group} {command}".strip()
    yield from (f"{group} {other.split()[0]}" for other in others)


def _tests() -> list[Path]:
    return sorted((ROOT / "tests").rglob("*.py"))


def _texts() -> list[Path]:
    """Every file of ours that a person may read; not what git ignores."""
    folders = [ROOT / name for name in ("mailbot", "parsers", "templates", "tests", "docs", ".ci")]
    files = [file for folder in folders for file in folder.rglob("*")]
    files += [file for file in ROOT.iterdir() if file.name != ".git"]  # a file in a second working tree
    return [
        file for file in files if file.is_file() and file.suffix in TEXT_SUFFIXES and "__pycache__" not in file.parts
    ]


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _read(file: Path) -> str:
    """Return a file's text; a golden form may be in another encoding on purpose."""
    return file.read_text(encoding="utf-8", errors="replace" if "golden" in file.parts else "strict")
