"""The ledger of messages, and their bytes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from mailbot.store.columns import Base, one_of, some
from mailbot.store.values import Outcome, Standing, VerdictKind

IS_TO_BE_MOVED = text("wanted_folder != ''")
HAS_REASON = text("reason != ''")
"""Of a message, that a human is told why to look at it."""


class Message(Base):
    """The ledger: one row for every message that was seen at one place, whatever it is.

    `begun_at` is committed before anything is done; `outcome` with all that the
    message caused; the `filed_` columns after the move. So a crash leaves a row
    that says what is left to do.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("account", "folder", "uidvalidity", "uid"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("(outcome IS NULL) = (decided_at IS NULL)", name="outcome_has_time"),
        Index(None, "message_id"),
        Index(None, "fingerprint"),
        Index(None, "sha256"),
        Index(None, "outcome"),
        Index(None, "sender"),
        Index(None, "filed_folder", "filed_uidvalidity", "filed_uid"),
        some("ix_messages_to_be_moved", "id", IS_TO_BE_MOVED),
        some("ix_messages_with_reason", "id", HAS_REASON),
        one_of("outcome", Outcome, "outcome_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(320))
    folder: Mapped[str] = mapped_column(String(500))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime | None]
    begun_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=1)
    was_read: Mapped[bool] = mapped_column(default=False)
    """Whether it was read whole when it was tried alone, and work on it came to no end all the same."""
    withheld_since: Mapped[datetime | None]
    """When the server first refused to hand it out; kept once it has."""
    next_attempt_at: Mapped[datetime | None]
    """When the server is asked for it again."""
    sender: Mapped[str] = mapped_column(String(320), default="")
    subject: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[VerdictKind | None]
    rule: Mapped[str] = mapped_column(String(100), default="")
    phrases: Mapped[list[Any]] = mapped_column(default=list)
    """The ids of the words that the rule went by."""
    standing: Mapped[Standing | None]
    outcome: Mapped[Outcome | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why a human must look, in Swedish; empty where none must."""
    first_words: Mapped[str] = mapped_column(Text, default="")
    """How the sender's own words begin, personnummer masked, where a human must look."""
    error: Mapped[str] = mapped_column(Text, default="")
    """The error's type and place, never the message's text."""
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    wanted_folder: Mapped[str] = mapped_column(String(500), default="")
    """Where a human wants it moved from where it was filed; empty once that is done."""
    filed_folder: Mapped[str | None] = mapped_column(String(500))
    filed_uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    filed_uid: Mapped[int | None] = mapped_column(BigInteger)


class Original(Base):
    """A message's bytes, unchanged, once however often it came (compressed with zlib)."""

    __tablename__ = "originals"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    compressed: Mapped[bytes]
