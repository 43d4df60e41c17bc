"""One-time codes: who answers with one has read the mail that it was sent in.

A code is eight characters without 0, O, 1 and I, in two groups («K7Q2-9FXM»);
2**40 of them, bound to one instruction and one address. Only the hash is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from mailbot.register.initiatives import Desk
from mailbot.store.tables import Initiative, Instruction

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

LIFETIME = timedelta(days=60)
"""After which a code is no longer taken."""


def new() -> str:
    """Return a fresh code."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def hashed(code: str) -> str:
    """Return what is kept of a code; case, hyphen and spaces don't matter."""
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def answered(
    desk: Desk,
    kind: str,
    codes: Iterable[str],
    *,
    secretary: str = "",
    initiative: Initiative | None = None,
) -> Instruction | None:
    """Take the instruction that one of the codes belongs to, and mark it answered.

    None where no code fits an unanswered instruction of this kind for this
    secretary or initiative. A code works once.
    """
    offered = [hashed(code) for code in codes]
    waiting = desk.session.scalars(
        select(Instruction).where(
            Instruction.kind == kind,
            Instruction.secretary == secretary,
            Instruction.answered_at.is_(None),
            Instruction.created_at > desk.now - LIFETIME,
        ),
    )
    for instruction in waiting:
        fits = any(hmac.compare_digest(instruction.code_hash, code) for code in offered)
        if fits and (initiative is None or instruction.initiative_id == initiative.id):
            instruction.answered_at = desk.now
            return instruction
    return None
