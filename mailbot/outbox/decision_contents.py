"""What the letters about a decision say to whoever made the proposal."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.outbox.contents import About, Content, MeetingView
from mailbot.store.values import LetterKind


@dataclass(frozen=True, slots=True)
class Decided(Content):
    """What every decision letter says. `meeting` is None for a decision made outside one.

    `added` is what the secretary has added to this letter alone.
    """

    about: About
    meeting: MeetingView | None
    reasons: str
    responsible: str
    next_meeting: MeetingView | None
    added: str
    follow_up: str
    """The day on which the work is evaluated, where the decision names one."""


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
