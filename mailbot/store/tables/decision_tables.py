"""What secretaries ask for, when they are away, and what was decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base, one_of, some
from mailbot.store.tables.initiative_tables import Initiative
from mailbot.store.tables.meeting_tables import AgendaItem
from mailbot.store.values import DecisionOutcome, DecisionState, InstructionKind


class Instruction(Base):
    """What somebody asked for in another's name, and the one-time code that makes it so.

    The code went to `address`: a secretary's in the config, or the initiator's in the register.
    """

    __tablename__ = "instructions"
    __table_args__ = (
        some("ix_instructions_waiting", "due_at", text("answered_at IS NULL AND due_at IS NOT NULL")),
        one_of("kind", InstructionKind, "kind_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[InstructionKind]
    address: Mapped[str] = mapped_column(String(320))
    code_hash: Mapped[str] = mapped_column(String(64))
    verified: Mapped[bool] = mapped_column(default=False)
    """Whether a returned agenda is known to be from `address`; of other instructions it says nothing."""
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    agenda_id: Mapped[int | None] = mapped_column(ForeignKey("agendas.id"))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    celebration_text_id: Mapped[int | None] = mapped_column(ForeignKey("celebration_texts.id"))
    after_id: Mapped[int | None] = mapped_column(ForeignKey("instructions.id"))
    """The instruction whose receipt carried this one's code, or which it asks to take back."""
    orders: Mapped[list[Any]] = mapped_column(default=list)
    """What was done about what waits, each with what undoing it needs."""
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The meetings that are asked for."""
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """When its decisions take effect without an answer; None where they wait for one."""
    answered_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    decisions: Mapped[list[Decision]] = relationship(back_populates="instruction", order_by="Decision.id")

    @property
    def proposed(self) -> list[Decision]:
        """The decisions that wait to be carried out."""
        return [one for one in self.decisions if one.state is DecisionState.PROPOSED]


class Absence(Base):
    """Days on which a secretary is away, and the address of who gets lists and agendas meanwhile."""

    __tablename__ = "absences"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="first_before_last"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(320))
    deputy: Mapped[str] = mapped_column(String(320))
    first_day: Mapped[date]
    last_day: Mapped[date]
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    """The mail that said so."""
    ended_at: Mapped[datetime | None]
    """When it was taken back."""


class Decision(Base):
    """What was decided about one agenda item, from first reading to application."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index(
            "uq_decisions_applied_item",
            "agenda_item_id",
            unique=True,
            sqlite_where=text("state = 'applied'"),
            postgresql_where=text("state = 'applied'"),
        ),
        CheckConstraint("state != 'applied' OR applied_at IS NOT NULL", name="applied_has_time"),
        Index(None, "applied_at"),
        one_of("state", DecisionState, "state_known"),
        one_of("outcome", DecisionOutcome, "outcome_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"))
    instruction_id: Mapped[int | None] = mapped_column(ForeignKey("instructions.id"))
    outcome: Mapped[DecisionOutcome]
    reasons: Mapped[str] = mapped_column(Text, default="")
    responsible: Mapped[str] = mapped_column(Text, default="")
    follow_up_on: Mapped[date | None]
    """When the work is to be evaluated, where the decision says so."""
    spread_to: Mapped[list[Any]] = mapped_column(default=list)
    """The names of the organisations that are to be asked to take it up."""
    added: Mapped[str] = mapped_column(Text, default="")
    """What the secretary has added to the letter, beside the decision."""
    state: Mapped[DecisionState]
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]

    initiative: Mapped[Initiative] = relationship()
    agenda_item: Mapped[AgendaItem | None] = relationship()
    instruction: Mapped[Instruction | None] = relationship(back_populates="decisions")
