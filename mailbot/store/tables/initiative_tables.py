"""Initiatives, each version of their forms, and the files that came with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base, one_of
from mailbot.store.values import State


class Initiative(Base):
    """A proposal with a reference. Its `state` is changed by `register.initiatives` alone."""

    __tablename__ = "initiatives"
    __table_args__ = (
        UniqueConstraint("reference"),
        UniqueConstraint("year", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        Index(None, "state"),
        Index(None, "initiator_address"),
        one_of("state", State, "state_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    number: Mapped[int]
    state: Mapped[State]
    title: Mapped[str] = mapped_column(Text, default="")
    initiator_name: Mapped[str] = mapped_column(Text, default="")
    initiator_address: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    """When it became complete: what the queue and the stop date go by."""
    deferred: Mapped[bool] = mapped_column(default=False)
    """Whether it was put off, so that it comes first at the next meeting."""
    incomplete_since: Mapped[datetime | None]
    """When a completion was last asked for."""
    reminded_at: Mapped[datetime | None]
    sender_confirmed: Mapped[bool] = mapped_column(default=True)
    """Whether the mail that brought it, or one since, is known to be from the initiator's address."""
    note: Mapped[str] = mapped_column(Text, default="")

    versions: Mapped[list[FormVersion]] = relationship(back_populates="initiative", order_by="FormVersion.number")
    attachments: Mapped[list[InitiativeAttachment]] = relationship(order_by="InitiativeAttachment.id")

    @property
    def form(self) -> FormVersion | None:
        """The newest version of the form, if any could be read."""
        return self.versions[-1] if self.versions else None


class FilledForm:
    """What a version of a form that somebody filled in has, whatever it is about; never changed after."""

    number: Mapped[int]
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    template: Mapped[str] = mapped_column(String(100))
    format: Mapped[str] = mapped_column(String(20))
    fields: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    """Of template and fields: the same form in another file is the same version."""
    created_at: Mapped[datetime]


class FormVersion(FilledForm, Base):
    """One version of an initiative's form, field by field."""

    __tablename__ = "form_versions"
    __table_args__ = (UniqueConstraint("initiative_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))

    initiative: Mapped[Initiative] = relationship(back_populates="versions")


class InitiativeAttachment(Base):
    """A file that came with an initiative: the form itself, and its material."""

    __tablename__ = "attachments"

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"), index=True)
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    filename: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    is_form: Mapped[bool] = mapped_column(default=False)
    withheld: Mapped[str] = mapped_column(Text, default="")
    """Why it does not go out with an agenda, in Swedish; empty where it does."""
    compressed: Mapped[bytes]
