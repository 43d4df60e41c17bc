"""Rows for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from mailbot.store.tables import Event
from mailbot.store.values import EventKind


def moment() -> datetime:
    return datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def add_event(session: Session, at: datetime) -> None:
    session.add(
        Event(
            id=1,
            at=at,
            kind=EventKind.NOTED,
            subject="OH-2026-0001",
            actor="operator",
            data={},
            previous_hash="0" * 64,
            hash="1" * 64,
        )
    )
