"""What was decided about evaluated work, in words: spread (to whom), ended, or continued (until when).

Pure, and the same for a file's cells and a mail's line: «sprid till Ekstad och Norrbo», «fortsätt till 2027-09-01».
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions.on_work.named_organisations import EVERYONE, named_organisations
from mailbot.meetings.planning.day_in_words import first_day
from mailbot.primitives.phrases import phrases
from mailbot.store.values import ON_WORK, DecisionOutcome

VERB = phrases("spreading", "work_verb")
_ALL_BUT = phrases("spreading", "all_but")
_SOME = phrases("spreading", "some")
_LEAVES_OPEN = phrases("spreading", "leaves_open")


@dataclass(frozen=True, slots=True)
class Meant:
    """A decision about evaluated work: the organisations that are asked, or the day on which it is evaluated again."""

    outcome: DecisionOutcome
    spread_to: tuple[str, ...] = ()
    follow_up_on: date | None = None


def work_outcome(written: str) -> DecisionOutcome | None:
    """Return the one outcome that a text speaks of; None where it speaks of none, of two, or leaves it open."""
    said = {DecisionOutcome(verb.rpartition(".")[2]) for verb in VERB.find_all(written)}
    if len(said) != 1 or _LEAVES_OPEN.find(_ALL_BUT.without(written, " ")):
        return None
    to_all = bool(EVERYONE.find(written)) and not _ALL_BUT.find(written)
    outcome = said.pop()
    return outcome if outcome is not DecisionOutcome.SPREAD or to_all else DecisionOutcome.SPREAD_SOME


def meant(reference: str, written: str, names: Sequence[str], decided: date) -> Meant | str:
    """Return what is meant, or a Swedish sentence that asks.

    `names` are the organisations that can be asked; `decided` the day after which a day to come lies.
    """
    outcome = work_outcome(written)
    if outcome is None:
        *first, last = words().work_choices
        return f"{reference}: skriv {', '.join(first)} eller {last}."
    if outcome is DecisionOutcome.CONTINUED:
        return _continued(reference, written, decided)
    if outcome is DecisionOutcome.ENDED:
        return Meant(outcome)
    return _spread(reference, VERB.without(written, " "), names)


def _spread(reference: str, written: str, names: Sequence[str]) -> Meant | str:
    if not names:
        return f"{reference}: det finns ingen organisation att sprida till. Säg till IT, som lägger in dem."
    says_both = bool(_SOME.find(written) and EVERYONE.find(written))
    found = "" if says_both else named_organisations(written, names)
    if found == "":
        return f"{reference}: till vilka ska det spridas? Skriv alla, eller namnen: {', '.join(names)}."
    if isinstance(found, str):
        return f"{reference}: «{found}» är ingen organisation som deltar. Skriv alla, eller namnen: {', '.join(names)}."
    outcome = DecisionOutcome.SPREAD if set(found) == set(names) else DecisionOutcome.SPREAD_SOME
    return Meant(outcome, tuple(found))


def _continued(reference: str, written: str, decided: date) -> Meant | str:
    said = first_day(written.lower())
    day = said.on(decided.year)
    if day is not None and day <= decided and said.year is None:
        day = said.on(decided.year + 1)
    if day is None or day <= decided:
        return f"{reference}: till vilken dag fortsätter arbetet? Skriv en dag som kommer, så som 2027-09-01."
    return Meant(DecisionOutcome.CONTINUED, follow_up_on=day)


def fits(outcome: DecisionOutcome | None, *, evaluated: bool) -> bool:
    """Whether a decision is one about evaluated work, or one about a proposal, as its item is."""
    return outcome is not None and (outcome in ON_WORK) is evaluated
