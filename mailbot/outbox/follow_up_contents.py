"""What the letters about the work that follows an approval say."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.outbox.contents import About, Content, Lack, MeetingView
from mailbot.store.values import LetterKind


@dataclass(frozen=True, slots=True)
class ResponsibleWanted(Content):
    """The initiator is asked who is in charge of the work; `follow_up` is the day on which it is evaluated."""

    kind = LetterKind.RESPONSIBLE_WANTED
    about: About
    follow_up: str
    reminder: bool


@dataclass(frozen=True, slots=True)
class ResponsibleAsked(Content):
    """Somebody is asked to be in charge; nothing of what the initiative says stands here.

    `by` is the address of who named them, empty where the decision did.
    """

    kind = LetterKind.RESPONSIBLE_ASKED
    reference: str
    by: str
    reminder: bool


@dataclass(frozen=True, slots=True)
class ResponsiblePending(Content):
    """Who named somebody reads that the address was asked. `stays`: the recipient is in charge meanwhile."""

    kind = LetterKind.RESPONSIBLE_PENDING
    about: About
    asked: str
    stays: bool


@dataclass(frozen=True, slots=True)
class WorkStarted(Content):
    """Somebody has said yes to being in charge. `is_responsible`: it is the recipient.

    `took_over`: another was in charge before, and the work goes on.
    """

    kind = LetterKind.WORK_STARTED
    about: About
    responsible: str
    follow_up: str
    is_responsible: bool
    took_over: bool


@dataclass(frozen=True, slots=True)
class WorkDelayed(Content):
    """The work is evaluated on another day than was told before."""

    kind = LetterKind.WORK_DELAYED
    about: About
    responsible: str
    follow_up: str
    before: str


@dataclass(frozen=True, slots=True)
class WorkStopped(Content):
    """The work was stopped; `reason` is the words of who is in charge."""

    kind = LetterKind.WORK_STOPPED
    about: About
    responsible: str
    reason: str
    is_responsible: bool


@dataclass(frozen=True, slots=True)
class EvaluationWanted(Content):
    """Who is in charge and the initiator are asked how it went; the form is attached, as Word and as Excel."""

    kind = LetterKind.EVALUATION_WANTED
    about: About
    responsible: str
    reminder: bool


@dataclass(frozen=True, slots=True)
class EvaluationIncomplete(Content):
    """An evaluation has come, and something is missing. `form_attached`: it goes back with the gaps marked."""

    kind = LetterKind.EVALUATION_INCOMPLETE
    about: About
    lacks: tuple[Lack, ...]
    form_attached: bool


@dataclass(frozen=True, slots=True)
class EvaluationReceived(Content):
    """A whole evaluation has come. `sent_it`: from the recipient; `again`: it says what an earlier one said."""

    kind = LetterKind.EVALUATION_RECEIVED
    about: About
    sent_it: bool
    again: bool


@dataclass(frozen=True, slots=True)
class DecisionOnWork(Content):
    """What was decided about evaluated work. `outcome` is «spread», «spread_some», «ended» or «continued».

    `spread_to` are the organisations that are asked to take it up; `follow_up` is the next day of an evaluation.
    `earlier` says what was told before, and is corrected now.
    """

    kind = LetterKind.DECISION_ON_WORK
    about: About
    meeting: MeetingView | None
    outcome: str
    spread_to: tuple[str, ...]
    follow_up: str
    reasons: str
    added: str
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class SpreadAsked(Content):
    """An organisation's contact is asked whether and when it takes up what others have done."""

    kind = LetterKind.SPREAD_ASKED
    about: About
    organisation: str
    done: str
    gave: str
    learnt: str
    reminder: bool


@dataclass(frozen=True, slots=True)
class SpreadAnswered(Content):
    """How an organisation's answer was read. `answer` is «takes_up» (`day`), «has_already» or «declines» (`reason`)."""

    kind = LetterKind.SPREAD_ANSWERED
    about: About
    organisation: str
    answer: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class SpreadWhen(Content):
    """An organisation has said yes, and is asked from which day."""

    kind = LetterKind.SPREAD_WHEN
    about: About
    organisation: str


@dataclass(frozen=True, slots=True)
class SpreadLapsed(Content):
    """An organisation is asked no more: a decision was corrected. `answer` is as in `SpreadAnswered`, or empty."""

    kind = LetterKind.SPREAD_LAPSED
    about: About
    organisation: str
    answer: str
