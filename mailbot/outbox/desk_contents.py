"""What a secretary is told of what waits for her, of her orders, and of the register."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailbot.outbox.contents import About, Content, FileFault, MeetingView
from mailbot.store.values import LetterKind


@dataclass(frozen=True, slots=True)
class ForgedOrders(Content):
    """Somebody gave orders in the secretary's name: so many since the last warning, and none was followed."""

    kind = LetterKind.FORGED_ORDERS
    count: int
    folder: str
    """Where in the shared mailbox the mails lie."""


@dataclass(frozen=True, slots=True)
class OrdersDone(Content):
    """The receipt for an instruction: what was done, and what could not be, a sentence each.

    `code` is set where the instruction itself waits for an answer with it.
    """

    kind = LetterKind.DONE
    heading: str
    done: tuple[str, ...]
    unclear: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class SecretaryAnswer(Content):
    """What a secretary answers the sender of a mail that waited, in her own words."""

    kind = LetterKind.SECRETARY_ANSWER
    subject_line: str
    """The subject of the mail that is answered."""
    words: str
    greets: bool = False
    """Whether the words begin with a greeting of their own."""


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """A letter as it will go out."""

    recipient: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskReceipt(Content):
    """What was understood of an order about what waits for a human, by whom it was given, and what came of it.

    `done` is done; `asked` waits for «skicka» with `code`, for want of a good code or (`shown_first`) because
    letters will go, or (`doubted`) because the server calls the mail forged. Without `asked`, the code is good
    for the next order, or for taking this one back (`undoable`). `left` is how many messages still wait.
    """

    kind = LetterKind.DESK_RECEIPT
    by: str
    done: tuple[str, ...]
    asked: tuple[str, ...]
    unclear: tuple[str, ...]
    left: int
    code: str
    undoable: bool = False
    shown_first: bool = False
    doubted: bool = False
    letters: tuple[LetterPreview, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """A phrase that a secretary can say, and what happens then."""

    phrase: str
    does: str


@dataclass(frozen=True, slots=True)
class SayingGroup:
    """Phrases about one thing."""

    heading: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class DeskHelp(Content):
    """Everything that a secretary can say."""

    kind = LetterKind.DESK_HELP
    groups: tuple[SayingGroup, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood(Content):
    """A secretary's mail that is no clear order: nothing is done.

    `understood` and `unclear` are her own lines; `nearest` are phrases that can be said and are like them.
    """

    kind = LetterKind.NOT_UNDERSTOOD
    understood: tuple[str, ...]
    unclear: tuple[str, ...]
    nearest: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many initiatives are in a state."""

    state: str
    count: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """An initiative in a list; `received` is an ISO day."""

    about: About
    state: str
    organisation: str
    received: str


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Work that follows an approval: how it goes, its day (ISO, may be empty) and who is in charge, if anybody is."""

    about: About
    organisation: str
    standing: str
    follow_up: str
    responsible: str


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """What each organisation of the table says to one initiative."""

    about: About
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpreadTable:
    """Which organisation takes up which initiative."""

    organisations: tuple[str, ...] = ()
    rows: tuple[SpreadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterOverview(Content):
    """The register at a glance; all of it is attached. `left_out`: open initiatives that the letter has no room for.

    `work` goes on after an approval, of which `work_left_out` have no room; `spread` is who takes it up.
    """

    kind = LetterKind.REGISTER_OVERVIEW
    counts: tuple[StateCount, ...]
    waiting: tuple[RegisterLine, ...]
    left_out: int
    meeting: MeetingView | None
    work: tuple[WorkLine, ...] = ()
    work_left_out: int = 0
    spread: SpreadTable = field(default_factory=SpreadTable)


@dataclass(frozen=True, slots=True)
class StoryLine:
    """What happened, and when («2026-11-20 09.14»)."""

    at: str
    what: str


@dataclass(frozen=True, slots=True)
class InitiativeStory(Content):
    """All that has happened with one initiative, oldest first."""

    kind = LetterKind.INITIATIVE_STORY
    about: About
    state: str
    organisation: str
    address: str
    received: str
    lines: tuple[StoryLine, ...]
    files: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits for a human: its number, what it says, why it waits, and what can be answered.

    `days`: how many working days it has waited, where that is long; else 0.
    """

    number: int
    received: str
    sender: str
    subject: str
    reason: str
    reference: str
    first_words: str = ""
    answers: tuple[str, ...] = ()
    days: int = 0


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
    code: str = ""
    """What an order in the answer takes effect with; empty in a copy that gives no orders."""
