"""A returned agenda, from its file to what a secretary's one-time code releases.

A returned agenda changes nothing by itself. It becomes proposals, and a receipt
with a fresh code goes to the secretary's address in the config; whoever answers
from that address with the code releases or stops them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Secretary
from mailbot.errors import AgendaUnreadable
from mailbot.mail.message import IncomingMessage
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.words import words as agenda_words
from mailbot.meetings.decisions import decision_receipt, doubtful_decisions, work_outcome
from mailbot.meetings.decisions.decision_receipt import Telling
from mailbot.meetings.decisions.follow_up_day import follow_up_day
from mailbot.meetings.decisions.returned_agenda import Returned, Row, not_known
from mailbot.meetings.decisions.take_effect import Applied, apply, contradicts_letter, decide, draft_for
from mailbot.outbox.swedish_day import local_day
from mailbot.register import codes
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem, Decision, Instruction
from mailbot.store.values import DecisionState, EventKind, InstructionKind

__all__ = [
    "Applied",
    "InWords",
    "Returned",
    "Row",
    "Telling",
    "agenda_of",
    "amend",
    "apply",
    "confirm",
    "decide",
    "draft_for",
    "propose",
    "sort",
    "stop",
]


@dataclass(frozen=True, slots=True)
class InWords:
    """Decisions stand in a mail's own words: the code of the receipt that they correct, if it has one."""

    corrects: str = ""


def propose(
    work: UnitOfWork,
    returned: Returned,
    secretary: Secretary,
    *,
    ledger_id: int | None,
    answers: IncomingMessage | None,
    verified: bool,
    code: str,
    unclear: tuple[str, ...] = (),
    words: InWords | None = None,
) -> Instruction:
    """Enter what a returned agenda, or `words`, say as proposals, and send the receipt with a preview of every letter.

    `code` is fresh and random. The receipt goes to the secretary's address in
    the config, whoever sent the decisions. In direct mode what is verified and leaves
    no words over takes effect at once. What unverified mails in her name have proposed is
    forgotten with her first verified one. Words that correct a receipt leave what they
    don't name as it was. AgendaUnreadable where the token is none of ours.
    """
    agenda = agenda_of(work.session, returned.token)
    instruction = codes.issue(
        work, InstructionKind.DECISIONS, secretary.address, code, ledger_id=ledger_id, agenda_id=agenda.id
    )
    instruction.verified = verified
    named = frozenset(row.reference for row in returned.rows)
    kept = _keep(work, instruction, words.corrects, named) if words and words.corrects else []
    if verified:
        _forget_unverified(work, agenda, secretary.address)
    besides = frozenset(one.initiative.reference for one in kept)
    clear, doubts = sort(work, agenda, returned, besides, in_words=words is not None)
    proposed = [*kept, *(_propose(work, agenda, instruction, row) for row in clear)]
    mode, needs_no_answer = work.config.decisions.mode, not unclear and _needs_no_answer(work, instruction, proposed)
    if needs_no_answer and mode == "after_minutes":
        _set_due(work, instruction)
    telling = Telling(secretary, (*doubts, *unclear), code, answers, in_words=words is not None)
    decision_receipt.send(work, instruction, proposed, telling, direct=needs_no_answer and mode == "direct")
    return instruction


def _needs_no_answer(work: UnitOfWork, instruction: Instruction, proposed: Sequence[Decision]) -> bool:
    """Whether all is plainly hers, and no letter would contradict one that has gone out."""
    session = work.session
    return instruction.verified and bool(proposed) and not any(contradicts_letter(session, one) for one in proposed)


def _set_due(work: UnitOfWork, instruction: Instruction) -> None:
    instruction.due_at = work.now + timedelta(minutes=work.config.decisions.after_minutes)


def due(session: Session, moment: datetime) -> Sequence[Instruction]:
    """Return what takes effect by that moment without an answer."""
    waiting = select(Instruction).where(
        Instruction.kind == InstructionKind.DECISIONS,
        Instruction.answered_at.is_(None),
        Instruction.due_at.is_not(None),
        Instruction.due_at <= moment,
    )
    return session.scalars(waiting.order_by(Instruction.id)).all()


def carry_out_due(work: UnitOfWork, instruction: Instruction) -> None:
    """Carry out what is due, and tell the secretary; what contradicts a letter that has gone out since waits on.

    May be called again; what has been answered meanwhile is left.
    """
    if instruction.answered_at is not None or instruction.due_at is None:
        return
    waiting = [one for one in instruction.decisions if one.state is DecisionState.PROPOSED]
    held = [one for one in waiting if contradicts_letter(work.session, one)]
    applied = apply(work, [one for one in waiting if one not in held])
    instruction.due_at = None
    _close(work, instruction)
    decision_receipt.tell_carried_out(work, instruction, applied, held)


def confirm(work: UnitOfWork, code: str, from_address: str, only: Sequence[str] = ()) -> Applied | None:
    """Release the decisions that a code stands for, or only those of some references.

    None where the address is no listed secretary's or the code is not hers, is
    wrong or used: then nothing has happened. A code works once; after a
    release of some it stays good for the rest.
    """
    instruction = _answered(work, code, from_address)
    if instruction is None:
        return None
    chosen, unknown = _choose(instruction, only)
    applied = apply(work, chosen)
    _close(work, instruction)
    return Applied(applied.done, (*unknown, *applied.unclear))


def stop(work: UnitOfWork, code: str, from_address: str, only: Sequence[str] = ()) -> Applied | None:
    """Stop the decisions that a code stands for, or only some; the rules are those of `confirm`."""
    instruction = _answered(work, code, from_address)
    if instruction is None:
        return None
    chosen, unknown = _choose(instruction, only)
    for decision in chosen:
        decision.state = DecisionState.STOPPED
    _close(work, instruction)
    done = (f"{one.initiative.reference}: beslutet är stoppat. Inget brev går ut." for one in chosen)
    return Applied(tuple(done), unknown)


def amend(
    work: UnitOfWork, code: str, secretary: Secretary, additions: Mapping[str, str], telling: Telling
) -> tuple[str, ...] | None:
    """Add words to the letters of proposed decisions, and send the receipt anew, with `telling.code` for the old code.

    `additions` are texts by reference. None where the code is not good: then nothing has happened. Where none of the
    references waits, the sentences that say so are returned, and the old code stays.
    """
    instruction = _answered(work, code, secretary.address)
    if instruction is None:
        return None
    chosen, unknown = _choose(instruction, list(additions))
    if not chosen:
        return unknown
    for decision in chosen:
        decision.added = "\n\n".join(filter(None, (decision.added, additions[decision.initiative.reference])))
    codes.renew(work, instruction, telling.code)
    if instruction.due_at is not None:
        _set_due(work, instruction)
    waiting = [one for one in instruction.decisions if one.state is DecisionState.PROPOSED]
    decision_receipt.send(
        work, instruction, waiting, replace(telling, unclear=(*telling.unclear, *unknown)), direct=False
    )
    return ()


def supersede(work: UnitOfWork, code: str, from_address: str) -> None:
    """Close what a code stands for: its receipt was answered with a corrected file. Nothing where it is not good.

    Whoever has the code reads the secretary's mail, so unverified files in her name are forgotten, too.
    """
    instruction = _answered(work, code, from_address)
    if instruction is None:
        return
    _replace(work, instruction)
    agenda = work.session.get_one(Agenda, instruction.agenda_id)
    _forget_unverified(work, agenda, instruction.address)


def _keep(work: UnitOfWork, instruction: Instruction, code: str, named: frozenset[str]) -> list[Decision]:
    """Take over what the corrected receipt proposed about other initiatives; its warning goes along."""
    earlier = _answered(work, code, instruction.address)
    if earlier is None or earlier.agenda_id is None:
        return []
    meeting_id = work.session.get_one(Agenda, earlier.agenda_id).meeting_id
    if instruction.agenda_id is None or work.session.get_one(Agenda, instruction.agenda_id).meeting_id != meeting_id:
        return []
    waiting = [one for one in earlier.decisions if one.state is DecisionState.PROPOSED]
    kept = [one for one in waiting if one.initiative.reference not in named]
    for decision in kept:
        decision.instruction = instruction
    instruction.verified = instruction.verified and (earlier.verified or not kept)
    work.session.flush()
    _replace(work, earlier)
    return kept


def _forget_unverified(work: UnitOfWork, agenda: Agenda, address: str) -> None:
    """Close what unverified files in a secretary's name have proposed for the agenda's meeting."""
    unverified = select(Instruction).where(
        Instruction.kind == InstructionKind.DECISIONS,
        Instruction.address == address.lower(),
        Instruction.verified.is_(False),
        Instruction.answered_at.is_(None),
        Instruction.agenda_id.in_(select(Agenda.id).where(Agenda.meeting_id == agenda.meeting_id)),
    )
    for instruction in work.session.scalars(unverified).all():
        _replace(work, instruction)


def _replace(work: UnitOfWork, instruction: Instruction) -> None:
    for decision in instruction.decisions:
        if decision.state is DecisionState.PROPOSED:
            decision.state = DecisionState.REPLACED
    instruction.answered_at = work.now


def stands_for(work: UnitOfWork, code: str, from_address: str) -> Agenda | None:
    """Return the agenda whose decisions wait for this code from this address; None where none do."""
    instruction = _answered(work, code, from_address)
    return work.session.get(Agenda, instruction.agenda_id) if instruction and instruction.agenda_id else None


def _answered(work: UnitOfWork, code: str, from_address: str) -> Instruction | None:
    secretary = work.config.secretary(from_address)
    found = (
        codes.find(work.session, InstructionKind.DECISIONS, secretary.address, code, now=work.now) if secretary else []
    )
    return found[0] if found else None


def _choose(instruction: Instruction, only: Sequence[str]) -> tuple[list[Decision], tuple[str, ...]]:
    """Return the proposals meant, and a sentence for each reference that is none of them."""
    waiting = {one.initiative.reference: one for one in instruction.decisions if one.state is DecisionState.PROPOSED}
    wanted = [_whole(reference.upper(), waiting) for reference in only] or list(waiting)
    chosen = [waiting[reference] for reference in wanted if reference in waiting]
    unknown = [reference for reference in wanted if reference not in waiting]
    if not wanted:
        return [], ("Inga beslut väntar längre på den här koden.",)
    return chosen, tuple(f"{reference} finns inte bland de beslut som väntar." for reference in unknown)


def _whole(name: str, waiting: Iterable[str]) -> str:
    """Return the one reference that has this last number; the name as it is where it is whole, or fits several."""
    having = [reference for reference in waiting if reference.endswith(f"-{name}")]
    return having[0] if len(having) == 1 else name


def _close(work: UnitOfWork, instruction: Instruction) -> None:
    if all(one.state is not DecisionState.PROPOSED for one in instruction.decisions):
        instruction.answered_at = work.now


def agenda_of(session: Session, token: str) -> Agenda:
    """Return the agenda that a returned file's token stands for; AgendaUnreadable where there is none."""
    agenda = session.scalar(select(Agenda).where(Agenda.token == token))
    if agenda is None:
        raise AgendaUnreadable("The file's mark belongs to no agenda in the register.")
    return agenda


def sort(
    work: UnitOfWork,
    agenda: Agenda,
    returned: Returned,
    besides: frozenset[str] = frozenset(),
    *,
    in_words: bool = False,
) -> tuple[list[Row], list[str]]:
    """Return the rows that can be carried out, and a sentence for everything that is unclear.

    `besides` are the references that are dealt with already.
    """
    standing = {item.initiative.reference: item for item in items.standing(agenda.meeting)}
    clear: list[Row] = []
    unclear: list[str] = []
    for written in returned.rows:
        item = standing.get(written.reference)
        row = _for_item(work, item, written) if item else written
        doubt = f"{row.reference} står inte på dagordningen."
        if item is not None:
            doubt = items.doubt(work.session, agenda.meeting, item.initiative, row.outcome) or ""
        if doubt:
            unclear += [doubt] if row.written else []
        elif row.unclear or doubtful_decisions.lacks_reasons(row.outcome, row.reasons):
            unclear.append(row.unclear or doubtful_decisions.reasons_needed(row.reference, row.outcome))
        else:
            clear.append(row)
    waiting = [item.initiative.reference for item in items.undecided(work.session, agenda.meeting)]
    named = {row.reference for row in returned.rows} | besides
    where = "mejlet" if in_words else "filen"
    unclear += [f"{reference} saknas i {where} och ligger kvar." for reference in waiting if reference not in named]
    return clear, unclear


def _for_item(work: UnitOfWork, item: AgendaItem, row: Row) -> Row:
    """Return the row as its item takes it: of evaluated work with what its words mean, of a proposal as it is."""
    if item.evaluation_number is None:
        if row.outcome is None or work_outcome.fits(row.outcome, evaluated=False):
            return row
        return replace(row, outcome=None, unclear=not_known(row.reference, row.said, agenda_words().choices))
    if row.unknown:
        return replace(row, unclear=not_known(row.reference, row.unknown, agenda_words().work_choices))
    if row.unclear:
        return row
    found = work_outcome.meant(row.reference, row.said, work.config.can_take_up, local_day(work.now))
    if isinstance(found, str):
        return replace(row, outcome=None, unclear=found)
    return replace(row, outcome=found.outcome, spread_to=found.spread_to, follow_up_on=found.follow_up_on, unclear=None)


def _propose(work: UnitOfWork, agenda: Agenda, instruction: Instruction, row: Row) -> Decision:
    assert row.outcome is not None
    item = next(one for one in items.standing(agenda.meeting) if one.initiative.reference == row.reference)
    decision = Decision(
        initiative=item.initiative,
        agenda_item=item,
        instruction=instruction,
        outcome=row.outcome,
        reasons=row.reasons,
        responsible=row.responsible,
        follow_up_on=row.follow_up_on or follow_up_day(row.responsible, local_day(work.now)),
        spread_to=list(row.spread_to),
        state=DecisionState.PROPOSED,
        created_at=work.now,
    )
    work.session.add(decision)
    work.session.flush()
    work.record(EventKind.DECISION_PROPOSED, row.reference, decision=decision.id, instruction=instruction.id)
    return decision
