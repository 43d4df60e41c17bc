"""What stands on the agenda beside the form: earlier treatment, and likeness with its decision."""

from __future__ import annotations

from mailbot.meetings.agenda import background, freeze
from mailbot.meetings.agenda.documents.agenda_text import Passage
from mailbot.meetings.decisions import take_effect
from mailbot.store.values import DecisionOutcome
from tests.support.meetings import NOW, TOKEN, a_meeting, an_initiative

FALLS = {
    "description": "Fysioterapeut gör hembesök och ser över mattor och hjälpmedel.",
    "target_group": "Äldre som bor hemma",
    "indicators": ("Självskattad hälsa",),
}


def test_nothing_is_known_of_the_first_initiative(work):
    assert background.of(work.session, an_initiative(work, **FALLS)) == []


def test_likeness_names_the_decision_and_why(work):
    first = an_initiative(work, "Gemensam fallprevention", **FALLS)
    freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    take_effect.decide(work, first.reference, DecisionOutcome.REJECTED, "Görs redan.")
    again = an_initiative(work, "Fallprevention hemma", **FALLS)
    why = (
        "Det som liknar: målgruppen; indikatorerna Självskattad hälsa; "
        "orden faller, fallprevention, fysioterapeut, hembesök, hjälpmedel, mattor"
    )
    assert background.of(work.session, again) == [
        Passage(
            "Liknar tidigare initiativ",
            (f"OH-2026-0001 Gemensam fallprevention (Varbergs kommun): avslag 10 december 2026. {why}.",),
        ),
    ]


def test_earlier_treatment_says_when_and_why(work):
    first = an_initiative(work, "Gemensam fallprevention", **FALLS)
    freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    take_effect.decide(work, first.reference, DecisionOutcome.DEFERRED, "Patient 19121212-1212 frågade.")
    assert background.of(work.session, first) == [
        Passage("Tidigare behandling", ("Bordläggning 10 december 2026: Patient [personnummer] frågade.",)),
    ]
