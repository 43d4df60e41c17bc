from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.intake.triage.says_more import says_more
from mailbot.mail.decode import decode
from tests.support.mails import a_mail

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
ANSWER = "Sv: [OH-2026-0001] Tack, vi har tagit emot ditt initiativ"


def more(text: str, subject: str = ANSWER) -> bool:
    return says_more(decode(a_mail(text, subject=subject), internal_date=NOW))


@pytest.mark.parametrize(
    "text",
    [
        "Hur går det med vårt förslag?",
        "Hej Maria!\n\nJag heter Bo Lind. Vi skickade in ett förslag i maj. Hur går det?\n\nTack!",
        "Vi undrar hur det går med\nvårt förslag.",
        "Var hittar jag mallen? Tack på förhand!",
        "Jag letade på webben. Var hittar jag mallen?",
        "Vi drar tillbaka vårt förslag. Tack för hjälpen!",
        "Tack!",
        "Toppen! /Anna",
    ],
)
def test_mail_that_wants_one_thing_says_no_more(text: str) -> None:
    assert not more(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hur går det med mitt förslag? Och kan ni byta kontaktperson till Lisa Lund?",
        "Hur går det med mitt förslag och kan ni byta kontaktperson?",
        "Hur går det? Jag vill också ändra titeln.",
        "Hur går det? Här kommer syftet: färre fall.",
        "Har ni fått mitt förslag? Jag skickade fel version, kasta den.",
        "Vi drar tillbaka vårt förslag. Kan ni radera bilagorna också?",
        "Tack!\n\nFrån: Bo Lind <bo@laholm.example>\nSkickat: i dag\nTill: Anna Ek\n\nByt kontaktperson till mig.",
    ],
)
def test_mail_that_wants_something_besides_says_more(text: str) -> None:
    assert more(text)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Tack", False),
        ("OH-2026-0001", False),
        ("Byt kontaktperson i OH-2026-0001", True),
        ("Sv: Byt kontaktperson i OH-2026-0001", False),
    ],
)
def test_subject_of_the_senders_own_counts(subject: str, *, expected: bool) -> None:
    assert more("Tack!", subject) is expected
