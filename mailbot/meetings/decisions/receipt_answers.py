"""What a secretary's answer to a receipt does: with its one-time code she releases decisions, stops them, adds words.

None of it happens where the address is no listed secretary's, or the code is not hers, is wrong or used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mailbot.config import Secretary
from mailbot.meetings.decisions import decision_receipt
from mailbot.meetings.decisions.decision_receipt import Telling
from mailbot.meetings.decisions.take_effect import Applied, apply
from mailbot.meetings.decisions.without_an_answer import set_due
from mailbot.register import codes
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Decision, Instruction
from mailbot.store.values import DecisionState, InstructionKind


def confirm(work: UnitOfWork, code: str, from_address: str, only: Sequence[str] = ()) -> Applied | None:
    """Release the decisions that a code stands for, or only those of some references.

    None where the address is no listed secretary's or the code is not hers, is
    wrong or used: then nothing has happened. A code works once; after a
    release of some it stays good for the rest.
    """
    instruction = by_code(work, code, from_address)
    if instruction is None:
        return None
    chosen, unknown = _choose(instruction, only)
    applied = apply(work, chosen)
    _close(work, instruction)
    return Applied(applied.done, (*unknown, *applied.unclear))


def stop(work: UnitOfWork, code: str, from_address: str, only: Sequence[str] = ()) -> Applied | None:
    """Stop the decisions that a code stands for, or only some; the rules are those of `confirm`."""
    instruction = by_code(work, code, from_address)
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
    instruction = by_code(work, code, secretary.address)
    if instruction is None:
        return None
    chosen, unknown = _choose(instruction, list(additions))
    if not chosen:
        return unknown
    for decision in chosen:
        decision.added = "\n\n".join(filter(None, (decision.added, additions[decision.initiative.reference])))
    codes.renew(work, instruction, telling.code)
    if instruction.due_at is not None:
        set_due(work, instruction)
    decision_receipt.send(
        work, instruction, instruction.proposed, replace(telling, unclear=(*telling.unclear, *unknown)), direct=False
    )
    return ()


def stands_for(work: UnitOfWork, code: str, from_address: str) -> Agenda | None:
    """Return the agenda whose decisions wait for this code from this address; None where none do."""
    instruction = by_code(work, code, from_address)
    return work.session.get(Agenda, instruction.agenda_id) if instruction and instruction.agenda_id else None


def by_code(work: UnitOfWork, code: str, from_address: str) -> Instruction | None:
    """Return what waits for this code from this address; None where nothing does."""
    secretary = work.config.secretary(from_address)
    found = (
        codes.find(work.session, InstructionKind.DECISIONS, secretary.address, code, now=work.now) if secretary else []
    )
    return found[0] if found else None


def _choose(instruction: Instruction, only: Sequence[str]) -> tuple[list[Decision], tuple[str, ...]]:
    """Return the proposals meant, and a sentence for each reference that is none of them."""
    waiting = {one.initiative.reference: one for one in instruction.proposed}
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
    if not instruction.proposed:
        instruction.answered_at = work.now
