"""What the letters about meetings say to those who hold them: the agenda, what comes back, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.mail.message import Address
from mailbot.outbox.contents import About, Content, FileFault, MeetingView
from mailbot.store.values import LetterKind


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One initiative on the agenda."""

    paragraph: int
    about: About
    organisation: str
    deferred: bool
    sender_confirmed: bool = True
    outside: str = ""
    """The initiator's mail domain, where no organisation that takes part has it; else empty."""
    evaluated: bool = False
    """Whether it is there as evaluated work, and not as a proposal."""


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """What is wrong with one's own template for agendas.

    `what` is «missing», «not_word», «unknown_name» (`name`), «syntax» (`name` says of what), «no_decision» (nothing can
    be read back), «no_notices» (evaluated work has no place) or «other»; `where` is the paragraph, if it is known.
    """

    file: str
    what: str
    name: str = ""
    where: str = ""


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
    changes: tuple[str, ...] = ()
    """What differs from the revision before, a sentence each."""
    members: int = 0
    """How many members there are to send it to; they have `members_have`, a revision, or nothing yet (0)."""
    members_have: int = 0
    template_fault: TemplateFault | None = None
    """Why the shipped template was used, and not one's own."""


@dataclass(frozen=True, slots=True)
class MembersAgenda(Content):
    """The agenda as its members get it, with the meeting as a calendar entry."""

    kind = LetterKind.MEMBERS_AGENDA
    meeting: MeetingView
    revision: int
    replaces: bool
    """Whether this member has an earlier revision."""
    items: tuple[AgendaLine, ...]
    filename: str


@dataclass(frozen=True, slots=True)
class MembersReceipt(Content):
    """The members' copy, asked back about (with a `code`) or on its way (without), or why not (`obstacle`).

    `obstacle` is «no_agenda», «no_members», «all_have_it», «newer», «not_all» (a part of it was asked for),
    «stopped», or empty.
    """

    kind = LetterKind.MEMBERS_RECEIPT
    meeting: MeetingView | None
    revision: int
    to: tuple[Address, ...]
    pdf: bool
    code: str = ""
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Coming:
    """An initiative that would be on the next agenda: whether it was put off, or completed after a referral.

    `resembles` is a Swedish line for each earlier initiative that it is like.
    """

    about: About
    organisation: str
    deferred: bool
    completed: bool
    resembles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lacking:
    """An incomplete initiative: when a completion was asked for, and when its initiator was reminded, if ever."""

    about: About
    asked: str
    reminded: str


@dataclass(frozen=True, slots=True)
class AgendaOverview(Content):
    """What the next agenda would hold, before it closes."""

    kind = LetterKind.AGENDA_OVERVIEW
    meeting: MeetingView
    coming: tuple[Coming, ...]
    lacking: tuple[Lacking, ...]
    evaluated: tuple[About, ...] = ()
    """Work that has been evaluated, which the group is to say what becomes of."""


@dataclass(frozen=True, slots=True)
class ProtocolReady(Content):
    """The minutes are attached, and an extract for each decision. `corrected`: they replace earlier ones."""

    kind = LetterKind.PROTOCOL
    meeting: MeetingView
    decided: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class DecisionPreview:
    """A decision as it was read, and the letter that it will cause."""

    about: About
    outcome: str
    reasons: str
    responsible: str
    follow_up: str
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
    due: str = ""
    """When they take effect without an answer; empty where they wait for one."""
    in_words: bool = False
    """Whether the decisions stood in her mail's own words, and not in a file."""


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """What becomes of one meeting: «nytt», «flyttas», «ändras», «knyts» or «ställs in».

    `before` is how it stood, where that changes; `notes` are sentences on what follows.
    """

    what: str
    meeting: MeetingView
    before: MeetingView | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingsReceipt(Content):
    """What was understood of an invitation or a plan. Nothing happens before it is answered with `code`.

    `code` is empty where nothing can be done. `queued` are the initiatives that wait for the next meeting.
    """

    kind = LetterKind.MEETINGS_RECEIPT
    changes: tuple[MeetingChange, ...]
    unclear: tuple[str, ...]
    notes: tuple[str, ...]
    queued: tuple[About, ...]
    code: str


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Content):
    """The mailbox accepts an invitation; the calendar object comes with it."""

    kind = LetterKind.INVITATION_ACCEPTED
    title: str
