"""What follows an approval: who is in charge, how the work is evaluated, who takes it up."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base, one_of
from mailbot.store.tables.initiative_tables import FilledForm, Initiative
from mailbot.store.values import SpreadAnswer


class FollowUp(Base):
    """The work that follows an approval: who is in charge of it, who is asked to be, and when it is evaluated."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("initiative_id"),
        CheckConstraint("(responsible_address = '') = (accepted_at IS NULL)", name="accepted_has_time"),
        CheckConstraint("(asked_address = '') OR (asked_at IS NOT NULL)", name="asked_has_time"),
        CheckConstraint("reminders >= 0", name="reminders_not_negative"),
        Index(None, "responsible_address"),
        Index(None, "asked_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    begun_at: Mapped[datetime]
    follow_up_on: Mapped[date]
    responsible_name: Mapped[str] = mapped_column(Text, default="")
    responsible_address: Mapped[str] = mapped_column(String(320), default="")
    """Of who has said yes to being in charge; empty while nobody has."""
    accepted_at: Mapped[datetime | None]
    asked_name: Mapped[str] = mapped_column(Text, default="")
    asked_address: Mapped[str] = mapped_column(String(320), default="")
    """Of who was asked to be in charge and has not said yes."""
    asked_by: Mapped[str] = mapped_column(String(320), default="")
    """The address of who named them; empty where the decision did."""
    asked_at: Mapped[datetime | None]
    """When the answer that is waited for was last asked for, whoever owes it."""
    reminders: Mapped[int] = mapped_column(default=0)
    """How many have gone out for that answer."""
    left_at: Mapped[datetime | None]
    """When it was left to a human, because nobody answered."""
    changes: Mapped[int] = mapped_column(default=0)
    """How often it has changed: letters are about one change each."""
    stop_reason: Mapped[str] = mapped_column(Text, default="")

    initiative: Mapped[Initiative] = relationship()
    rounds: Mapped[list[EvaluationRound]] = relationship(back_populates="follow_up", order_by="EvaluationRound.number")
    evaluations: Mapped[list[EvaluationVersion]] = relationship(
        back_populates="follow_up", order_by="EvaluationVersion.number"
    )

    @property
    def open_round(self) -> EvaluationRound | None:
        """The evaluation that is waited for, if one is."""
        return self.rounds[-1] if self.rounds and self.rounds[-1].closed_at is None else None


class EvaluationRound(Base):
    """One time that approved work is to be evaluated, from asking for it to a whole answer."""

    __tablename__ = "evaluation_rounds"
    __table_args__ = (
        UniqueConstraint("follow_up_id", "number"),
        CheckConstraint("reminders >= 0", name="reminders_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_ups.id"))
    number: Mapped[int]
    due_on: Mapped[date]
    asked_at: Mapped[datetime]
    reminders: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]
    """When it was left to a human, because nobody answered."""
    closed_at: Mapped[datetime | None]
    """When a whole answer had come, or the work was delayed or stopped."""

    follow_up: Mapped[FollowUp] = relationship(back_populates="rounds")


class EvaluationVersion(FilledForm, Base):
    """One version of an evaluation, field by field; never changed after."""

    __tablename__ = "evaluation_versions"
    __table_args__ = (UniqueConstraint("follow_up_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_ups.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_rounds.id"))
    """The asking that it answers; none where it came unasked."""
    sender: Mapped[str] = mapped_column(String(320))

    follow_up: Mapped[FollowUp] = relationship(back_populates="evaluations")


class Spreading(Base):
    """One organisation that is asked whether it takes up what others have done, and what it says."""

    __tablename__ = "spreadings"
    __table_args__ = (
        UniqueConstraint("initiative_id", "organisation"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_time"),
        CheckConstraint("(answer = 'takes_up') = (takes_up_on IS NOT NULL) OR answer IS NULL", name="day_if_taken_up"),
        CheckConstraint("reminders >= 0", name="reminders_not_negative"),
        Index(None, "contact_address"),
        Index(None, "decision_id"),
        one_of("answer", SpreadAnswer, "answer_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    organisation: Mapped[str] = mapped_column(String(200))
    """Its name in the config."""
    contact_name: Mapped[str] = mapped_column(Text, default="")
    contact_address: Mapped[str] = mapped_column(String(320), default="")
    """Of who was asked; empty where the config names nobody."""
    asked_at: Mapped[datetime]
    reminders: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]
    """When it was left to a human, because nobody answered, or there was nobody to ask."""
    lapsed_at: Mapped[datetime | None]
    """Since when it is asked no more, because the decision was corrected."""
    answer: Mapped[SpreadAnswer | None]
    takes_up_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answers: Mapped[int] = mapped_column(default=0)
    """How often it has answered: each time the whole answer is another."""

    initiative: Mapped[Initiative] = relationship()
