"""What the workers share: running numbers, what is remembered, and who leads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.store.columns import Base


class Counter(Base):
    """A running number that a transaction takes with the row locked («reference-2026», «audit»)."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class Setting(Base):
    """What the bot must remember of itself, such as the moment of its first start."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Lead(Base):
    """Which worker leads: one row, which every transaction that changes anything locks, so that they take turns.

    Whoever comes to lead raises the epoch; a transaction of a worker that led before it is refused.
    """

    __tablename__ = "lead"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str] = mapped_column(String(60), default="")
    """What the leader's sessions are called in PostgreSQL; empty when it has stopped by itself."""
    host: Mapped[str] = mapped_column(String(260), default="")
    version: Mapped[str] = mapped_column(String(60), default="")
    time_zone: Mapped[str] = mapped_column(String(60), default="")
    thread_key: Mapped[str] = mapped_column(String(64), default="")
    """A hash of the keys that it works with."""
    since: Mapped[datetime | None]
