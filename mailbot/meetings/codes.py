"""One-time codes: what is kept of them, and whose they are."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings.words import key
from mailbot.store.tables import Instruction


def hashed(code: str) -> str:
    """Return what is kept of a code, blind to case, spaces and hyphens."""
    return hashlib.sha256(key(code).encode()).hexdigest()


def find(session: Session, kind: str, address: str, code: str) -> Instruction | None:
    """Return the unanswered instruction of that kind whose code went to this address, if the code is right."""
    given = hashed(code)
    waiting = select(Instruction).where(
        Instruction.kind == kind,
        Instruction.secretary == address.lower(),
        Instruction.answered_at.is_(None),
    )
    return next((one for one in session.scalars(waiting) if hmac.compare_digest(one.code_hash, given)), None)
