from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mailbot.followup.celebrating.achievements import Achievement, Step, ToldPassage, achieved
from mailbot.followup.celebrating.periods import Period
from mailbot.followup.celebrating.words import words
from mailbot.register import initiatives
from mailbot.store.tables import Initiative
from mailbot.store.values import EventKind
from tests.support.achieved import TOLD, come_to, evaluation

QUARTER = Period(date(2027, 1, 1), date(2027, 3, 31))
WITHIN = datetime(2027, 2, 10, 9, tzinfo=UTC)
FIRST = "OH-2027-0001"


def told(work) -> tuple[Step, ...]:
    return achieved(work.session, QUARTER, words())


def found(work) -> dict[str, tuple[list[str], list[str]]]:
    return {str(step.kind): ([one.reference for one in step.told], list(step.unnamed)) for step in told(work)}


def test_each_initiative_is_told_once_with_the_greatest_that_happened(work):
    for kind in (EventKind.APPROVED, EventKind.STARTED, EventKind.EVALUATED, EventKind.SPREAD):
        come_to(work, kind, WITHIN)
    numbers = iter(range(4, 0, -1))
    assert found(work) == {
        kind: ([f"OH-2027-{next(numbers):04}"], []) for kind in ("spread", "evaluated", "started", "approved")
    }


@pytest.mark.parametrize(
    ("at", "is_told"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 31, 21, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 31, 22, 0, tzinfo=UTC), False),
    ],
    ids=["before midnight in Sweden", "midnight", "summer time", "the next day"],
)
def test_period_ends_at_midnight_in_sweden(work, at, is_told):
    come_to(work, EventKind.APPROVED, at)
    assert bool(told(work)) is is_told


def test_what_was_corrected_or_stopped_since_is_no_achievement(work):
    rejected, stopped = (come_to(work, EventKind.APPROVED, WITHIN) for _ in range(2))
    initiatives.correct(replace(work, now=WITHIN), rejected, EventKind.REJECTED)
    initiatives.transition(replace(work, now=WITHIN), stopped, EventKind.CANCELLED)
    work.write_events()
    assert told(work) == ()


@pytest.mark.parametrize("later", [EventKind.ENDED, EventKind.CONTINUED])
def test_what_was_evaluated_is_told_though_the_group_ends_it_or_goes_on(work, later):
    initiatives.transition(work, come_to(work, EventKind.EVALUATED, WITHIN), later)
    assert found(work) == {"evaluated": ([FIRST], [])}


def test_rejection_that_was_corrected_to_an_approval_is_one(work):
    then = replace(work, now=WITHIN)
    initiative = come_to(work, EventKind.AGENDA_FROZEN, WITHIN)
    initiatives.transition(then, initiative, EventKind.REJECTED)
    initiatives.correct(then, initiative, EventKind.APPROVED)
    then.write_events()
    assert found(work) == {"approved": ([FIRST], [])}


AFTER = datetime(2027, 5, 3, 9, tzinfo=UTC)
NEXT = Period(date(2027, 4, 1), date(2027, 6, 30))


def corrected(work, *to: EventKind, at: datetime = AFTER) -> None:
    """Spread work in the quarter, and correct that decision."""
    initiative = come_to(work, EventKind.SPREAD, WITHIN)
    for event in to:
        initiatives.correct(replace(work, now=at), initiative, event)
    work.write_events()


@pytest.mark.parametrize(
    ("to", "told_then"),
    [
        ((EventKind.SPREAD,), []),
        ((EventKind.ENDED,), []),
        ((EventKind.ENDED, EventKind.SPREAD), []),
    ],
    ids=["to others", "ended", "and back"],
)
def test_spreading_that_was_told_is_not_told_again_for_its_correction(work, to, told_then):
    corrected(work, *to)
    assert [str(step.kind) for step in achieved(work.session, NEXT, words())] == told_then


def test_spreading_that_did_not_stand_when_its_quarter_was_told_is_told_in_the_next(work):
    corrected(work, EventKind.ENDED, at=WITHIN)
    assert [str(step.kind) for step in told(work)] == ["evaluated"]
    (initiative,) = work.session.query(Initiative)
    initiatives.correct(replace(work, now=AFTER), initiative, EventKind.SPREAD)
    work.write_events()
    assert [str(step.kind) for step in achieved(work.session, NEXT, words())] == ["spread"]


def test_own_words_are_told_where_the_evaluation_says_that_they_may(work):
    evaluation(work, come_to(work, EventKind.EVALUATED, WITHIN), **TOLD)
    (step,) = told(work)
    labels = ("Det här gjorde de", "Det här säger patienter och närstående", "Det här har de lärt sig")
    texts = ("Vi gjorde hembesök.", "De känner sig tryggare.", "Gå två och två.")
    passages = tuple(ToldPassage(label, (text,)) for label, text in zip(labels, texts, strict=True))
    assert step.told == (Achievement(FIRST, "Fallprevention", "Varbergs kommun", passages),)


def test_without_an_answer_no_word_is_told(work):
    evaluation(work, come_to(work, EventKind.EVALUATED, WITHIN), **{**TOLD, "may_tell": None})
    (step,) = told(work)
    assert step.told == (Achievement(FIRST, "Fallprevention", "Varbergs kommun"),)


@pytest.mark.parametrize("kind", [EventKind.EVALUATED, EventKind.SPREAD])
def test_where_the_answer_is_no_nothing_is_told_but_that_there_is_one(work, kind):
    evaluation(work, come_to(work, kind, WITHIN), **{**TOLD, "may_tell": False})
    assert found(work) == {str(kind): ([], [FIRST])}


@pytest.mark.parametrize("whole", [True, False])
def test_newest_answer_counts_though_the_version_has_gaps(work, whole):
    initiative = come_to(work, EventKind.EVALUATED, WITHIN)
    evaluation(work, initiative, **TOLD)
    evaluation(work, initiative, whole=whole, may_tell=False)
    assert found(work) == {"evaluated": ([], [FIRST])}


def test_words_of_a_version_with_gaps_are_not_told(work):
    initiative = come_to(work, EventKind.EVALUATED, WITHIN)
    evaluation(work, initiative, **TOLD)
    evaluation(work, initiative, whole=False, done="Halvfärdigt.", may_tell=True)
    (step,) = told(work)
    assert step.told[0].words[0].paragraphs == ("Vi gjorde hembesök.",)


def test_no_personnummer_is_told_wherever_it_stands(work):
    number = "19121212-1212"
    initiative = come_to(work, EventKind.EVALUATED, WITHIN, title=f"Besök hos {number}")
    evaluation(work, initiative, **{**TOLD, "done": f"Besök hos {number}.\n19121212\n-1212\n1912\u200b1212\u00ad-1212"})
    said = repr(told(work))
    assert [one for one in ("1212-1212", "19121212", "-1212") if one in said] == []
    assert said.count("[personnummer]") == 4


def test_what_xml_can_not_hold_is_left_out(work):
    evaluation(
        work,
        come_to(work, EventKind.EVALUATED, WITHIN, title="A\x07B"),
        **{**TOLD, "done": "Så\x00\x0bhär\ufffe\ud800"},
    )
    (step,) = told(work)
    assert (step.told[0].title, step.told[0].words[0].paragraphs) == ("AB", ("Så", "här"))
