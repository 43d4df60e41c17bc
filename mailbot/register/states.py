"""The only legal changes of an initiative's state, as a table."""

from __future__ import annotations

from mailbot.errors import IllegalTransition
from mailbot.store.values import EventKind, State

TRANSITIONS: dict[tuple[State | None, EventKind], State] = {
    (None, EventKind.REGISTERED_COMPLETE): State.QUEUED,
    (None, EventKind.REGISTERED_INCOMPLETE): State.INCOMPLETE,
    (None, EventKind.REGISTERED_UNCONFIRMED): State.UNCONFIRMED,
    (State.UNCONFIRMED, EventKind.CONFIRMED_COMPLETE): State.QUEUED,
    (State.UNCONFIRMED, EventKind.CONFIRMED_INCOMPLETE): State.INCOMPLETE,
    (State.UNCONFIRMED, EventKind.CLOSED): State.CLOSED,
    (State.UNCONFIRMED, EventKind.WITHDRAWN): State.WITHDRAWN,
    (State.INCOMPLETE, EventKind.COMPLETED): State.QUEUED,
    (State.INCOMPLETE, EventKind.CLOSED): State.CLOSED,
    (State.INCOMPLETE, EventKind.MERGED): State.CLOSED,
    (State.QUEUED, EventKind.MERGED): State.CLOSED,
    (State.INCOMPLETE, EventKind.NEW_VERSION): State.INCOMPLETE,
    (State.QUEUED, EventKind.NEW_VERSION): State.QUEUED,
    (State.ON_AGENDA, EventKind.NEW_VERSION): State.ON_AGENDA,
    (State.QUEUED, EventKind.AGENDA_FROZEN): State.ON_AGENDA,
    (State.ON_AGENDA, EventKind.TAKEN_OFF): State.QUEUED,
    (State.ON_AGENDA, EventKind.APPROVED): State.APPROVED,
    (State.ON_AGENDA, EventKind.REJECTED): State.REJECTED,
    (State.ON_AGENDA, EventKind.DEFERRED): State.QUEUED,
    (State.ON_AGENDA, EventKind.REFERRED_BACK): State.INCOMPLETE,
    (State.INCOMPLETE, EventKind.WITHDRAWN): State.WITHDRAWN,
    (State.QUEUED, EventKind.WITHDRAWN): State.WITHDRAWN,
    (State.ON_AGENDA, EventKind.WITHDRAWN): State.WITHDRAWN,
    (State.APPROVED, EventKind.DELAYED): State.APPROVED,
    (State.APPROVED, EventKind.STARTED): State.IN_PROGRESS,
    (State.IN_PROGRESS, EventKind.RESPONSIBLE_CHANGED): State.IN_PROGRESS,
    (State.IN_PROGRESS, EventKind.DELAYED): State.IN_PROGRESS,
    (State.IN_PROGRESS, EventKind.EVALUATION_VERSION): State.IN_PROGRESS,
    (State.IN_PROGRESS, EventKind.EVALUATED): State.EVALUATED,
    (State.EVALUATED, EventKind.EVALUATION_VERSION): State.EVALUATED,
    (State.EVALUATED, EventKind.SPREAD): State.SPREAD,
    (State.EVALUATED, EventKind.CONTINUED): State.IN_PROGRESS,
    (State.EVALUATED, EventKind.ENDED): State.CANCELLED,
    (State.APPROVED, EventKind.CANCELLED): State.CANCELLED,
    (State.IN_PROGRESS, EventKind.CANCELLED): State.CANCELLED,
}

CORRECTIONS: dict[EventKind, State] = {
    EventKind.APPROVED: State.APPROVED,
    EventKind.REJECTED: State.REJECTED,
    EventKind.DEFERRED: State.QUEUED,
    EventKind.REFERRED_BACK: State.INCOMPLETE,
}
"""Where a corrected decision about a proposal leads; only an approved or rejected initiative has one to correct."""

CORRECTIONS_ON_WORK: dict[EventKind, State] = {
    EventKind.SPREAD: State.SPREAD,
    EventKind.CONTINUED: State.IN_PROGRESS,
    EventKind.ENDED: State.CANCELLED,
}
"""Where a corrected decision about evaluated work leads, from any of these states."""


def after(state: State | None, event: EventKind) -> State:
    """Return the state that the event leads to; IllegalTransition where it may not occur."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransition(
            f"«{event}» can't happen to an initiative that is {state or 'not registered'}."
        ) from None


def after_correction(state: State, event: EventKind) -> State:
    """Return the state that a corrected decision leads to; that there is one of its kind is for the caller to know."""
    on_work = state in CORRECTIONS_ON_WORK.values()
    corrections = CORRECTIONS_ON_WORK if on_work else CORRECTIONS
    if not (on_work or state in (State.APPROVED, State.REJECTED)) or event not in corrections:
        raise IllegalTransition(f"There is no decision to correct while the initiative is {state}.")
    return corrections[event]
