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
    in_mail: bool = False
    """Whether the sender's own words name the address, and not the form."""


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
    blank_attached: bool = False
    """Whether the blank form comes along: the recipient has never had one of this proposal."""


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
    responsible: str = ""
    """Who is in charge of the work, where somebody has said yes to it."""
    follow_up: str = ""
    """The day on which the work is evaluated, where it is under way."""
    late: bool = False
    """Whether that day has passed, and no whole evaluation has come."""


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
class MeetingMoved(Content):
    """The meeting whose agenda the initiative is on is held at another time or place; `before` is the day it had."""

    kind = LetterKind.MEETING_MOVED
    about: About
    meeting: MeetingView
    before: str


@dataclass(frozen=True, slots=True)
class OffAgenda(Content):
    """It was taken off this agenda and waits for `next_meeting`."""

    kind = LetterKind.OFF_AGENDA
    about: About
    meeting: MeetingView
    next_meeting: MeetingView | None


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
class Merged(Content):
    """It has become part of another initiative, of which nothing is told but its reference."""

    kind = LetterKind.MERGED
    about: About
    other: str


@dataclass(frozen=True, slots=True)
class HandedOver(Content):
    """Somebody else has become its initiator, and the recipient no longer is."""

    kind = LetterKind.HANDED_OVER
    about: About


@dataclass(frozen=True, slots=True)
class SenderConfirm(Content):
    """Somebody proposed something in the recipient's name; nothing of what it says stands here."""

    kind = LetterKind.SENDER_CONFIRM
    reference: str
    code: str


@dataclass(frozen=True, slots=True)
class ChangeConfirm(Content):
    """Somebody sent a form to the recipient's initiative, or wrote about the work; the code makes it count."""

    kind = LetterKind.CHANGE_CONFIRM
    about: About
    code: str
    form: bool = True


@dataclass(frozen=True, slots=True)
class OnBehalf(Content):
    """Somebody else sent a form that names the recipient's address; nothing of what the form says stands here.

    `sender` is the address that sent it, empty where it may be anybody's; `verified`, whether it is known to be.
    """

    kind = LetterKind.ON_BEHALF
    reference: str
    sender: str
    verified: bool
    new_contact: bool = False
    """Whether a secretary asks this address to take over, whatever a form says."""
