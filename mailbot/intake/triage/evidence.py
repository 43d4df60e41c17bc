"""All that triage goes by: the message, what its files gave, and what is known besides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mailbot.followup.celebrating.returned_letter import ReturnedLetter
from mailbot.intake.triage.intents import Intent, Meaning
from mailbot.intake.triage.orders.ordering_words import ordering_words
from mailbot.mail.message import Attachment, IncomingMessage
from mailbot.mail.sender.automatic import automatic_sign
from mailbot.meetings.decisions.returned_agenda import NotAnAgenda, Returned
from mailbot.meetings.planning.invited import Invited, NotInvited
from mailbot.meetings.planning.plan_table import PlanTable
from mailbot.store.values import LetterKind, Part, Standing
from parsers import ParsedForm, Result, Unreadable


@dataclass(frozen=True, slots=True)
class Work:
    """Work that follows an approval, and the sender's part in it. `is_taken`: somebody else has said yes to it."""

    reference: str
    part: Part
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register and the trusted server know of a message; gathered before triage.

    `listed_secretary`, like every look at From, is a claim; only `standing` is more.
    `fails`: that server says that From is forged. `answers_own`: From is the recipient of the
    letter that is answered. `belongs`: it is, or is the initiator of an initiative that is
    mentioned. `decided`: the mail answers a decision, or another letter about what is
    decided. `asked_about`: the initiative that another sent with From in its form, which From was
    asked about and has not taken over. `work`: what the mail is about, where From has a part in it.
    `spreading`: the initiative that From was asked to take up for an organisation. `known_references`: those
    mentioned that exist.
    """

    standing: Standing = Standing.UNVERIFIED
    fails: bool = False
    listed_secretary: bool = False
    own_message: bool = False
    answers: LetterKind | None = None
    thread_reference: str | None = None
    answers_own: bool = False
    belongs: bool = False
    duplicate: bool = False
    same_id_other_content: bool = False
    waits_for_completion: bool = False
    decided: bool = False
    asked_about: str | None = None
    work: Work | None = None
    spreading: str | None = None
    known_references: tuple[str, ...] = ()
    junk: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the readers made of one attachment, or of the body where `attachment` is None.

    With an `agenda`, the file is a returned one, and no form. With a `calendar`, it is iCalendar; with
    `planned`, it has a table that may plan meetings. An `evaluation` is a form that came back about approved work,
    and no proposal. A `letter` about what was achieved came back, and is none either. Of a file that is not
    `opened`, reading it was given up: nobody knows what stands in it, nor whether that is a personnummer. Whether one
    stands in a file of which not all could be looked through is None.
    """

    attachment: Attachment | None
    result: Result
    agenda: Returned | NotAnAgenda | None = None
    holds_personnummer: bool | None = False
    calendar: Invited | NotInvited | None = None
    planned: PlanTable | None = None
    evaluation: ParsedForm | None = None
    letter: ReturnedLetter | None = None
    opened: bool = True


@dataclass(frozen=True)
class Evidence:
    """All that a rule may ask about. What several ask is found out once."""

    message: IncomingMessage
    forms: tuple[Reading, ...]
    facts: Facts
    meaning: Meaning

    @property
    def intent(self) -> Intent:
        """What the sender wants, as far as the words say."""
        return self.meaning.intent

    @property
    def has_form(self) -> bool:
        """Whether a form was read anywhere in the mail."""
        return any(isinstance(reading.result, tuple) and reading.result for reading in self.forms)

    @property
    def may_hold_form(self) -> bool:
        """Whether a file that could not be read may be the form."""
        return any(isinstance(reading.result, Unreadable) and reading.result.maybe_form for reading in self.forms)

    @property
    def evaluates(self) -> bool:
        """Whether a form that evaluates approved work was read anywhere in the mail."""
        return any(reading.evaluation for reading in self.forms)

    @property
    def returns_agenda(self) -> bool:
        """Whether a file is one of our agendas."""
        return any(reading.agenda for reading in self.forms)

    @property
    def returns_letter(self) -> bool:
        """Whether a file is one of our letters about what was achieved."""
        return any(reading.letter for reading in self.forms)

    @property
    def plans_meetings(self) -> bool:
        """Whether a file has a table that may plan meetings."""
        return any(reading.planned for reading in self.forms)

    @cached_property
    def machine_sign(self) -> str | None:
        """The first sign that a machine wrote the mail."""
        return automatic_sign(self.message)

    @cached_property
    def ordering_words(self) -> str:
        """Where an order is looked for."""
        return ordering_words(self.message)

    @property
    def in_thread(self) -> bool:
        """Whether the mail answers a letter of ours."""
        return self.facts.answers is not None
