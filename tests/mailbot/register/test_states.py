"""The transition table: every pair that is not in it is refused."""

from __future__ import annotations

import itertools

import pytest

from mailbot.errors import IllegalTransition
from mailbot.register.states import CORRECTIONS_ON_WORK, TRANSITIONS, after, after_correction
from mailbot.store.values import EventKind, State

PAIRS = list(itertools.product([None, *State], EventKind))


@pytest.mark.parametrize(("state", "event"), [pair for pair in PAIRS if pair in TRANSITIONS])
def test_after_follows_the_table(state, event):
    assert after(state, event) is TRANSITIONS[state, event]


@pytest.mark.parametrize(("state", "event"), [pair for pair in PAIRS if pair not in TRANSITIONS])
def test_after_refuses_what_the_table_does_not_hold(state, event):
    with pytest.raises(IllegalTransition):
        after(state, event)


def test_every_state_can_be_reached():
    assert set(TRANSITIONS.values()) == set(State)


def test_closed_withdrawn_and_rejected_lead_nowhere():
    final = {state for state in State if not any(state is source for source, _ in TRANSITIONS)}
    assert final == {State.CLOSED, State.WITHDRAWN, State.REJECTED, State.SPREAD, State.CANCELLED}


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (EventKind.APPROVED, State.APPROVED),
        (EventKind.REJECTED, State.REJECTED),
        (EventKind.DEFERRED, State.QUEUED),
        (EventKind.REFERRED_BACK, State.INCOMPLETE),
    ],
)
def test_correction_leads_from_a_decision_to_another(event, state):
    assert after_correction(State.APPROVED, event) is state
    assert after_correction(State.REJECTED, event) is state


@pytest.mark.parametrize("before", [State.SPREAD, State.IN_PROGRESS, State.CANCELLED])
def test_correction_leads_from_a_decision_about_work_to_another(before):
    corrected = {event: after_correction(before, event) for event in (*CORRECTIONS_ON_WORK,)}
    assert corrected == {
        EventKind.SPREAD: State.SPREAD,
        EventKind.CONTINUED: State.IN_PROGRESS,
        EventKind.ENDED: State.CANCELLED,
    }


@pytest.mark.parametrize("state", [State.APPROVED, State.EVALUATED])
def test_correction_to_a_decision_about_work_needs_one(state):
    with pytest.raises(IllegalTransition):
        after_correction(state, EventKind.SPREAD)


@pytest.mark.parametrize("state", sorted(set(State) - {State.APPROVED, State.REJECTED}))
def test_correction_needs_a_decision(state):
    with pytest.raises(IllegalTransition):
        after_correction(state, EventKind.APPROVED)
