"""What is taken for a report on work, and what is left to a human."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.intake.triage.answers.work_reports import ReportTold, work_report
from mailbot.mail.decode import decode
from mailbot.mail.message import Address
from tests.support.mails import a_mail

EVA = Address("Eva Berg", "eva.berg@varberg.example")

SAID = [
    ("Ja", ReportTold.ACCEPTS),
    ("Hej!\n\nJa, det gör jag gärna.\n\nMvh Anna Ek", ReportTold.ACCEPTS),
    ("Ja, vi är i gång.", ReportTold.ACCEPTS),
    ("Eva Berg, eva.berg@varberg.example tar över", ReportTold.HANDS_OVER),
    ("Hej! Jag slutar i maj, så Eva Berg (eva.berg@varberg.example) tar över ansvaret.", ReportTold.HANDS_OVER),
    ("Ansvarig är Eva Berg, eva.berg@varberg.example.", ReportTold.HANDS_OVER),
    ("Försenat till 2027-03-01", ReportTold.DELAYS),
    ("Arbetet är försenat till den 1 mars 2027, eftersom vi inte har personal.", ReportTold.DELAYS),
    ("Vi skjuter fram det till 1/3 2027.", ReportTold.DELAYS),
    ("Vi stoppar arbetet. Pengarna tog slut.", ReportTold.STOPS),
    ("Tyvärr har vi lagt ner projektet, för vi hittar ingen.", ReportTold.STOPS),
    ("Arbetet är avbrutet på grund av omorganisationen.", ReportTold.STOPS),
]
LEFT = [
    "Tack!",
    "Nej",
    "Ja, men inte nu.",
    "Ja. Vad innebär det?",
    "Ok",
    "Tar Eva över?",
    "Eva tar över",
    "Försenat",
    "Är det försenat till 1 mars 2027?",
    "Vi hoppas att det inte blir försenat till 2027-03-01",
    "Vi stoppar inte arbetet.",
    "Ska vi stoppa arbetet?",
    "Om vi stoppar arbetet, vad händer då?",
    "Vi stoppar arbetet. Försenat till 2027-03-01.",
    "Kommunen stoppade en annan sak.",
    "Kanske eva.berg@varberg.example tar över",
    "eva.berg@varberg.example eller bo.falk@varberg.example tar över",
]


def said(words: str):
    return work_report(decode(a_mail(words), internal_date=datetime(2026, 11, 12, 10, tzinfo=UTC)))


@pytest.mark.parametrize(("words", "told"), SAID)
def test_one_clear_thing_is_understood(words, told):
    report = said(words)
    assert report is not None
    assert (report.told, report.more) == (told, False)


@pytest.mark.parametrize("words", LEFT)
def test_what_is_asked_doubted_negated_or_twofold_is_left(words):
    assert said(words) is None


def test_report_holds_who_when_and_why():
    assert said(SAID[4][0]).person == EVA
    until = said(SAID[7][0]).until
    assert (until.day, until.month, until.year) == (1, 3, 2027)
    assert said(SAID[9][0]).reason == SAID[9][0]


def test_what_stands_beside_is_seen():
    report = said("Försenat till 2027-03-01. Kan någon ringa mig om pengarna")
    assert report.more
