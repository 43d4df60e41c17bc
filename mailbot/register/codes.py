"""One-time codes: who answers with one has read the mail that it was sent in.

A code is eight characters without 0, O, 1 and I, in two groups («K7Q2-9FXM»):
2**40 of them, each bound to one instruction and one address. Only its hash is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Instruction
from mailbot.store.values import InstructionKind

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

LIFETIME = timedelta(days=60)
"""After which a code is no longer taken."""


def new() -> str:
    """Return a fresh code, which has a letter and a digit: so it is known from a range of numbers, and from a word."""
    drawn = ""
    while not drawn or drawn.isdigit() or drawn.isalpha():
        drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def hashed(code: str) -> str:
    """Return what is kept of a code, blind to case, spaces and hyphens."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def issue(work: UnitOfWork, kind: InstructionKind, address: str, code: str, **about: int | None) -> Instruction:
    """Enter an instruction that waits for this code from this address. `about` are its `ledger_id` and the like."""
    instruction = Instruction(
        kind=kind,
        address=address.lower(),
        code_hash=hashed(code),
        created_at=work.now,
        **about,
    )
    work.session.add(instruction)
    work.session.flush()
    return instruction


def renew(work: UnitOfWork, instruction: Instruction, code: str) -> None:
    """Let the instruction wait for this code in place of its earlier one."""
    instruction.code_hash, instruction.created_at = hashed(code), work.now


def find(session: Session, kind: InstructionKind, address: str, code: str, *, now: datetime) -> list[Instruction]:
    """Return the unanswered instructions of that kind that the code stands for, if it went to this address."""
    given = hashed(code)
    waiting = select(Instruction).where(
        Instruction.kind == kind,
        Instruction.address == address.lower(),
        Instruction.answered_at.is_(None),
        Instruction.created_at > now - LIFETIME,
    )
    return [one for one in session.scalars(waiting) if hmac.compare_digest(one.code_hash, given)]


def stood_for(session: Session, kind: InstructionKind, address: str, written: Sequence[str]) -> Instruction | None:
    """Return the instruction of the first of the codes that is, or was, one for this address. It proves nothing."""
    for code in written:
        asked = select(Instruction).where(
            Instruction.kind == kind, Instruction.address == address.lower(), Instruction.code_hash == hashed(code)
        )
        if found := session.scalars(asked).first():
            return found
    return None
