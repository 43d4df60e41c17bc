"""Letters that tell what was achieved in a time, and their texts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base


class Celebration(Base):
    """A time that is over, and the letter that tells what was achieved in it; without a text where nothing was.

    There is one for each time, so that its letter is made once.
    """

    __tablename__ = "celebrations"
    __table_args__ = (
        UniqueConstraint("last_day"),
        UniqueConstraint("token"),
        CheckConstraint("first_day <= last_day", name="first_before_last"),
        CheckConstraint("sent_at IS NULL OR stopped_at IS NULL", name="sent_or_stopped"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    token: Mapped[str] = mapped_column(String(40))
    """Ties a returned file to it. No secret: it proves nothing about who returns it."""
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    """When it was stopped, or a later one came that tells what this one would have told."""

    texts: Mapped[list[CelebrationText]] = relationship(back_populates="celebration", order_by="CelebrationText.number")


class CelebrationText(Base):
    """One version of such a letter: the first as it was made, the others as a secretary has returned them."""

    __tablename__ = "celebration_texts"
    __table_args__ = (UniqueConstraint("celebration_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    celebration_id: Mapped[int] = mapped_column(ForeignKey("celebrations.id"))
    number: Mapped[int]
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    word: Mapped[bytes] = mapped_column(deferred=True)
    pdf: Mapped[bytes | None] = mapped_column(deferred=True)
    """The Word file printed, for who gets it; empty where it could not be."""
    created_at: Mapped[datetime]

    celebration: Mapped[Celebration] = relationship(back_populates="texts")
