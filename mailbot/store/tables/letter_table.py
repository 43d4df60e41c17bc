"""The outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base, one_of, some
from mailbot.store.tables.initiative_tables import Initiative
from mailbot.store.values import LetterKind, LetterState, Urgency


class Letter(Base):
    """The outbox. `mime` is rendered when the letter is queued, and is what is sent and kept."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("cause", "kind", "recipient"),
        UniqueConstraint("message_id"),
        CheckConstraint("state != 'sent' OR sent_at IS NOT NULL", name="sent_has_time"),
        Index(None, "state", "recipient"),
        Index(None, "state", "urgency", "turn"),
        Index(None, "recipient", "kind", "created_at"),
        Index(None, "claimed_at"),
        Index(None, "sent_at"),
        Index(None, "template", "created_at"),
        some("ix_letters_copy_owed", "copy_due_at", text("copy_due_at IS NOT NULL")),
        one_of("state", LetterState, "state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind]
    recipient: Mapped[str] = mapped_column(String(320))
    cause: Mapped[str] = mapped_column(String(100))
    """What the letter answers («message:17», «decision:4»): it is answered so once."""
    state: Mapped[LetterState]
    message_id: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(Text)
    mime: Mapped[bytes]
    """The whole message as it goes out (compressed with zlib)."""
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"), index=True)
    template: Mapped[str] = mapped_column(String(20), default="shipped")
    """«own» or «shipped»; «fallback» where the own template failed."""
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    urgency: Mapped[int] = mapped_column(default=Urgency.NORMAL.value)
    turn: Mapped[int] = mapped_column(default=0)
    """How many letters to the same recipient waited when it was queued: who gets many, waits for who gets one."""
    attempts: Mapped[int] = mapped_column(default=0)
    first_tried_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    """When a worker last took it to send, by the clock that all workers share."""
    claimed_by: Mapped[str] = mapped_column(String(60), default="")
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    """When it was given up, or came back."""
    error: Mapped[str] = mapped_column(Text, default="")
    copy_due_at: Mapped[datetime | None]
    """When its copy is to be put in Sent, where that could not be done at once; None where it is there."""

    initiative: Mapped[Initiative | None] = relationship()
