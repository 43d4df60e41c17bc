"""Running numbers without gaps."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_TAKE = text(
    "INSERT INTO counters (name, value) VALUES (:name, 1) "
    "ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"
)
"""One statement on both databases; PostgreSQL holds the row until the transaction ends."""


def take(session: Session, name: str) -> int:
    """Return the next number of this counter, from 1 on.

    Whoever asks meanwhile waits until this transaction has ended; where it is
    undone, the number was never taken.
    """
    number: int = session.execute(_TAKE, {"name": name}).scalar_one()
    return number
