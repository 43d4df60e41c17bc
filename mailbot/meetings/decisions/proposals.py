"""A returned agenda, from its file to what a secretary's one-time code releases.

A returned agenda changes nothing by itself. It becomes proposals, and a receipt
with a fresh code goes to the secretary's address in the config; whoever answers
from that address with the code releases or stops them.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Secretary
from mailbot.errors import AgendaUnreadable
from mailbot.mail.message import Address, IncomingMessage
from mailbot.meetings import calendar
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.words import words
from mailbot.meetings.decisions import remarks
from mailbot.meetings.decisions.apply import Applied, apply, decide, draft_for
from mailbot.meetings.decisions.returned_agenda import Returned, Row
from mailbot.outbox.letters import Draft
from mailbot.outbox.secretary_contents import DecisionPreview, DecisionsReceipt
from mailbot.register import codes, initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Decision, Instruction
from mailbot.store.values import DecisionState, EventKind, InstructionKind

__all__ = [
    "Applied",
    "Returned",
    "Row",
    "agenda_of",
    "apply",
    "confirm",
    "decide",
    "draft_for",
    "propose",
    "sort",
    "stop",
]

"""The kind of instruction that a returned agenda is."""


def propose(
    work: UnitOfWork,
    returned: Returned,
    secretary: Secretary,
    *,
    ledger_id: int | None,
    answers: IncomingMessage | None,
    verified: bool,
    code: str,
) -> Instruction:
    """Enter what a returned agenda says as proposals, and send the receipt with a preview of every letter.

    `code` is fresh and random. The receipt goes to the secretary's address in
    the config, whoever sent the file. In direct mode a verified file takes effect
    at once. What unverified files in her name have proposed is forgotten with her
    first verified one. AgendaUnreadable where the file's token is none of ours.
    """
    agenda = agenda_of(work.session, returned.token)
    instruction = codes.issue(
        work, InstructionKind.DECISIONS, secretary.address, code, ledger_id=ledger_id, agenda_id=agenda.id
    )
    instruction.verified = verified
    if verified:
        _forget_unverified(work, agenda, secretary.address)
    clear, unclear = sort(work.session, agenda, returned)
    proposed = [_propose(work, agenda, instruction, row) for row in clear]
    previews = tuple(_preview(work, decision) for decision in proposed)
    noted = remarks.about(work.session, agenda, proposed)
    direct = verified and bool(proposed) and work.config.decisions.mode == "direct"
    late = apply(work, proposed).unclear if direct else ()
    if direct or not proposed:
        instruction.answered_at = work.now
    receipt = DecisionsReceipt(
        meeting=calendar.view(agenda.meeting),
        decisions=previews,
        unclear=(*unclear, *late),
        remarks=tuple(noted),
        code=code if instruction.answered_at is None else "",
        verified=verified,
        applied=direct,
    )
    to = Address(secretary.name, secretary.address)
    work.send(Draft(to, f"instruction:{instruction.id}", receipt, answers=answers))
    return instruction


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


def _answered(work: UnitOfWork, code: str, from_address: str) -> Instruction | None:
    secretary = work.config.secretary(from_address)
    found = (
        codes.find(work.session, InstructionKind.DECISIONS, secretary.address, code, now=work.now) if secretary else []
    )
    return found[0] if found else None


def _choose(instruction: Instruction, only: Sequence[str]) -> tuple[list[Decision], tuple[str, ...]]:
    """Return the proposals meant, and a sentence for each reference that is none of them."""
    waiting = {one.initiative.reference: one for one in instruction.decisions if one.state is DecisionState.PROPOSED}
    wanted = [reference.upper() for reference in only] or list(waiting)
    chosen = [waiting[reference] for reference in wanted if reference in waiting]
    unknown = [reference for reference in wanted if reference not in waiting]
    if not wanted:
        return [], ("Inga beslut väntar längre på den här koden.",)
    return chosen, tuple(f"{reference} finns inte bland de beslut som väntar." for reference in unknown)


def _close(work: UnitOfWork, instruction: Instruction) -> None:
    if all(one.state is not DecisionState.PROPOSED for one in instruction.decisions):
        instruction.answered_at = work.now


def agenda_of(session: Session, token: str) -> Agenda:
    """Return the agenda that a returned file's token stands for; AgendaUnreadable where there is none."""
    agenda = session.scalar(select(Agenda).where(Agenda.token == token))
    if agenda is None:
        raise AgendaUnreadable("The file's mark belongs to no agenda in the register.")
    return agenda


def sort(session: Session, agenda: Agenda, returned: Returned) -> tuple[list[Row], list[str]]:
    """Return the rows that can be carried out, and a sentence for everything that is unclear."""
    standing = {item.initiative.reference: item.initiative for item in items.standing(agenda.meeting)}
    clear: list[Row] = []
    unclear: list[str] = []
    for row in returned.rows:
        initiative = standing.get(row.reference)
        doubt = f"{row.reference} står inte på dagordningen."
        if initiative is not None:
            doubt = items.doubt(session, agenda.meeting, initiative, row.outcome) or ""
        if doubt:
            unclear += [doubt] if row.written else []
        elif row.unclear:
            unclear.append(row.unclear)
        else:
            clear.append(row)
    waiting = [item.initiative.reference for item in items.undecided(session, agenda.meeting)]
    named = {row.reference for row in returned.rows}
    unclear += [f"{reference} saknas i filen och ligger kvar." for reference in waiting if reference not in named]
    return clear, unclear


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
        state=DecisionState.PROPOSED,
        created_at=work.now,
    )
    work.session.add(decision)
    work.session.flush()
    work.record(EventKind.DECISION_PROPOSED, row.reference, decision=decision.id, instruction=instruction.id)
    return decision


def _preview(work: UnitOfWork, decision: Decision) -> DecisionPreview:
    draft = draft_for(work, decision)
    letter = work.outbox.preview(draft)
    return DecisionPreview(
        about=initiatives.about(decision.initiative),
        outcome=words().word(decision.outcome),
        reasons=decision.reasons,
        responsible=decision.responsible,
        recipient=draft.to.address,
        subject=letter.subject,
        text=letter.text,
    )
