"""What a decision about evaluated work does: the initiative's state, its next day, and the letters about it."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.errors import IllegalTransition
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.meetings.decisions.decided_words import decided_words
from mailbot.outbox.follow_up_contents import DecisionOnWork
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import local_day, swedish_day
from mailbot.primitives.personnummer import mask
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.register.unsent_letters import stop_unsent
from mailbot.store.tables import Decision, FollowUp, Letter
from mailbot.store.values import DecisionOutcome, DecisionState, EventKind, LetterKind, State

_EVENTS = {
    DecisionOutcome.SPREAD: EventKind.SPREAD,
    DecisionOutcome.SPREAD_SOME: EventKind.SPREAD,
    DecisionOutcome.ENDED: EventKind.ENDED,
    DecisionOutcome.CONTINUED: EventKind.CONTINUED,
}


def event(outcome: DecisionOutcome) -> EventKind:
    """Return what such a decision is to the initiative."""
    return _EVENTS[outcome]


def carry_out(work: UnitOfWork, decision: Decision, earlier: Decision | None = None) -> None:
    """Change the state and tell the initiator and who is in charge. What is spread is asked about afterwards.

    `earlier` was told, and is corrected by this one.
    IllegalTransition, and nothing changed, where the work is not evaluated, or the decision lacks what it needs.
    """
    if problem := _lacking(work, decision):
        raise IllegalTransition(f"{decision.initiative.reference} {problem}")
    initiative = decision.initiative
    letter = draft_for(decision, initiatives.initiator(initiative), earlier)
    change = initiatives.transition if initiative.state is State.EVALUATED else initiatives.correct
    change(work, initiative, event(decision.outcome), letter, decision=decision.id)
    decision.state, decision.applied_at = DecisionState.APPLIED, work.now
    follow_up = work.session.scalars(select(FollowUp).where(FollowUp.initiative_id == initiative.id)).one()
    if decision.outcome is DecisionOutcome.CONTINUED and decision.follow_up_on:
        follow_up.follow_up_on = decision.follow_up_on
    if earlier_asked := follow_up.open_round:
        earlier_asked.closed_at = work.now  # by the decision that this one corrects it was asked for
        asks = Letter.cause.startswith(f"evaluation_wanted:{earlier_asked.id}:")
        stop_unsent(work, initiative.reference, Letter.kind == LetterKind.EVALUATION_WANTED, asks)
    praises = (Letter.kind == LetterKind.SPREAD_TO_ALL, Letter.initiative_id == initiative.id)
    stop_unsent(work, initiative.reference, *praises)
    in_charge = follow_up.responsible_address
    if in_charge and in_charge != initiative.initiator_address:
        work.send(draft_for(decision, Address(follow_up.responsible_name, in_charge), earlier))


def _lacking(work: UnitOfWork, decision: Decision) -> str:
    day = decision.follow_up_on
    if decision.outcome is DecisionOutcome.CONTINUED and (day is None or day <= local_day(work.now)):
        return "needs a day to come on which the work is evaluated again."
    spreads = event(decision.outcome) is EventKind.SPREAD
    return "names no organisation to spread to." if spreads and not decision.spread_to else ""


def draft_for(decision: Decision, to: Address, earlier: Decision | None = None) -> Draft:
    """Return the letter that tells somebody with a part in the work what was decided about it, after `earlier`."""
    meeting = decision.agenda_item.agenda.meeting if decision.agenda_item else None
    content = DecisionOnWork(
        about=initiatives.about(decision.initiative),
        meeting=calendar.view(meeting) if meeting else None,
        outcome=decision.outcome.value,
        spread_to=tuple(decision.spread_to),
        follow_up=swedish_day(decision.follow_up_on) if decision.follow_up_on else "",
        reasons=mask(decision.reasons),
        added=mask(decision.added),
        earlier=decided_words(earlier) if earlier else "",
    )
    return Draft(to, f"decision:{decision.id}", content, decision.initiative)
