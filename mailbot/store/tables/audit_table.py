"""The audit chain."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.store.columns import Base
from mailbot.store.values import EventKind


class Event(Base):
    """The audit chain: ids, references and hashes only, each row bound to the one before.

    No personal data stands here, so erasing a person's data breaks nothing.
    A trigger refuses update and delete.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    subject: Mapped[str] = mapped_column(String(100), index=True)
    """What it is about: a reference, «message:17», «letter:4», «meeting:2026-12-10»."""
    actor: Mapped[str] = mapped_column(String(100))
    """What caused it: «message:17», «operator», «worker»; never a name or an address."""
    data: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
