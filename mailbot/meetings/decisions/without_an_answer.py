"""Decisions take effect some time after their receipt, where the config says so and nobody has answered it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings.decisions import decision_receipt
from mailbot.meetings.decisions.doubtful_decisions import waits_for_answer
from mailbot.meetings.decisions.take_effect import apply
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Instruction
from mailbot.store.values import InstructionKind


def set_due(work: UnitOfWork, instruction: Instruction) -> None:
    """Begin to wait, or begin anew."""
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
    """Carry out what is due, and tell the secretary; what must have her answer waits on.

    May be called again; what has been answered meanwhile is left.
    """
    if instruction.answered_at is not None or instruction.due_at is None:
        return
    proposed = instruction.proposed
    waits = [waits_for_answer(work, one) for one in proposed]
    applied = apply(work, [one for one, why in zip(proposed, waits, strict=True) if not why])
    instruction.due_at = None
    if not instruction.proposed:
        instruction.answered_at = work.now
    decision_receipt.tell_carried_out(work, instruction, applied, list(filter(None, waits)))
