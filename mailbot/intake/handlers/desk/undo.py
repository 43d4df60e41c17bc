"""Takes back what an order did, as far as nothing has been sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.by_verb import DEEDS, MATTERS
from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskVerb
from mailbot.store.tables import Instruction, Message
from mailbot.store.values import InstructionKind, Outcome


@dataclass(slots=True)
class Undone:
    """What was taken back, and what could not be: a sentence each."""

    done: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def undo(case: Case, shown: Instruction) -> Undone:
    """Take back what `meant` says; what can't be taken back is left as it is, and said.

    Where the receipt told only of what waits for «skicka», there is nothing to take back.
    """
    undone, last = Undone(), meant(case.work.session, shown.address, shown)
    if last is None:
        waits = shown.answered_at is None and bool(shown.orders)
        return undone if waits else Undone(unclear=[Sentence.NOTHING_TO_UNDO.text()])
    for record in reversed(last.orders):
        _take_back(case, record, undone)
    last.undone_at = case.work.now
    return undone


def _take_back(case: Case, record: dict[str, Any], undone: Undone) -> None:
    if record["verb"] in MATTERS:
        _take_matter_back(case, record, undone)
        return
    row = case.work.session.get_one(Message, record["number"])
    try:
        with case.work.savepoint():
            DEEDS[DeskVerb(record["verb"])].undo(case, row, record)
            review.reopen(case.work, row, Outcome(record["was"]))
    except CannotDo as error:
        undone.unclear.append(str(error))
    else:
        undone.done.append(Sentence.WAITS_AGAIN.text(message=review.named(row)))


def _take_matter_back(case: Case, record: dict[str, Any], undone: Undone) -> None:
    try:
        with case.work.savepoint():
            undone.done.append(MATTERS[DeskVerb(record["verb"])].undo(case, record))
    except CannotDo as error:
        undone.unclear.append(str(error))


def meant(session: Session, address: str, shown: Instruction | None) -> Instruction | None:
    """Return the order that the shown code's receipt told of, as far as it is not taken back.

    Where no code was shown, or its receipt told of no order, it is the last of that address that did anything.
    """
    before = session.get(Instruction, shown.after_id) if shown is not None and shown.after_id else None
    if before is not None and before.orders:
        return before if before.undone_at is None else None
    if shown is not None and shown.answered_at is None and shown.orders:
        return None
    done = select(Instruction).where(
        Instruction.kind == InstructionKind.DESK,
        Instruction.address == address,
        Instruction.answered_at.is_not(None),
        Instruction.undone_at.is_(None),
    )
    newest_first = session.scalars(done.order_by(Instruction.answered_at.desc(), Instruction.id.desc()))
    return next((one for one in newest_first if one.orders), None)
