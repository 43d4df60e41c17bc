"""Running numbers without gaps."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

_TAKE = text(
    "INSERT INTO counters (name, value) VALUES (:name, :count) "
    "ON CONFLICT (name) DO UPDATE SET value = counters.value + :count RETURNING value"
)
"""One statement on both databases; PostgreSQL holds the row until the transaction ends."""


def take(session: Session, name: str, count: int = 1) -> int:
    """Take the next number of this counter, from 1 on, or several in a row; return the last.

    Whoever asks meanwhile waits until this transaction has ended; where it is
    undone, no number was ever taken.
    """
    number: int = session.execute(_TAKE, {"name": name, "count": count}).scalar_one()
    return number
