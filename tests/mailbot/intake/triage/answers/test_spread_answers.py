"""What an organisation says to taking up what others have done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailbot.intake.triage.answers.spread_answers import spread_answer
from mailbot.mail.decode import decode
from mailbot.store.values import SpreadAnswer
from tests.support.backlog import mail

YES, ALREADY, NO = SpreadAnswer.TAKES_UP, SpreadAnswer.HAS_ALREADY, SpreadAnswer.DECLINES
KIM = "Kim Ek <kim.ek@hylte.example>"


def answer(text: str):
    return spread_answer(decode(mail(1, KIM, "Sv: fråga", text), internal_date=datetime(2027, 9, 10, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ja 2028-03-01", date(2028, 3, 1)),
        ("OH-2026-0001\nja 2028-03-01", date(2028, 3, 1)),
        ("Hej!\n\nJa, från och med 1 mars 2028.\n\nMvh\nKim", date(2028, 3, 1)),
        ("Ja, vi tar upp det 2028-03-01", date(2028, 3, 1)),
        ("Vi inför det från den 1 mars 2028", date(2028, 3, 1)),
        ("Absolut, start 1/3 2028", date(2028, 3, 1)),
        ("ja", None),
        ("Ja tack!", None),
        ("Ja, i mars 2028", None),
        ("ja, till hösten", None),
        ("ja, nästa vår", None),
    ],
)
def test_yes_has_a_day_or_is_asked_for_one(text, day):
    said = answer(text)
    assert said is not None
    assert (said.answer, said.on.on() if said.on else None, said.more) == (YES, day, False)


@pytest.mark.parametrize("text", ["gör det redan", "Vi har det redan.", "Ja, vi gör det redan", "Redan infört hos oss"])
def test_already(text):
    said = answer(text)
    assert said is not None
    assert (said.answer, said.on) == (ALREADY, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nej: vi saknar personal", "Vi saknar personal"),
        ("Nej, det passar inte oss.", "Det passar inte oss"),
        ("Hej!\n\nNej tack. Vi har inga pengar i år.", "Vi har inga pengar i år"),
        ("Vi avstår: för dyrt", "För dyrt"),
        ("nej", ""),
    ],
)
def test_no_with_its_reason(text, reason):
    said = answer(text)
    assert said is not None
    assert (said.answer, said.reason) == (NO, reason)


@pytest.mark.parametrize(
    "text",
    [
        "Ja, vi har fått mejlet och återkommer 2028-03-01",
        "Kanske, 2028-03-01",
        "Ja 2028-03-01 eller 2028-04-01",
        "Ja, men inte före 2028-03-01",
        "Ska vi börja 2028-03-01?",
        "Nej, vi gör det redan",
        "Vi har redan för mycket att göra",
        "Nej, inte än.\nJa 2028-03-01",
        "Nej, inte förrän 2028",
        "Nej! Eller jo, ja 2028-01-01",
        "Nej tack, men gärna nästa år.",
        "Nej, vi börjar den 1 mars 2028",
        "Vad kostar det?",
        "Tack!",
        "Jag återkommer.",
    ],
)
def test_what_is_not_plain_is_for_a_human(text):
    assert answer(text) is None


def test_more_is_seen_beside_an_answer():
    said = answer("Ja 2028-03-01.\nVem kan berätta mer om det?")
    assert said is not None
    assert (said.answer, said.more) == (YES, True)
