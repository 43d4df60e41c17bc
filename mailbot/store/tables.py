"""The tables. Invariants stand here, by name, not only in the code that keeps them.

Times are UTC; a naive one is refused. Enums are stored by value.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mailbot.store.columns import Base, one_of
from mailbot.store.values import (
    DecisionOutcome,
    DecisionState,
    EventKind,
    InstructionKind,
    LetterKind,
    LetterState,
    Outcome,
    SpreadAnswer,
    Standing,
    State,
    Urgency,
    VerdictKind,
)


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
        Index(None, "sha256"),
        Index(None, "outcome"),
        Index(None, "sender"),
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


class FormVersion(Base):
    """One version of an initiative's form, field by field; never changed after."""

    __tablename__ = "form_versions"
    __table_args__ = (UniqueConstraint("initiative_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    number: Mapped[int]
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    template: Mapped[str] = mapped_column(String(100))
    format: Mapped[str] = mapped_column(String(20))
    fields: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    """Of template and fields: the same form in another file is the same version."""
    created_at: Mapped[datetime]

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


class Instruction(Base):
    """What somebody asked for in another's name, and the one-time code that makes it so.

    The code went to `address`: a secretary's in the config, or the initiator's in the register.
    """

    __tablename__ = "instructions"
    __table_args__ = (one_of("kind", InstructionKind, "kind_known"),)

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


class EvaluationVersion(Base):
    """One version of an evaluation, field by field; never changed after."""

    __tablename__ = "evaluation_versions"
    __table_args__ = (UniqueConstraint("follow_up_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_ups.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation_rounds.id"))
    """The asking that it answers; none where it came unasked."""
    number: Mapped[int]
    ledger_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    sender: Mapped[str] = mapped_column(String(320))
    template: Mapped[str] = mapped_column(String(100))
    format: Mapped[str] = mapped_column(String(20))
    fields: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]

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
    answer: Mapped[SpreadAnswer | None]
    takes_up_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answers: Mapped[int] = mapped_column(default=0)
    """How often it has answered: each time the whole answer is another."""

    initiative: Mapped[Initiative] = relationship()


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


class Letter(Base):
    """The outbox. `mime` is rendered when the letter is queued, and is what is sent and kept."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("cause", "kind", "recipient"),
        UniqueConstraint("message_id"),
        CheckConstraint("state != 'sent' OR sent_at IS NOT NULL", name="sent_has_time"),
        Index(None, "state", "next_attempt_at"),
        Index(None, "state", "urgency", "turn"),
        Index(None, "recipient", "kind", "created_at"),
        Index(None, "claimed_at"),
        Index(None, "template", "created_at"),
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
    copy_due_at: Mapped[datetime | None] = mapped_column(index=True)
    """When its copy is to be put in Sent, where that could not be done at once; None where it is there."""

    initiative: Mapped[Initiative | None] = relationship()


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
