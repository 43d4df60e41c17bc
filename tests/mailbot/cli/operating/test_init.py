"""The first config, asked for and written."""

from __future__ import annotations

import tomllib

import pytest
from typer.testing import CliRunner

from mailbot import config
from mailbot.cli.program import app

PEOPLE = ("Åsa ”Ek” \\ Lund", "035-00 00 00", "asa.ek@halland.example", "", "")
OWN = ("imap.halland.example", "", "omtanke@halland.example", "", *PEOPLE, "hemligt å")


@pytest.fixture
def asked(tmp_path, monkeypatch):
    def ask(*answers: str):
        monkeypatch.setattr("mailbot.cli.operating.init._try", lambda _file: True)
        file = tmp_path / "config.toml"
        return CliRunner().invoke(app, ["init", "--config", str(file)], input="\n".join(answers) + "\n"), file

    return ask


def test_config_is_written_as_it_was_answered(asked):
    result, file = asked(*OWN)
    assert result.exit_code == 0, result.output
    written = config.load(file)
    assert (written.mailbox.host, written.smtp.host) == ("imap.halland.example", "imap.halland.example")
    assert (written.mailbox.user, written.identity.address) == ("omtanke@halland.example", "omtanke@halland.example")
    assert written.contact.name == "Åsa ”Ek” \\ Lund"
    assert [(one.name, one.address) for one in written.secretaries] == [(PEOPLE[0], "asa.ek@halland.example")]
    assert (written.mailbox_password(), written.smtp_password()) == ("hemligt å", "hemligt å")
    assert (file.parent / "password").stat().st_mode & 0o777 == 0o600
    assert "hemligt" not in result.output + file.read_text("utf-8")


def test_microsoft_is_asked_for_its_ids(asked):
    result, file = asked("", "", "omtanke@halland.example", "", "tenant-1", "client-1", *PEOPLE, "hemlighet")
    assert result.exit_code == 0, result.output
    table = tomllib.loads(file.read_text("utf-8"))["mailbox"]
    assert table == {
        "host": "outlook.office365.com",
        "user": "omtanke@halland.example",
        "auth": "xoauth2",
        "oauth2": {"tenant": "tenant-1", "client_id": "client-1", "client_secret_file": "client_secret"},
    }


def test_config_that_is_there_is_left_alone(asked):
    asked(*OWN)
    result, file = asked(*OWN)
    assert (result.exit_code, f"{file} is there already" in result.output) == (4, True)


def test_what_does_not_work_is_told_after_it_was_written(tmp_path):
    file = tmp_path / "config.toml"
    answers = ("127.0.0.1", "127.0.0.1", "omtanke@halland.example", "", *PEOPLE, "hemligt")
    result = CliRunner().invoke(app, ["init", "--config", str(file)], input="\n".join(answers) + "\n")
    assert (result.exit_code, file.exists()) == (1, True)
    assert "✘ mailbox      127.0.0.1:993 can't be reached" in result.output
