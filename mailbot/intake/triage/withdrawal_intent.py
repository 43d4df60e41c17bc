"""Whether somebody takes a proposal back, or only speaks of it."""

from __future__ import annotations

from mailbot.intake.triage.phrasebook import (
    CLAUSE_END,
    DISOWNS,
    DOUBT,
    NEGATED,
    NOT_ANY_MORE,
    OWN_THING,
    PLAINLY,
    SPEAKS_OF_WITHDRAWING,
    WITHDRAWS,
)
from mailbot.intake.triage.plain_text import plain, split_sentences
from mailbot.intake.triage.politeness import is_polite


def withdraws(text: str) -> bool:
    """Whether a sentence withdraws, none that speaks of it asks, negates or only considers it, and none disowns it.

    The answer of who is asked «did you mean it?» brings the code along, whatever it says.
    """
    if DISOWNS.find(text):
        return False
    about = [sentence for sentence in split_sentences(text) if _speaks_of_it(sentence)]
    return any(map(WITHDRAWS.find, about)) and not any(map(_doubted, about))


def withdraws_plainly(own_text: str) -> bool:
    """Whether one short sentence withdraws and names its object («mitt förslag»), and the rest is politeness."""
    said = [sentence for sentence in split_sentences(plain(own_text)) if not is_polite(sentence)]
    return len(said) == 1 and bool(PLAINLY.find(said[0])) and bool(OWN_THING.find(said[0]))


def _speaks_of_it(text: str) -> bool:
    return bool(WITHDRAWS.find(text) or SPEAKS_OF_WITHDRAWING.find(text))


def _doubted(sentence: str) -> bool:
    clauses = CLAUSE_END.split(NOT_ANY_MORE.without(sentence))
    negated = any(_speaks_of_it(clause) and NEGATED.find(clause) for clause in clauses)
    return negated or bool(DOUBT.find(sentence))
