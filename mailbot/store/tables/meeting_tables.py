"""Meetings, the invitations that they came by, and their agendas."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base
from mailbot.store.tables.initiative_tables import FormVersion, Initiative


class Meeting(Base):
    """A meeting of those who decide. `stop_at` closes its agenda."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("stop_at <= starts_at", name="stop_before_start"),
        Index(
            "uq_meetings_held_day",
            "day",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
        Index(None, "uid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    starts_at: Mapped[datetime]
    stop_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(Text, default="")
    cancelled_at: Mapped[datetime | None]
    uid: Mapped[str] = mapped_column(String(500), default="")
    """The invitation's, if it came by one."""
    original: Mapped[date | None]
    """The day for which a series first had it."""

    agendas: Mapped[list[Agenda]] = relationship(back_populates="meeting", order_by="Agenda.revision")


class InvitationVersion(Base):
    """The newest that has been followed of what an invitation said, of a meeting or (`original` is empty) of all.

    RFC 5546 §2.1.5: what comes late or again is known by it.
    """

    __tablename__ = "invitation_versions"

    uid: Mapped[str] = mapped_column(String(500), primary_key=True)
    original: Mapped[str] = mapped_column(String(10), primary_key=True, default="")
    """An ISO day."""
    sequence: Mapped[int] = mapped_column(BigInteger)
    stamp: Mapped[datetime]


class Agenda(Base):
    """A frozen agenda. A new revision is a new row; the files are what was mailed."""

    __tablename__ = "agendas"
    __table_args__ = (UniqueConstraint("meeting_id", "revision"), UniqueConstraint("token"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    revision: Mapped[int]
    token: Mapped[str] = mapped_column(String(40))
    """Ties a returned file to this agenda. No secret: it proves nothing about who returns it."""
    frozen_at: Mapped[datetime]
    first_paragraph: Mapped[int]
    """The § number of the first opening item."""
    opening: Mapped[list[Any]]
    """The opening items as they stood when the agenda was frozen."""
    closing_paragraph: Mapped[int]
    """The § number of the first closing item."""
    closing: Mapped[list[Any]] = mapped_column(default=list)
    """The closing items as they stood then."""
    word: Mapped[bytes] = mapped_column(deferred=True)
    excel: Mapped[bytes] = mapped_column(deferred=True)
    material: Mapped[bytes | None] = mapped_column(deferred=True)
    """The zip that went with the mail; what did not fit is listed in the letter."""
    pdf: Mapped[bytes | None] = mapped_column(deferred=True)
    """The Word file printed, for the members; empty where it could not be."""

    meeting: Mapped[Meeting] = relationship(back_populates="agendas")
    items: Mapped[list[AgendaItem]] = relationship(back_populates="agenda", order_by="AgendaItem.position")


class AgendaItem(Base):
    """One initiative on one agenda, with the version of the form that the meeting saw.

    With an `evaluation_number` it is there as evaluated work, by that version, and not as a proposal.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("agenda_id", "position"),
        UniqueConstraint("agenda_id", "initiative_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"))
    position: Mapped[int]
    paragraph: Mapped[int]
    """The § number, running on through the year."""
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    form_version_id: Mapped[int | None] = mapped_column(ForeignKey("form_versions.id"))
    evaluation_number: Mapped[int | None]
    deferred_before: Mapped[bool] = mapped_column(default=False)
    removed_at: Mapped[datetime | None]

    agenda: Mapped[Agenda] = relationship(back_populates="items")
    initiative: Mapped[Initiative] = relationship()
    form_version: Mapped[FormVersion | None] = relationship()
