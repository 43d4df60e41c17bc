"""What each kind of letter says: one dataclass a kind, whose fields are its template's variables.

A template also sees `identity`, `contact`, `form_url` and `recipient`. Dates and
times are given as Swedish text, as a person reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mailbot.store.values import LetterKind, State


@dataclass(frozen=True, slots=True)
class Content:
    """The base of all below; `kind` names the folder of the templates."""

    kind: ClassVar[LetterKind]


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as a reader needs it: «torsdag 10 december 2026», «09.00», a place, its stop date."""

    day: str
    time: str
    place: str
    stop: str


@dataclass(frozen=True, slots=True)
class About:
    """The initiative that a letter is about. `title` may be empty, where none could be read."""

    reference: str
    title: str
    initiator_name: str


@dataclass(frozen=True, slots=True)
class Lack:
    """A field that lacks an answer, or a right one: its label, what is wrong with it, and its help text."""

    label: str
    message: str
    help: str
    empty: bool
    """Whether there is no answer at all."""


@dataclass(frozen=True, slots=True)
class FileFault:
    """A file that came with a mail, and why it could not be used (a Swedish clause)."""

    filename: str
    reason: str


@dataclass(frozen=True, slots=True)
class NamedInForm:
    """Another address than the sender's that the form names, and whether it was asked if the proposal is its own."""

    address: str
    asked: bool


@dataclass(frozen=True, slots=True)
class ReceiptComplete(Content):
    """The initiative is registered and waits for `meeting` (None: no meeting is planned yet).

    `missed` is the meeting whose stop date has just passed, if there is one.
    """

    kind = LetterKind.RECEIPT_COMPLETE
    about: About
    meeting: MeetingView | None
    missed: MeetingView | None
    completed: bool
    """Whether this ends a completion, rather than being the first receipt."""
    named: NamedInForm | None = None


@dataclass(frozen=True, slots=True)
class ReceiptIncomplete(Content):
    """The initiative is registered, and something is missing before the meeting can have it."""

    kind = LetterKind.RECEIPT_INCOMPLETE
    about: About
    lacks: tuple[Lack, ...]
    unreadable: tuple[FileFault, ...]
    form_attached: bool
    """Whether the sender's own form goes back, filled in so far, with the gaps marked."""
    meeting: MeetingView | None
    completed: bool
    named: NamedInForm | None = None


@dataclass(frozen=True, slots=True)
class CompletionReminder(Content):
    """Nothing has come since the completion was asked for."""

    kind = LetterKind.COMPLETION_REMINDER
    about: About
    lacks: tuple[Lack, ...]
    unreadable: tuple[FileFault, ...]
    """The files that came in the form's place."""
    asked: str
    """The day on which it was asked for."""
    meeting: MeetingView | None


@dataclass(frozen=True, slots=True)
class HowTo(Content):
    """How to propose an initiative; the blank forms are attached."""

    kind = LetterKind.HOW_TO
    filenames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouldNotRead(Content):
    """None of the files could be used, and nothing was registered."""

    kind = LetterKind.COULD_NOT_READ
    files: tuple[FileFault, ...]
    form_attached: bool
    """Whether the blank form comes along: what was sent could be opened, and is another form."""


@dataclass(frozen=True, slots=True)
class SameAgain(Content):
    """The form came again from the same sender: `changed` says whether it became a new version."""

    kind = LetterKind.SAME_AGAIN
    about: About
    changed: bool
    on_agenda: bool
    """The agenda is frozen and keeps the version it has; the secretary is told."""
    named: NamedInForm | None = None


@dataclass(frozen=True, slots=True)
class StatusLine:
    """Where one initiative is. `meeting` is the coming one, where it waits for one."""

    about: About
    state: State
    deferred: bool
    received: str
    meeting: MeetingView | None
    decided: str
    """The day of the decision, or an empty text."""


@dataclass(frozen=True, slots=True)
class Status(Content):
    """The answer to «how is it going»."""

    kind = LetterKind.STATUS
    initiatives: tuple[StatusLine, ...]


@dataclass(frozen=True, slots=True)
class OnAgenda(Content):
    """The initiative will be taken up at this meeting."""

    kind = LetterKind.ON_AGENDA
    about: About
    meeting: MeetingView
    paragraph: int


@dataclass(frozen=True, slots=True)
class OffAgenda(Content):
    """It was taken off this agenda and waits for `next_meeting`."""

    kind = LetterKind.OFF_AGENDA
    about: About
    meeting: MeetingView
    next_meeting: MeetingView | None


@dataclass(frozen=True, slots=True)
class Decided(Content):
    """What every decision letter says. `meeting` is None for a decision made outside one."""

    about: About
    meeting: MeetingView | None
    reasons: str
    responsible: str
    next_meeting: MeetingView | None


@dataclass(frozen=True, slots=True)
class DecisionApproved(Decided):
    """Bifall."""

    kind = LetterKind.DECISION_APPROVED


@dataclass(frozen=True, slots=True)
class DecisionRejected(Decided):
    """Avslag."""

    kind = LetterKind.DECISION_REJECTED


@dataclass(frozen=True, slots=True)
class DecisionDeferred(Decided):
    """Bordläggning: first at the next meeting, nothing is asked of the initiator."""

    kind = LetterKind.DECISION_DEFERRED


@dataclass(frozen=True, slots=True)
class DecisionReferredBack(Decided):
    """Återremiss: the initiator completes it; the reasons say how."""

    kind = LetterKind.DECISION_REFERRED_BACK


@dataclass(frozen=True, slots=True)
class DecisionCorrected(Decided):
    """An earlier letter told another decision: this one holds. Outcomes are Swedish words."""

    kind = LetterKind.DECISION_CORRECTED
    outcome: str
    earlier: str


@dataclass(frozen=True, slots=True)
class WithdrawalConfirm(Content):
    """Somebody asked to withdraw it; answering with the code makes it so."""

    kind = LetterKind.WITHDRAWAL_CONFIRM
    about: About
    code: str


@dataclass(frozen=True, slots=True)
class Withdrawn(Content):
    """It is withdrawn."""

    kind = LetterKind.WITHDRAWN
    about: About


@dataclass(frozen=True, slots=True)
class SenderConfirm(Content):
    """Somebody proposed something in the recipient's name; nothing of what it says stands here."""

    kind = LetterKind.SENDER_CONFIRM
    reference: str
    code: str


@dataclass(frozen=True, slots=True)
class ChangeConfirm(Content):
    """Somebody sent a form to the recipient's initiative; answering with the code makes it count."""

    kind = LetterKind.CHANGE_CONFIRM
    about: About
    code: str


@dataclass(frozen=True, slots=True)
class OnBehalf(Content):
    """Somebody else sent a form that names the recipient's address; nothing of what the form says stands here.

    `sender` is the address that sent it, empty where it may be anybody's; `verified`, whether it is known to be.
    """

    kind = LetterKind.ON_BEHALF
    reference: str
    sender: str
    verified: bool


@dataclass(frozen=True, slots=True)
class ForgedOrders(Content):
    """Somebody gave orders in the secretary's name: so many since the last warning, and none was followed."""

    kind = LetterKind.FORGED_ORDERS
    count: int
    folder: str
    """Where in the shared mailbox the mails lie."""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One initiative on the agenda."""

    paragraph: int
    about: About
    organisation: str
    deferred: bool
    sender_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class AgendaReady(Content):
    """The agenda is frozen and attached.

    `withheld` and `left_out` are files that did not come with it, `cleaned` those that came as a copy without
    something: the reason says what.
    """

    kind = LetterKind.AGENDA
    meeting: MeetingView
    revision: int
    items: tuple[AgendaLine, ...]
    withheld: tuple[FileFault, ...]
    left_out: tuple[FileFault, ...]
    cleaned: tuple[FileFault, ...]
    material: bool
    """Whether a zip with material is attached."""


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """A decision as it was read, and the letter that it will cause."""

    about: About
    outcome: str
    reasons: str
    responsible: str
    recipient: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionsReceipt(Content):
    """What was read from a returned agenda. Nothing happens before it is answered with `code`.

    `code` is empty where nothing can be released. `verified` is whether the
    server vouches that the mail came from the secretary. `applied` is true in
    direct mode, where the letters are already on their way.
    """

    kind = LetterKind.DECISIONS_RECEIPT
    meeting: MeetingView | None
    decisions: tuple[DecisionPreview, ...]
    unclear: tuple[str, ...]
    remarks: tuple[str, ...]
    """What deserves a second look, though it stops nothing."""
    code: str
    verified: bool
    applied: bool


@dataclass(frozen=True, slots=True)
class Done(Content):
    """The receipt for an instruction: what was done, and what could not be, a sentence each.

    `code` is set where the instruction itself waits for an answer with it.
    """

    kind = LetterKind.DONE
    heading: str
    done: tuple[str, ...]
    unclear: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for a human."""

    number: int
    received: str
    sender: str
    subject: str
    reason: str
    reference: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Many messages that wait for the same reason: how many, what they are (a verdict), and the newest's number."""

    count: int
    what: str
    newest: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewDigest(Content):
    """What needs a human: messages in review, letters that failed, and other notes (a sentence each).

    `count` is how many messages wait in all: those in `waiting`, those in `alike`, and those that had no room.
    """

    kind = LetterKind.REVIEW_DIGEST
    waiting: tuple[Waiting, ...]
    failed: tuple[FileFault, ...]
    """Recipient and fault of each letter that could not be sent."""
    notes: tuple[str, ...]
    folder: str = "Granska"
    """Where in the shared mailbox the messages lie."""
    count: int = 0
    alike: tuple[Alike, ...] = ()
