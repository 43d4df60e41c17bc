"""What stands on a meeting's agenda, and what has been decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings.agenda.documents.words import words
from mailbot.outbox.contents import MeetingMoved, MeetingView, OffAgenda
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem, Decision, Initiative, Meeting
from mailbot.store.values import ON_WORK, DecisionOutcome, DecisionState, EventKind, State


class Deciding(Protocol):
    """What is to be decided: a proposed decision, or a row that says it."""

    @property
    def outcome(self) -> DecisionOutcome | None:
        """What is decided; None where that is not told."""

    @property
    def spread_to(self) -> Sequence[str]:
        """Which organisations are to take evaluated work up."""

    @property
    def follow_up_on(self) -> date | None:
        """When it is evaluated again."""


def newest(meeting: Meeting) -> Agenda | None:
    """Return the agenda's latest revision; None before it is frozen."""
    return meeting.agendas[-1] if meeting.agendas else None


def standing(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of the latest revision that have not been taken off."""
    agenda = newest(meeting)
    return [item for item in agenda.items if item.removed_at is None] if agenda else []


def undecided(session: Session, meeting: Meeting) -> list[AgendaItem]:
    """Return the items that stand on the agenda and still wait for a decision."""
    return [item for item in standing(meeting) if waits(session, item)]


def waits(session: Session, item: AgendaItem) -> bool:
    """Whether the initiative waits for a decision at this very meeting, not at a later one."""
    meeting = item.agenda.meeting
    awaits = State.ON_AGENDA if item.evaluation_number is None else State.EVALUATED
    return (
        item.removed_at is None
        and item.initiative.state is awaits
        and item.agenda is newest(meeting)
        and meeting.cancelled_at is None
        and decided(session, meeting, item.initiative) is None
    )


def decided(session: Session, meeting: Meeting, initiative: Initiative) -> Decision | None:
    """Return the decision that holds for the initiative from this meeting, whatever the revision."""
    return session.scalar(
        select(Decision)
        .join(Decision.agenda_item)
        .join(AgendaItem.agenda)
        .where(
            Agenda.meeting_id == meeting.id,
            Decision.initiative_id == initiative.id,
            Decision.state == DecisionState.APPLIED,
        ),
    )


def take_off(work: UnitOfWork, item: AgendaItem, meeting: MeetingView, following: MeetingView | None) -> None:
    """Return the item's initiative to the queue, at the place it had there, and tell the initiator.

    Evaluated work was never in the queue, and comes on the next agenda of itself.
    """
    if item.evaluation_number is not None:
        return
    initiative = item.initiative
    content = OffAgenda(initiatives.about(initiative), meeting, following)
    letter = Draft(initiatives.initiator(initiative), f"agenda:{item.agenda_id}:{initiative.reference}", content)
    initiatives.transition(work, initiative, EventKind.TAKEN_OFF, letter, agenda=item.agenda_id)
    initiative.deferred = item.deferred_before


def tell_moved(work: UnitOfWork, item: AgendaItem, meeting: MeetingView, before: str) -> None:
    """Tell the initiator when and where the meeting is held now that takes up the proposal; `before` is a day."""
    if item.evaluation_number is not None:
        return
    initiative = item.initiative
    content = MeetingMoved(initiatives.about(initiative), meeting, before)
    cause = f"moved:{item.agenda_id}:{initiative.reference}:{work.now:%Y%m%dT%H%M%S}"
    work.send(Draft(initiatives.initiator(initiative), cause, content, initiative))


def is_last_on_work(session: Session, decision: Decision) -> bool:
    """Whether a decision about evaluated work can be corrected: the work is as it left it, and no later one holds."""
    later = select(Decision.id).where(
        Decision.initiative_id == decision.initiative_id,
        Decision.state == DecisionState.APPLIED,
        Decision.id > decision.id,
    )
    left = {DecisionOutcome.ENDED: State.CANCELLED, DecisionOutcome.CONTINUED: State.IN_PROGRESS}
    state = left.get(decision.outcome, State.SPREAD)
    return (
        decision.outcome in ON_WORK
        and decision.state is DecisionState.APPLIED
        and decision.initiative.state is state
        and session.scalar(later.limit(1)) is None
    )


def _corrects(session: Session, earlier: Decision, wanted: Deciding) -> bool:
    """Whether what is wanted is a correction that the register allows."""
    if earlier.outcome in ON_WORK:
        return wanted.outcome in ON_WORK and differs(earlier, wanted) and is_last_on_work(session, earlier)
    state = earlier.initiative.state
    return wanted.outcome not in (None, earlier.outcome) and state in (State.APPROVED, State.REJECTED)


def differs(earlier: Decision, wanted: Deciding) -> bool:
    """Whether another thing is decided about evaluated work: its outcome, to whom it spreads, or until when it goes."""
    if wanted.outcome is DecisionOutcome.SPREAD_SOME is earlier.outcome:
        return set(wanted.spread_to) != set(earlier.spread_to)
    if wanted.outcome is DecisionOutcome.CONTINUED is earlier.outcome:
        return wanted.follow_up_on != earlier.follow_up_on
    return wanted.outcome is not earlier.outcome


def doubt(session: Session, meeting: Meeting, initiative: Initiative, wanted: Deciding) -> str | None:
    """Return a Swedish sentence on why this meeting can't decide so about the initiative, None where it can."""
    reference = initiative.reference
    earlier = decided(session, meeting, initiative)
    if earlier is not None:
        return None if _corrects(session, earlier, wanted) else _stays(earlier, wanted)
    if initiative.state is State.WITHDRAWN:
        return f"{reference}: initiativtagaren har återkallat initiativet. Inget beslut går ut."
    if not any(item.initiative is initiative for item in undecided(session, meeting)):
        return f"{reference} ligger inte kvar på den här dagordningen."
    return None


def _stays(earlier: Decision, wanted: Deciding) -> str:
    """Say that a decision is not changed; of evaluated work that has gone on since, what to do instead."""
    told = f"{earlier.initiative.reference} har redan fått beslutet {words().word(earlier.outcome)}."
    if earlier.outcome not in ON_WORK or not differs(earlier, wanted):
        return f"{told} Det ändras inte."
    if earlier.initiative.state is State.EVALUATED:
        return f"{told} Sedan dess har arbetet utvärderats igen. Det kommer upp på nästa dagordning: besluta då."
    return f"{told} Sedan dess har annat hänt med arbetet, så beslutet kan inte rättas. Skriv till IT om det är fel."
