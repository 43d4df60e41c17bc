"""What the bot remembers of itself between two starts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from mailbot.store.tables import Setting


def first(session: Session, name: str, value: datetime) -> datetime:
    """Return the time kept under this name; the first call keeps `value`."""
    kept = session.get(Setting, name)
    if kept is None:
        keep(session, name, value)
        return value
    return datetime.fromisoformat(kept.value)


def last(session: Session, name: str) -> datetime | None:
    """Return the time kept under this name, if there is one."""
    kept = session.get(Setting, name)
    return datetime.fromisoformat(kept.value) if kept else None


def keep(session: Session, name: str, value: datetime) -> None:
    """Keep a time under this name."""
    keep_text(session, name, value.isoformat())


def text(session: Session, name: str) -> str:
    """Return the text kept under this name, or an empty one."""
    kept = session.get(Setting, name)
    return kept.value if kept else ""


def keep_text(session: Session, name: str, value: str) -> None:
    """Keep a text under this name."""
    session.merge(Setting(name=name, value=value))
    session.flush()
