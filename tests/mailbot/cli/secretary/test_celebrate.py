from __future__ import annotations

from contextlib import closing
from io import BytesIO

import pytest
from docx import Document

from mailbot import app as composition
from mailbot import config
from mailbot.followup.celebrating import celebrations
from mailbot.register import initiatives
from mailbot.store.values import EventKind
from tests.mailbot.cli.secretary.test_followup import ADD


@pytest.fixture
def approved(mailbot) -> str:
    (row,) = mailbot.json(*ADD, "--complete", "--no-letter")
    with (
        closing(composition.services(config.load(mailbot.config))) as services,
        services.unit_of_work("operator") as work,
    ):
        initiative = initiatives.find(work.session, row["reference"])
        for event in (EventKind.AGENDA_FROZEN, EventKind.APPROVED):
            initiatives.transition(work, initiative, event)
    return row["reference"]


def test_preview_tells_what_a_letter_would_say_and_changes_nothing(mailbot, approved, tmp_path):
    file = tmp_path / "brev.docx"
    said = mailbot("celebrate", "preview", "--out", str(file)).stdout
    assert f"De här har fått ja: {approved}" in said
    assert "Fallprevention" in [one.text for one in Document(BytesIO(file.read_bytes())).paragraphs]
    assert mailbot.json("celebrate", "list") == []
    assert mailbot.json("letters", "list") == []


@pytest.mark.parametrize("command", ["preview", "send", "stop"])
def test_where_there_is_nothing_it_is_an_error(mailbot, command):
    assert mailbot("celebrate", command, code=4).stdout == ""


@pytest.mark.parametrize(("command", "kinds"), [("send", ["celebration"]), ("stop", [])])
def test_letter_that_waits_is_sent_or_stopped_once(mailbot, command, kinds):
    text = mailbot.config.read_text(encoding="utf-8")
    mailbot.config.write_text(f'{text}\n[celebration]\nrecipients = ["chefer@varberg.example"]\n', encoding="utf-8")
    with (
        closing(composition.services(config.load(mailbot.config))) as services,
        services.unit_of_work("operator") as work,
    ):
        period = celebrations.since_last(work.session, services.config, work.now.date())
        made = celebrations.Celebration(
            first_day=period.first_day, last_day=period.last_day, token="a" * 16, made_at=work.now, texts=[]
        )
        work.session.add(made)
        celebrations.add_text(work, made, b"PK")
    mailbot("celebrate", command)
    assert [row["kind"] for row in mailbot.json("letters", "list")] == kinds
    mailbot("celebrate", command, code=4)
