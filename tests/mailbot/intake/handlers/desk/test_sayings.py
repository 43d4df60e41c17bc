"""Each phrase that can be said is understood, and the handbook and the letter of help tell the same of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from mailbot.intake.handlers.desk.sayings import nearest, sayings
from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.orders.agenda_orders import Verb, command
from mailbot.intake.triage.orders.desk_orders import DeskVerb, desk_said
from mailbot.intake.triage.rule import Detail
from mailbot.intake.triage.verdict import triage
from mailbot.mail.decode import decode
from mailbot.store.values import LetterKind, VerdictKind
from tests.support.mails import a_mail
from tests.support.paths import ROOT

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HANDBOOK = (ROOT / "docs" / "sekreterare.md").read_text(encoding="utf-8")
SECTION = HANDBOOK.partition("## Det som behöver en människa")[2].split("\n## ")[0]
SAYINGS = [(saying.phrase, saying.does) for group in sayings() for saying in group.sayings]
ABOUT_THE_DESK = [(saying.phrase, saying.does) for group in sayings()[:3] for saying in group.sayings]


def rows(text: str) -> list[tuple[str, str]]:
    """Return the rows of the tables of what can be written."""
    tables = re.findall(r"\| Du skriver \| Det händer \|\n *\| --- \| --- \|\n((?: *\|.*\n)+)", text)
    cells = (row.split("|") for table in tables for row in table.splitlines())
    return [(row[1].strip(), row[2].strip()) for row in cells]


def test_handbook_and_help_tell_the_same_of_what_waits():
    assert rows(SECTION) == ABOUT_THE_DESK


@pytest.mark.parametrize("phrase", sorted({phrase for phrase, _ in (*SAYINGS, *rows(HANDBOOK))}))
def test_phrase_that_can_be_said_is_understood(phrase):
    answers = Facts(listed_secretary=True, answers=LetterKind.DONE)
    verdict = triage(decode(a_mail(phrase), internal_date=NOW), (), answers)
    assert verdict.kind in (VerdictKind.SECRETARY_COMMAND, VerdictKind.DECISION_RETURN)
    assert verdict.detail is not Detail.NO_CLEAR_ORDER


def test_every_order_is_told_of():
    desk = {order.verb for phrase, _ in SAYINGS for order in desk_said(phrase).orders}
    meetings = {said.verb for phrase, _ in SAYINGS if (said := command(phrase))}
    assert (desk, meetings) == (set(DeskVerb), set(Verb))


def test_every_phrase_of_the_handbook_stands_in_the_help():
    assert {phrase for phrase, _ in rows(HANDBOOK)} <= {phrase for phrase, _ in SAYINGS}


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("klra 12", "klart 12"),
        ("markera 12 som skräpp", "skräp 12"),
        ("kan du försöka med 12 igen?", "försök igen 12"),
        ("12 tillhör OH-2026-0003 tror jag", "12 hör till OH-2026-0003"),
        ("skika", "skicka"),
        ("hjelp mig", "hjälp"),
    ],
)
def test_nearest_phrases_hold_what_was_meant(written, phrase):
    assert phrase in nearest([written])
