"""What a secretary orders about what waits for a human, in so many words; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mailbot.intake.triage.orders import signs
from mailbot.intake.triage.phrasebook import ALIKE, DESK, DESK_FILLER
from mailbot.primitives.references import references_in, without_references


class DeskVerb(StrEnum):
    """What can be done about what waits; the phrases have these ids."""

    DONE = "done"
    JUNK = "junk"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """One order, about the numbers that it names. `alike`: about all that wait for the same reason, too."""

    verb: DeskVerb
    numbers: tuple[int, ...]
    alike: bool = False

    @property
    def phrase(self) -> str:
        """The id of the phrase that gives the order."""
        return f"desk.{self.verb}"


@dataclass(frozen=True, slots=True)
class DeskSaid:
    """What was understood of a mail, and the lines of it that were not. Only where there are none is anything done."""

    orders: tuple[DeskOrder, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether the mail is orders and nothing else."""
        return bool(self.orders) and not self.unclear


_LONGEST = 5_000
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_NUMBER = r"\d{1,9}"
_PHONE_OR_POSTCODE = re.compile(r"\+?\d[\d\s()/–-]{5,}\d|\b\d{3} \d{2}\b")
_RANGE = re.compile(rf"({_NUMBER})\s*(?:[-–—]|\btill(?: och med)?\b|\bt\.?o\.?m\.?)\s*({_NUMBER})")
_NUMBERS = re.compile(rf"\b{_NUMBER}\b")
_MOST = 200
"""Numbers in one order; a longer range is a slip of the hand."""


def desk_said(own_text: str) -> DeskSaid:
    """Return the orders in the sender's own words, one a line, and the lines that are none.

    A signature may follow. A line that says anything beside its order is unclear, and so
    is one whose order names no number.
    """
    paragraphs = [part for part in _PARAGRAPHS.split(own_text[:_LONGEST].strip()) if part.strip()]
    while len(paragraphs) > 1 and _is_signature(paragraphs[-1]):
        paragraphs.pop()
    orders: list[DeskOrder] = []
    unclear: list[str] = []
    for line in _lines(paragraphs):
        order = _order(line)
        if order:
            orders.append(order)
        elif DESK_FILLER.without(without_references(line)):
            unclear.append(line)
    return DeskSaid(tuple(orders), tuple(unclear))


def _is_signature(paragraph: str) -> bool:
    """Whether a paragraph orders nothing and names no number but a telephone's or a postcode."""
    names_a_number = re.search(r"\d", _PHONE_OR_POSTCODE.sub(" ", paragraph))
    return not names_a_number and not DESK.find(paragraph) and signs(paragraph)


def _lines(paragraphs: list[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from (line.strip() for line in paragraph.splitlines() if line.strip())


def _order(line: str) -> DeskOrder | None:
    said = without_references(line)
    verbs = {phrase.rpartition(".")[2] for phrase in DESK.find_all(said)}
    rest = ALIKE.without(DESK.without(said, " "), " ")
    numbers = _numbers(rest)
    if references_in(line) or len(verbs) != 1 or not numbers:
        return None
    if DESK_FILLER.without(_NUMBERS.sub(" ", _RANGE.sub(" ", rest))):
        return None
    return DeskOrder(DeskVerb(verbs.pop()), numbers, alike=bool(ALIKE.find(said)))


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a text names, each once; a range stands for all in it."""
    spans = [(int(low), int(high)) for low, high in _RANGE.findall(text)]
    if any(not 0 <= high - low < _MOST for low, high in spans):
        return ()
    ranged = [number for low, high in spans for number in range(low, high + 1)]
    return tuple(dict.fromkeys([*ranged, *map(int, _NUMBERS.findall(_RANGE.sub(" ", text)))]))
