"""Mails that want more than one thing: what can be answered is, and a human sees the rest."""

from __future__ import annotations

from datetime import datetime

import pytest

from mailbot.config import STOCKHOLM
from mailbot.intake.review_reasons import Reason
from mailbot.jobs.apply_decisions import decide
from mailbot.jobs.by_hand import operator_actions
from mailbot.jobs.freeze_agenda import freeze_now
from mailbot.one_pass import poll
from mailbot.store.values import DecisionOutcome
from tests.support.backlog import mail, proposal
from tests.support.world import vouched

ANNA = "anna1@varberg.example"
REFERENCE = "OH-2026-0001"


@pytest.fixture
def queued(trusting):
    """A world in which Anna's proposal waits for its meeting."""
    trusting.take(vouched(proposal(1, "Trygghetssamtal")))
    return trusting


@pytest.fixture
def rejected(queued):
    """A world in which RUG has said no to Anna."""
    meeting, stop = (datetime(2026, 12, 10, 9, tzinfo=STOCKHOLM), datetime(2026, 11, 26, 12, tzinfo=STOCKHOLM))
    operator_actions.add_meeting(queued.app.services, meeting, stop, "Halmstad")
    freeze_now(queued.app.services, "2026-12-10")
    decide(queued.app.services, REFERENCE, DecisionOutcome.REJECTED, reasons="Det finns redan.", early=True)
    poll(queued.app)
    return queued


def answered(world, kind: str, words: str) -> list[str]:
    """Answer the newest letter of a kind; return the kinds of the letters to Anna that follow."""
    before, letter = len(_to_anna(world)), world.letter(kind)
    world.take(vouched(mail(50, ANNA, f"Sv: {letter['Subject']}", words, In_Reply_To=letter["Message-ID"])))
    return _to_anna(world)[before:]


def _to_anna(world) -> list[str]:
    return [kind for kind, recipient, _ in world.letters() if recipient == ANNA]


@pytest.mark.parametrize(
    ("words", "verdict", "letter"),
    [
        ("Hur går det med mitt förslag? Och kan ni byta kontaktperson till Lisa Lund?", "status_request", "status"),
        ("Har ni fått mitt förslag? Jag skickade fel version, kasta den.", "status_request", "status"),
        ("Vi drar tillbaka vårt förslag. Kan ni radera bilagorna också?", "withdrawal", "withdrawal_confirm"),
    ],
)
def test_mail_with_two_wishes_is_answered_and_left_to_a_human(queued, words, verdict, letter) -> None:
    assert answered(queued, "receipt_complete", words) == [letter]
    assert (queued.ledger()[-1][0], queued.ledger()[-1][2]) == (verdict, "review")
    assert queued.reasons()[-1] == Reason.SAYS_MORE.text()


def test_plain_question_is_answered_alone(queued) -> None:
    assert answered(queued, "receipt_complete", "Hej!\n\nHur går det?\n\nMvh Anna") == ["status"]
    assert queued.ledger()[-1] == ("status_request", "asks_status", "handled")


@pytest.mark.parametrize(
    "words",
    [
        "Tack!\n\nMvh Anna\n\nPS. Vi vill inte vara med längre.",
        "Tack!\n\nSkickat från min iPhone\n\nMen namnet är fel.",
        "Tack!\n\nFrån: Bo <bo@laholm.example>\nSkickat: i fredags 07:00\nTill: Anna\nÄmne: Fel\n\nByt namn.",
        "Hur får vi igång initiativet?",
        "Behöver jag skicka in ett nytt formulär?",
        "Jag ska skicka formuläret på fredag.",
        "Vad händer om vi inte får med Laholm?",
    ],
)
def test_what_is_not_wholly_understood_is_left_to_a_human_in_silence(queued, words) -> None:
    assert answered(queued, "receipt_complete", words) == []
    assert queued.ledger()[-1][2] == "review"


@pytest.mark.parametrize(
    ("words", "letters", "outcome"), [("Tack! /Anna", [], "handled"), ("Kan ni skicka mallen?", ["how_to"], "handled")]
)
def test_what_is_plain_is_done(queued, words, letters, outcome) -> None:
    assert answered(queued, "receipt_complete", words) == letters
    assert queued.ledger()[-1][2] == outcome


def test_thanks_with_a_wish_for_a_subject_is_left_to_a_human(queued) -> None:
    queued.take(vouched(mail(50, ANNA, f"Kan ni byta kontaktperson i {REFERENCE}", "Tack!")))
    assert queued.ledger()[-1][2] == "review"


@pytest.mark.parametrize(
    "words",
    [
        "Jag vill överklaga beslutet. Hur gör jag?",
        "Varför blev det avslag?",
        "Vad händer nu?",
        "Hur ska vi skriva förslaget för att få bifall?",
        "Kan ni skicka mallen?",
    ],
)
def test_questions_about_a_decision_are_answered_by_a_human(rejected, words) -> None:
    assert answered(rejected, "decision_rejected", words) == []
    assert rejected.ledger()[-1] == ("question", "asks", "review")


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Blankett", "Var hittar jag blanketten för bostadsanpassning?"),
        ("Sjukresa", "Hur får jag ersättning för resor? Finns det någon blankett?"),
        ("Anmälan", "Hur lämnar man en anmälan mot vården?"),
    ],
)
def test_question_about_another_form_is_no_newcomers(trusting, subject, words) -> None:
    trusting.take(vouched(mail(50, ANNA, subject, words)))
    assert (trusting.ledger(), _to_anna(trusting)) == ([("question", "asks", "review")], [])
