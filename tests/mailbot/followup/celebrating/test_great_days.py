from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mailbot.followup.celebrating import great_days
from mailbot.meetings.agenda import freeze
from mailbot.meetings.decisions import take_effect
from mailbot.register import initiatives
from mailbot.store.tables import Decision, FollowUp, Spreading
from mailbot.store.values import DecisionOutcome, DecisionState, EventKind, LetterKind, SpreadAnswer
from tests.support.meetings import NOW, TOKEN, a_config, a_meeting, an_initiative, later, letters

KARIN = "karin.holm1@varberg.example"
A_YEAR = datetime(2027, 11, 26, 0, 30, tzinfo=UTC)


@pytest.fixture
def approved(work):
    initiative = an_initiative(work)
    freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    take_effect.decide(work, initiative.reference, DecisionOutcome.APPROVED, "Bra.")
    work.session.flush()
    return initiative


def due(work, now: datetime, **changes) -> list[str]:
    return [one.reference for one in great_days.anniversaries(work.session, a_config(**changes), now)]


def test_initiator_is_told_once_a_year_after_the_approval(work, approved):
    assert due(work, A_YEAR - timedelta(hours=2)) == []
    assert due(work, A_YEAR) == [approved.reference]
    for _ in range(2):
        great_days.tell_anniversary(replace(work, now=A_YEAR), approved)
    assert letters(work, LetterKind.FIRST_ANNIVERSARY) == [("first_anniversary", KARIN, "queued")]
    assert due(work, A_YEAR) == []


def test_nobody_is_told_months_late_or_where_the_config_says_no(work, approved):
    assert due(work, A_YEAR + timedelta(days=60)) == []
    assert due(work, A_YEAR, celebration={"anniversaries": False}) == []


def test_nobody_is_told_of_work_that_was_stopped_or_approved_again_since(work, approved):
    take_effect.decide(later(work, days=100), approved.reference, DecisionOutcome.REJECTED, "Nej.")
    assert due(work, A_YEAR) == []
    take_effect.decide(later(work, days=200), approved.reference, DecisionOutcome.APPROVED, "Ja.")
    assert due(work, A_YEAR) == []
    initiatives.transition(work, approved, EventKind.CANCELLED)
    assert due(work, A_YEAR + timedelta(days=200)) == []


MARCH = date(2027, 3, 1)
ALL = (("Varbergs kommun", SpreadAnswer.HAS_ALREADY, None), ("Hylte kommun", SpreadAnswer.TAKES_UP, MARCH))


def spread(work, initiative, *, outcome=DecisionOutcome.SPREAD, answers=ALL, state=DecisionState.APPLIED) -> None:
    for event in (EventKind.STARTED, EventKind.EVALUATED, EventKind.SPREAD):
        initiatives.transition(work, initiative, event)
    decision = Decision(
        initiative=initiative,
        outcome=outcome,
        state=state,
        created_at=work.now,
        applied_at=work.now,
        reasons="",
    )
    work.session.add(decision)
    work.session.flush()
    for name, answer, day in answers:
        row = Spreading(initiative=initiative, decision_id=decision.id, organisation=name, asked_at=work.now)
        row.answer, row.takes_up_on, row.answered_at = answer, day, work.now if answer else None
        work.session.add(row)
    work.session.flush()


def all_do(work, day=MARCH) -> list[str]:
    return [one.reference for one in great_days.taken_up_by_all(work.session, day)]


def test_initiator_is_told_once_when_all_work_by_it(work, approved):
    spread(work, approved)
    assert all_do(work, MARCH - timedelta(days=1)) == []
    assert all_do(work) == [approved.reference]
    in_march = replace(work, now=datetime(2027, 3, 1, 9, tzinfo=UTC))
    for _ in range(2):
        great_days.tell_spread_to_all(in_march, approved)
    assert letters(work, LetterKind.SPREAD_TO_ALL) == [("spread_to_all", KARIN, "queued")]
    assert all_do(work) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": DecisionOutcome.SPREAD_SOME},
        {"answers": (*ALL, ("Laholms kommun", SpreadAnswer.DECLINES, None))},
        {"answers": (*ALL, ("Laholms kommun", None, None))},
        {"answers": ()},
        {"state": DecisionState.REPLACED},
    ],
    ids=["to some", "one declines", "one is silent", "nobody asked", "corrected since"],
)
def test_nobody_is_told_so_where_not_all_do(work, approved, changes):
    spread(work, approved, **changes)
    assert all_do(work) == []
    great_days.tell_spread_to_all(replace(work, now=datetime(2027, 3, 1, 9, tzinfo=UTC)), approved)
    assert letters(work, LetterKind.SPREAD_TO_ALL) == []


def test_praise_that_waits_is_stopped_where_the_decision_is_corrected_and_told_anew_once_all_do_again(work, approved):
    spread(work, approved)
    work.session.add(FollowUp(initiative=approved, begun_at=work.now, follow_up_on=MARCH, changes=0))
    in_march = replace(work, now=datetime(2027, 3, 1, 9, tzinfo=UTC))
    great_days.tell_spread_to_all(in_march, approved)
    take_effect.decide(in_march, approved.reference, DecisionOutcome.SPREAD_SOME, spread_to=("Hylte kommun",))
    great_days.tell_spread_to_all(in_march, approved)
    assert letters(work, LetterKind.SPREAD_TO_ALL) == []
    again = take_effect.decide(in_march, approved.reference, DecisionOutcome.SPREAD, spread_to=("Hylte kommun",))
    for one in work.session.query(Spreading):
        one.decision_id = again.id
    work.session.flush()
    assert all_do(work) == [approved.reference]
    great_days.tell_spread_to_all(in_march, approved)
    assert letters(work, LetterKind.SPREAD_TO_ALL) == [("spread_to_all", KARIN, "queued")]
