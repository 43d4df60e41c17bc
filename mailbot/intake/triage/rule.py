"""What a rule of triage is: a question about the evidence, and all that follows where it says yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Evidence
from mailbot.intake.triage.intents import Intent
from mailbot.store.values import VerdictKind

Answer = bool | tuple[str, ...]
"""Yes or no; where words decide, the ids of the phrases that say yes."""


def by_phrase(phrase: str) -> Answer:
    """Return the phrase that decides, by its id, or no."""
    return (phrase,) if phrase else ()


def says(wanted: Intent) -> Callable[[Evidence], Answer]:
    """Return the question whether that is what the mail's words want."""
    return lambda evidence: evidence.meaning.phrases if evidence.intent is wanted else ()


class Detail(Enum):
    """What a handler needs to know beyond the verdict."""

    NONE = auto()
    ANSWERS_IN_WORDS = auto()
    """The form's gaps are filled in the mail's own text."""
    CONFIRMS_EARLIER = auto()
    """It answers, with a code, what was asked about an earlier mail in the sender's name."""
    EVALUATES = auto()
    """A form that evaluates approved work came back."""
    SPREADS = auto()
    """An organisation says whether it takes up what others have done."""
    TAKES_OVER = auto()
    """It says yes to «is this yours?»: another sent it, with the sender's address in the form."""
    HOW_TO_PROPOSE = auto()
    """The question is how to propose something, and not any other."""
    ADDS_TO_LETTERS = auto()
    """A secretary's words go into letters about decisions that wait for her code."""
    FILES_OF_NO_USE = auto()
    """Files came, and none of them is the form."""
    SETS_STOP_DATE = auto()
    """It says when the agenda of a meeting closes."""
    CALLS_OFF_MEETING = auto()
    RETURNS_LETTER = auto()
    """A secretary's file with the text of a letter that is to go out."""
    REGISTERS_TOLD = auto()
    """A proposal without the form is to be registered for somebody."""
    LINK_IN_PLACE_OF_FILE = auto()
    AGREES = auto()
    """A secretary says yes to a receipt, in other words than it asks for."""
    NO_CLEAR_ORDER = auto()
    """A secretary writes, and what she wants is not plain."""
    ENCRYPTED = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: a question that changes nothing, and all that follows where it says yes.

    The name is for the ledger alone. `answerable`: a letter may go to the sender. `review`
    says why a human reads the mail where none may.
    """

    name: str
    verdict: VerdictKind
    applies: Callable[[Evidence], Answer]
    answerable: bool = True
    review: Reason | None = None
    detail: Detail = Detail.NONE
