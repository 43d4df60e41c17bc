"""The program as a whole: help, exit codes, where output goes, and what README says of it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from mailbot import __version__
from mailbot.cli.program import app
from tests.support.paths import ROOT


def _commands(command=None, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every command by the words that call it."""
    command = command or get_command(app)
    if not hasattr(command, "commands"):
        return [path]
    return [found for name, one in command.commands.items() for found in _commands(one, (*path, name))]


def _run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mailbot", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_command_has_help(mailbot, words):
    result = mailbot.bare(*words, "--help")
    assert result.exit_code == 0
    assert f" {' '.join(words)} " in result.output.splitlines()[1]
    assert any(line.strip().endswith(".") for line in result.output.splitlines())


def test_readme_names_every_command_and_no_other():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(_documented(readme)) == set(_commands())


def _documented(readme: str) -> list[tuple[str, ...]]:
    """Return the commands in README's table, whose rows are as «`mailbot letters list`, `show`»."""
    found = []
    for row in re.findall(r"^\| (`mailbot [^|]+)\|", readme, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", row)
        words = tuple(word for word in first.split()[1:] if word.islower())
        found += [words, *((words[0], other.split()[0]) for other in others)]
    return found


def test_help_says_what_exit_codes_mean(mailbot):
    said = " ".join(mailbot.bare("--help").output.split())
    assert "Exit codes: 0 fine; 1 the answer is no" in said


def test_version_is_printed(tmp_path):
    result = _run("--version", cwd=tmp_path)
    assert (result.returncode, result.stdout, result.stderr) == (0, f"mailbot {__version__}\n", "")


def test_missing_config_is_one_line_and_code_3(tmp_path):
    result = _run("initiatives", "list", "--json", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (3, "")
    assert result.stderr == (
        "mailbot: config.toml: no such file. Copy config.example.toml and fill it in, or name another with --config.\n"
    )


def test_config_is_found_by_option_then_environment_then_folder(tmp_path, mailbot):
    here = tmp_path / "här"
    here.mkdir()
    for arguments, environment in (
        (("--config", str(mailbot.config)), {}),
        ((), {"MAILBOT_CONFIG": str(mailbot.config)}),
    ):
        result = _run(*arguments, "initiatives", "list", cwd=here, **environment)
        assert (result.returncode, result.stdout) == (0, "No initiatives.\n")
    for after in (["--config", str(mailbot.config)], [f"--config={mailbot.config}"]):
        result = _run("initiatives", "list", *after, cwd=here)
        assert (result.returncode, result.stdout) == (0, "No initiatives.\n")
    assert _run("initiatives", "list", cwd=tmp_path).returncode == 0


def test_unknown_command_is_wrong_usage(mailbot):
    mailbot("bogus", code=2)


def test_busy_database_is_a_temporary_failure(mailbot, monkeypatch):
    mailbot("initiatives", "list")
    monkeypatch.setattr("mailbot.store.sqlite.BUSY_TIMEOUT_SECONDS", 0.1)
    other = sqlite3.connect(mailbot.config.parent / "state" / "mailbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    arguments = ("--title", "A", "--name", "B", "--email", "b@c.example", "--organisation", "Hylte kommun")
    result = mailbot("initiatives", "add", *arguments, code=75)
    other.close()
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)


def test_damaged_database_is_one_line(mailbot):
    state = mailbot.config.parent / "state"
    state.mkdir()
    (state / "mailbot.db").write_bytes(b"ingen databas" * 1000)
    result = mailbot("initiatives", "list", code=1)
    assert result.stderr.startswith("mailbot: the database is damaged")


def test_demo_without_its_servers_says_what_to_install(tmp_path):
    script = "import sys; sys.modules['aiosmtpd'] = None; from mailbot.cli.program import app; app(['demo'])"
    result = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    expected = "mailbot: The demo's mail servers are missing. Run: pip install 'mailbot[demo]'\n"
    assert (result.returncode, result.stdout, result.stderr) == (1, "", expected)
    assert list(tmp_path.iterdir()) == []


def test_audit_verify_finds_a_changed_event(mailbot):
    arguments = ("--title", "A", "--name", "B", "--email", "b@c.example", "--organisation", "Hylte kommun")
    mailbot("initiatives", "add", *arguments)
    assert mailbot("audit", "verify").stdout == "The chain is whole.\n"
    with sqlite3.connect(mailbot.config.parent / "state" / "mailbot.db") as database:
        (trigger,) = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%UPDATE%'"
        ).fetchone()
        database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE events SET actor = 'worker' WHERE id = 1")
    database.close()
    assert mailbot("audit", "verify", code=1).stdout == (
        "The chain is broken at event 1: the event was changed: its hash is of something else.\n"
    )


def test_backup_is_a_database_of_its_own(mailbot, tmp_path):
    copy = tmp_path / "kopia" / "mailbot.db"
    assert mailbot("backup", copy).stdout.endswith(" MB. Audit head: none yet\n")
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT count(*) FROM initiatives").fetchone() == (0,)
    database.close()


def test_audit_verify_finds_a_chain_that_was_cut_off_with_all_traces(mailbot, tmp_path):
    arguments = ("--title", "A", "--name", "B", "--email", "b@c.example", "--organisation", "Hylte kommun")
    mailbot("initiatives", "add", *arguments)
    copy = tmp_path / "kopia.db"
    head = mailbot("backup", copy).stdout.strip().rpartition(" ")[2]
    for kept in (("--backup", copy), ("--head", head)):
        assert mailbot("audit", "verify", *kept).stdout == "The chain is whole.\n"
    with sqlite3.connect(mailbot.config.parent / "state" / "mailbot.db") as database:
        database.execute("DROP TRIGGER events_refuse_delete")
        database.execute("DELETE FROM events")
        database.execute("DELETE FROM counters WHERE name = 'audit'")
    database.close()
    assert mailbot("audit", "verify").stdout == "The chain is whole.\n"
    for kept in (("--backup", copy), ("--head", head)):
        told = mailbot("audit", "verify", *kept, code=1).stdout
        assert re.fullmatch(
            r"The chain is broken at event 1: the chain ends here, but event \d+ is kept elsewhere.\n", told
        )


def test_audit_verify_refuses_what_is_no_head_or_backup(mailbot, tmp_path):
    mailbot("audit", "verify")
    (tmp_path / "kopia.db").write_bytes(b"ingen databas" * 1000)
    for kept in (("--backup", tmp_path / "kopia.db"), ("--backup", tmp_path / "borta.db"), ("--head", "5:x")):
        assert mailbot("audit", "verify", *kept, code=4).stderr.startswith("mailbot: ")


def test_log_goes_to_stderr_as_json_where_nobody_watches(mailbot, tmp_path):
    (tmp_path / "1.eml").write_bytes(b"From: a@varberg.example\r\nSubject: Tack\r\n\r\nTack!\r\n")
    result = _run("--config", str(mailbot.config), "ingest", "1.eml", "--json", cwd=tmp_path)
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"file": "1.eml", "message": 1, "verdict": "thanks"}
    ]
    (line,) = [json.loads(line) for line in result.stderr.splitlines()]
    assert (line["event"], line["level"], line["message"]) == ("message_taken", "info", 1)


def test_ingest_goes_on_after_a_file_that_can_not_be_read(mailbot, tmp_path):
    (tmp_path / "1.eml").write_bytes(b"From: a@varberg.example\r\nSubject: Tack\r\n\r\nTack!\r\n")
    result = mailbot("ingest", tmp_path / "borta.eml", tmp_path / "1.eml", code=1)
    assert result.stdout == f"1 thanks {tmp_path / '1.eml'}\n"
    assert f"{tmp_path / 'borta.eml'}: No such file or directory\n" in result.stderr


def test_output_that_nobody_reads_ends_quietly(tmp_path, mailbot):
    files = " ".join(["config.toml"] * 300)
    done = subprocess.run(
        f"{sys.executable} -m mailbot triage --json {files} | head -1",
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")
