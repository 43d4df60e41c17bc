"""What stands on a meeting's agenda, and what has been decided about it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings.agenda.documents.words import words
from mailbot.outbox.contents import MeetingMoved, MeetingView, OffAgenda
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem, Decision, Initiative, Meeting
from mailbot.store.values import DecisionOutcome, DecisionState, EventKind, State


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


def corrects(decision: Decision, initiative: Initiative, outcome: DecisionOutcome | None) -> bool:
    """Whether another outcome is a correction that the register allows: of an approval or a rejection."""
    return outcome not in (None, decision.outcome) and initiative.state in (State.APPROVED, State.REJECTED)


def doubt(session: Session, meeting: Meeting, initiative: Initiative, outcome: DecisionOutcome | None) -> str | None:
    """Return a Swedish sentence on why this meeting can't decide so about the initiative, None where it can."""
    reference = initiative.reference
    earlier = decided(session, meeting, initiative)
    if earlier is not None:
        told = f"{reference} har redan fått beslutet {words().word(earlier.outcome)}. Det ändras inte."
        return None if corrects(earlier, initiative, outcome) else told
    if initiative.state is State.WITHDRAWN:
        return f"{reference}: initiativtagaren har återkallat initiativet. Inget beslut går ut."
    if not any(item.initiative is initiative for item in undecided(session, meeting)):
        return f"{reference} ligger inte kvar på den här dagordningen."
    return None
