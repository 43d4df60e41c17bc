"""Every mail of the corpus gets exactly the line that is written beside it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from mailbot.cli.program import app
from tests.golden.make.mails import make
from tests.support import paths

MAILS = sorted(paths.MAILS.glob("*.eml"))


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """Return what the command prints of each mail, given all of them in one call and no config."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("utan"))
        result = CliRunner().invoke(app, ["triage", *map(str, MAILS), "--json"], catch_exceptions=False)
    assert result.exit_code == 0
    given = [json.loads(line) for line in result.stdout.splitlines()]
    return {line["file"].rpartition("/")[2]: line for line in given}


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_mail_is_told_as_it_is_written_beside_it(mail, lines) -> None:
    expected = json.loads(mail.with_suffix(".json").read_text(encoding="utf-8"))
    assert {**lines[mail.name], "file": mail.name} == expected


def test_files_are_what_the_maker_makes() -> None:
    made = {f"{entry.name}.eml": entry for entry in make.entries()}
    assert [mail.name for mail in MAILS] == sorted(made)
    # The openpyxl files in some name the moment they were made, so only the lines are compared.
    for mail in MAILS:
        expected = json.loads(mail.with_suffix(".json").read_text(encoding="utf-8"))
        line = {**made[mail.name].line, "phrases": expected["phrases"]}
        assert {**line, "attachments": None} == {**expected, "attachments": None}


def test_corpus_has_every_verdict_but_those_that_need_a_register() -> None:
    told = {entry.line["verdict"] for entry in make.entries()}
    assert told >= {
        "submission",
        "completion",
        "status_request",
        "question",
        "withdrawal",
        "thanks",
        "secretary_command",
    }
    assert told >= {"meeting_invitation", "automatic", "bounce", "own_letter", "list_mail", "unknown"}
    assert len(MAILS) >= 120
