"""What a decision does: the initiative's state, the letter to its initiator, and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailbot.errors import IllegalTransition
from mailbot.meetings import calendar
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions import send_protocol
from mailbot.meetings.decisions.decided_words import decided_words
from mailbot.meetings.decisions.follow_up_day import follow_up_day, without_follow_up
from mailbot.meetings.decisions.on_work import decided_work
from mailbot.outbox.decision_contents import (
    Decided,
    DecisionApproved,
    DecisionCorrected,
    DecisionDeferred,
    DecisionReferredBack,
    DecisionRejected,
)
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import local_day, swedish_day
from mailbot.primitives.personnummer import mask
from mailbot.register import initiatives, states
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.register.unsent_letters import stop_unsent
from mailbot.store.tables import AgendaItem, Decision, Initiative, Letter
from mailbot.store.values import ON_WORK, DecisionOutcome, DecisionState, EventKind, LetterState, State


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done, and what could not be: a Swedish sentence each."""

    done: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


def apply(work: UnitOfWork, decisions: Sequence[Decision]) -> Applied:
    """Carry out proposed decisions, each once: state, audit event and letter.

    Other proposals for the same initiative are replaced. A decision that can't
    be carried out any more is stopped, and a sentence says why.
    """
    done, unclear = [], []
    for decision in decisions:
        if doubt := _obstacle(work, decision):
            unclear.append(doubt)
        else:
            _carry_out(work, decision)
            done.append(_told(work, decision))
    send_protocol.send_where_all_is_decided(work, [one for one in decisions if one.state is DecisionState.APPLIED])
    return Applied(tuple(done), tuple(unclear))


def decide(
    work: UnitOfWork,
    reference: str,
    outcome: DecisionOutcome,
    reasons: str = "",
    responsible: str = "",
    *,
    follow_up_on: date | None = None,
    spread_to: Sequence[str] = (),
) -> Decision:
    """Enter a decision by hand, or correct one; the letter follows. One about evaluated work needs no agenda.

    A correction stops the earlier letter where it has not gone, and says that it
    corrects it where it has. NotFound for an unknown reference, IllegalTransition
    where the initiative neither waits for a meeting nor has a decision that can be corrected, or where
    this very decision about its evaluated work holds.
    """
    initiative = initiatives.find(work.session, reference)
    holding = _holding(work.session, initiative)
    decision = Decision(
        initiative=initiative,
        agenda_item=_item(work.session, initiative, outcome),
        outcome=outcome,
        reasons=reasons,
        responsible=responsible,
        follow_up_on=follow_up_on or follow_up_day(responsible, local_day(work.now)),
        spread_to=list(spread_to),
        state=DecisionState.PROPOSED,
        created_at=work.now,
    )
    if holding is not None and items.is_last_on_work(work.session, holding) and _says_the_same(holding, decision):
        raise IllegalTransition(f"{initiative.reference} has that decision already: {decided_words(holding)}.")
    work.session.add(decision)
    work.session.flush()
    _carry_out(work, decision)
    send_protocol.send_where_all_is_decided(work, [decision])
    return decision


def draft_for(work: UnitOfWork, decision: Decision) -> Draft:
    """Return the letter that tells the initiator: a correction where an earlier decision was told."""
    if decision.outcome in ON_WORK:
        earlier = _told_before(work.session, decision)
        return decided_work.draft_for(decision, initiatives.initiator(decision.initiative), earlier)
    initiative = decision.initiative
    meeting = decision.agenda_item.agenda.meeting if decision.agenda_item else None
    following = calendar.next_meeting(work.session, work.now)
    content = {
        DecisionOutcome.APPROVED: DecisionApproved,
        DecisionOutcome.REJECTED: DecisionRejected,
        DecisionOutcome.DEFERRED: DecisionDeferred,
        DecisionOutcome.REFERRED_BACK: DecisionReferredBack,
    }[decision.outcome](
        about=initiatives.about(initiative),
        meeting=calendar.view(meeting) if meeting else None,
        reasons=mask(decision.reasons),
        responsible=mask(without_follow_up(decision.responsible) if decision.follow_up_on else decision.responsible),
        next_meeting=calendar.view(following) if following else None,
        added=mask(decision.added),
        follow_up=swedish_day(decision.follow_up_on) if decision.follow_up_on else "",
    )
    earlier = _told_before(work.session, decision)
    return Draft(
        to=initiatives.initiator(initiative),
        cause=_cause(decision),
        content=_correction(content, decision, earlier) if earlier else content,
        initiative=initiative,
    )


def _says_the_same(earlier: Decision, decision: Decision) -> bool:
    return not items.differs(earlier, decision) and earlier.reasons == decision.reasons


def contradicts_letter(session: Session, decision: Decision) -> bool:
    """Whether a letter about the same agenda item has gone out, so that this decision's would correct it."""
    return _told_before(session, decision) is not None


def _item(session: Session, initiative: Initiative, outcome: DecisionOutcome) -> AgendaItem | None:
    """Return the agenda item that a decision by hand is about; evaluated work may stand on none."""
    item = None
    holding = _holding(session, initiative)
    if outcome in ON_WORK and holding is not None and items.is_last_on_work(session, holding):
        return holding.agenda_item
    if outcome in ON_WORK:
        states.after(initiative.state, decided_work.event(outcome))
    if initiative.state in (State.ON_AGENDA, State.EVALUATED):
        mine = session.scalars(select(AgendaItem).where(AgendaItem.initiative_id == initiative.id))
        item = next((one for one in mine if items.waits(session, one)), None)
    elif initiative.state in (State.APPROVED, State.REJECTED) and holding:
        item = holding.agenda_item
    if item is None and outcome in ON_WORK:
        return None
    if item is None or (outcome not in ON_WORK and item.evaluation_number is not None):
        raise IllegalTransition(
            f"{initiative.reference} is {initiative.state}: it waits for no meeting and has no decision to correct.",
        )
    return item


def _obstacle(work: UnitOfWork, decision: Decision) -> str | None:
    """Return why a proposed decision can't be carried out, and stop it; None where it can."""
    if decision.state is not DecisionState.PROPOSED:
        return f"{decision.initiative.reference}: beslutet är redan hanterat."
    assert decision.agenda_item is not None
    meeting = decision.agenda_item.agenda.meeting
    doubt = items.doubt(work.session, meeting, decision.initiative, decision)
    if decision.follow_up_on and decision.outcome is DecisionOutcome.CONTINUED and not doubt:
        passed = decision.follow_up_on <= local_day(work.now)
        doubt = f"{decision.initiative.reference}: dagen för nästa uppföljning har varit." if passed else None
    if doubt:
        decision.state = DecisionState.STOPPED
    return doubt


def _carry_out(work: UnitOfWork, decision: Decision) -> None:
    """Make a decision hold: as the first about its item, or as a correction."""
    if decision.outcome in ON_WORK:
        earlier = _told_before(work.session, decision)
        if decision.initiative.state is not State.EVALUATED:
            _retract(work, decision.initiative)
        _replace_others(work.session, decision)
        work.session.flush()
        decided_work.carry_out(work, decision, earlier)
        return
    initiative, event = decision.initiative, EventKind(decision.outcome)
    change = initiatives.transition if initiative.state is State.ON_AGENDA else initiatives.correct
    if change is initiatives.correct:
        _retract(work, initiative)
    _replace_others(work.session, decision)
    work.session.flush()  # before the next one: the database allows one applied decision an item
    decision.state, decision.applied_at = DecisionState.APPLIED, work.now
    change(work, initiative, event, draft_for(work, decision), decision=decision.id)


def _told(work: UnitOfWork, decision: Decision) -> str:
    initiative = decision.initiative
    on_its_way = "väntar på att släppas" if work.outbox.hold else "är på väg"
    said = f"{initiative.reference}: {decided_words(decision)}."
    return f"{said} Brevet till {initiative.initiator_address} {on_its_way}."


def _retract(work: UnitOfWork, initiative: Initiative) -> None:
    """Take back the decision that holds, and stop its letter where that has not gone out."""
    earlier = _holding(work.session, initiative)
    if earlier is not None:
        earlier.state = DecisionState.REPLACED
        stop_unsent(work, initiative.reference, Letter.cause == _cause(earlier))


def _holding(session: Session, initiative: Initiative) -> Decision | None:
    """Return the decision that was last carried out and still holds."""
    return session.scalar(
        select(Decision)
        .where(Decision.initiative_id == initiative.id, Decision.state == DecisionState.APPLIED)
        .order_by(Decision.applied_at.desc(), Decision.id.desc())
        .limit(1),
    )


def _replace_others(session: Session, decision: Decision) -> None:
    others = select(Decision).where(
        Decision.initiative_id == decision.initiative_id,
        Decision.id != decision.id,
        Decision.state == DecisionState.PROPOSED,
    )
    for other in session.scalars(others):
        other.state = DecisionState.REPLACED


def _told_before(session: Session, decision: Decision) -> Decision | None:
    """Return the latest earlier decision about the same agenda item whose letter has gone out.

    Work that has been evaluated anew is decided about anew: that corrects nothing.
    """
    if decision.outcome in ON_WORK and decision.initiative.state is State.EVALUATED:
        return None
    gone = select(Letter.cause).where(
        Letter.initiative_id == decision.initiative_id,
        or_(Letter.state == LetterState.SENDING, Letter.sent_at.is_not(None)),
    )
    causes = set(session.scalars(gone))
    earlier = select(Decision).where(
        Decision.initiative_id == decision.initiative_id,
        Decision.agenda_item_id == decision.agenda_item_id,
        Decision.id < decision.id,
        Decision.state.in_((DecisionState.APPLIED, DecisionState.REPLACED)),
    )
    told = [one for one in session.scalars(earlier.order_by(Decision.id)) if _cause(one) in causes]
    return told[-1] if told else None


def _correction(content: Decided, decision: Decision, earlier: Decision) -> DecisionCorrected:
    return DecisionCorrected(
        about=content.about,
        meeting=content.meeting,
        reasons=content.reasons,
        responsible=content.responsible,
        next_meeting=content.next_meeting,
        added=content.added,
        follow_up=content.follow_up,
        outcome=words().word(decision.outcome),
        earlier=words().word(earlier.outcome),
    )


def _cause(decision: Decision) -> str:
    return f"decision:{decision.id}"
