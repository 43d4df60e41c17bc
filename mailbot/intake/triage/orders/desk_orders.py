"""What a secretary orders about what waits for a human, in so many words; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from mailbot.intake.triage.orders.agenda_orders import signs
from mailbot.intake.triage.phrasebook import (
    ALIKE,
    ANSWERS,
    ASKS_KINDLY,
    AWAY,
    BETWEEN_NUMBERS,
    CONTACT,
    DESK,
    DESK_FILLER,
    NAMES_A_DAY,
)
from mailbot.primitives.references import JOINS, references_in, without_codes, without_references


class DeskVerb(StrEnum):
    """What can be said about what waits; the phrases have these ids."""

    DONE = "done"
    JUNK = "junk"
    DECLINE = "decline"
    BELONGS = "belongs"
    REGISTER = "register"
    AGAIN = "again"
    ANSWER = "answer"
    AWAY = "away"
    CONTACT = "contact"
    MERGE = "merge"
    UNDO = "undo"
    STATUS = "status"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class _Takes:
    """What an order names: numbers of what waits, and so many references at least and at most."""

    numbers: bool = True
    references: tuple[int, int] = (0, 0)


_TAKES: Mapping[DeskVerb, _Takes] = MappingProxyType(
    {
        DeskVerb.BELONGS: _Takes(references=(1, 1)),
        DeskVerb.MERGE: _Takes(numbers=False, references=(2, 2)),
        DeskVerb.UNDO: _Takes(numbers=False),
        DeskVerb.STATUS: _Takes(numbers=False, references=(0, 10)),
        DeskVerb.HELP: _Takes(numbers=False),
    }
)
"""What is not here names numbers alone."""


@dataclass(frozen=True, slots=True)
class DeskOrder:
    """One order, about the numbers or references that it names.

    A reference may be short («0003»). `alike`: about all that wait for the same reason, too.
    `text` is what the sender of the message is to be told, or who stands in, or an address; `days` are the first
    and the last, as they are written.
    """

    verb: DeskVerb
    numbers: tuple[int, ...] = ()
    references: tuple[str, ...] = ()
    alike: bool = False
    text: str = ""
    days: tuple[str, ...] = ()

    @property
    def phrase(self) -> str:
        """The id of the phrase that gives the order."""
        return f"desk.{self.verb}"


@dataclass(frozen=True, slots=True)
class DeskSaid:
    """What was understood of a mail, and the lines of it that were not. Only where there are none is anything done."""

    orders: tuple[DeskOrder, ...] = ()
    unclear: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    """The lines that the orders stand in."""

    @property
    def is_clear(self) -> bool:
        """Whether the mail is orders and nothing else."""
        return bool(self.orders) and not self.unclear


_LONGEST = 20_000
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
"""What programs put into words and nobody sees."""
_LIST_MARK = re.compile(r"^\s*(?:[•*·‣◦–-]|\d{1,2}[.)])\s+")
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_NUMBER = r"\d{1,9}"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:[-–—]|\btill(?: och med)?\b|\bt\.?o\.?m\.?)\s*({_NUMBER})")
_NUMBERS = re.compile(rf"\b{_NUMBER}\b")
_COMMA = re.compile(rf"\b({_NUMBER}),({_NUMBER})\b")
_SHORT = re.compile(r"\b0\d{3}\b")
"""A reference without its year, as people say it."""
_REFERENCE = re.compile(rf"\b[^\W\d_]{{1,8}}{JOINS}20\d\d[-–‑]\d{{1,6}}\b|{_SHORT.pattern}")
_MOST = 200
"""Numbers in one order; more are a slip of the hand."""
_MOST_ORDERS = 30
"""Orders in one mail; nobody writes more by hand."""


def desk_said(own_text: str) -> DeskSaid:
    """Return the orders in the sender's own words, one a line, and the lines that are none.

    A signature may follow. A line that says anything beside its order is unclear, and so
    is one whose order does not name what it must. After «svara 8:» all the rest is for
    the sender of number 8.
    """
    lines = _UNSEEN.sub("", own_text[:_LONGEST]).strip().splitlines()
    begins = [place for place, line in enumerate(lines) if ANSWERS.find(line.strip())]
    before = _unsigned(lines[: begins[0]] if begins else lines)
    read = [(_order(line), line) for line in before]
    read += [(_answer(lines[start:end]), lines[start].strip()) for start, end in pairwise([*begins, len(lines)])]
    if sum(order is not None for order, _ in read) > _MOST_ORDERS:
        return DeskSaid(unclear=(lines[0].strip(),))
    return DeskSaid(
        orders=tuple(order for order, _ in read if order),
        unclear=tuple(line for order, line in read if not order and DESK_FILLER.without(without_references(line))),
        clear=tuple(line for order, line in read if order),
    )


def _answer(lines: Sequence[str]) -> DeskOrder | None:
    """Return what is to be told to whom; None where nothing is, or where a line of it is an order by itself."""
    first = lines[0].strip()
    found = ANSWERS.pattern.match(first)
    assert found is not None
    text = without_codes("\n".join([first[found.end() :].strip(), *lines[1:]])).strip()
    numbers = _numbers(found[0])
    goes_on = any(order is not None and order.numbers for order in map(_order, lines[1:]))
    return DeskOrder(DeskVerb.ANSWER, numbers, text=text) if text and numbers and not goes_on else None


def _unsigned(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, but for a signature that stands in paragraphs of its own at the end."""
    paragraphs = [part for part in _PARAGRAPHS.split("\n".join(lines).strip()) if part.strip()]
    while len(paragraphs) > 1 and _is_signature(paragraphs[-1]):
        paragraphs.pop()
    for paragraph in paragraphs:
        yield from (line.strip() for line in paragraph.splitlines() if line.strip())


def _is_signature(paragraph: str) -> bool:
    return not DESK.find(paragraph) and signs(paragraph)


def _order(line: str) -> DeskOrder | None:
    """Return the order that a line is, or that stands behind the mark or number of a list."""
    plain = _plain_order(line) or (_plain_order(rest) if (rest := _LIST_MARK.sub("", line)) != line else None)
    return plain or _asked_kindly(line)


def _asked_kindly(line: str) -> DeskOrder | None:
    """Return what a line asks for with «kan du …?», where that only tells something."""
    order = _plain_order(asked) if (asked := ASKS_KINDLY.pattern.sub(r"\g<what>", line)) != line else None
    return order if order and order.verb in (DeskVerb.STATUS, DeskVerb.HELP) else None


def _plain_order(line: str) -> DeskOrder | None:
    away = AWAY.pattern.fullmatch(line.strip(' .!«»"”'))
    if away:
        return DeskOrder(DeskVerb.AWAY, text=away["who"].strip(), days=(away["first"], away["last"]))
    contact = CONTACT.pattern.fullmatch(line.strip(' .!«»"”'))
    if contact:
        named = _references(contact["which"])
        return DeskOrder(DeskVerb.CONTACT, references=named, text=contact["address"]) if len(named) == 1 else None
    references = _references(line)
    said = _SHORT.sub(" ", without_references(line))
    verbs = {phrase.rpartition(".")[2] for phrase in DESK.find_all(said)}
    rest = ALIKE.without(DESK.without(said, " "), " ")
    numbers = _listed(rest)
    if len(verbs) != 1 or DESK_FILLER.without(_NUMBERS.sub(" ", _RANGE.sub(" ", rest))):
        return None
    order = DeskOrder(DeskVerb(verbs.pop()), numbers, references, alike=bool(ALIKE.find(said)))
    return order if _names_what_it_must(order) else None


def _references(line: str) -> tuple[str, ...]:
    """Return the references in a line, whole and short ones, in their order."""
    named = _REFERENCE.findall(without_codes(line))
    return tuple(dict.fromkeys(whole[0] if (whole := references_in(one)) else one for one in named))


def _names_what_it_must(order: DeskOrder) -> bool:
    takes = _TAKES.get(order.verb, _Takes())
    least, most = takes.references
    alike = not order.alike or takes.numbers
    return bool(order.numbers) == takes.numbers and least <= len(order.references) <= most and alike


def _listed(text: str) -> tuple[int, ...]:
    """Return the numbers of an order; none where they may be something else: a day, a time of day, a decimal."""
    alone = _RANGE.sub("1", text)
    between = _NUMBERS.split(alone)[1:-1]
    is_list = all(BETWEEN_NUMBERS.find(part) for part in between) and not NAMES_A_DAY.find(text)
    return _numbers(text) if is_list and not (len(between) == 1 and _is_decimal(alone)) else ()


def _is_decimal(text: str) -> bool:
    """Whether two numbers are one with a decimal comma, «8,5»; «8,9», in a list's order, are two."""
    found = _COMMA.search(text)
    return found is not None and int(found[2]) <= int(found[1])


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that a text names, each once; a range stands for all in it."""
    spans = [(int(low), int(high)) for low, high in _RANGE.findall(text)]
    single = [int(number) for number in _NUMBERS.findall(_RANGE.sub(" ", text))]
    if any(high < low for low, high in spans) or len(single) + sum(high - low + 1 for low, high in spans) > _MOST:
        return ()
    ranged = [number for low, high in spans for number in range(low, high + 1)]
    return tuple(dict.fromkeys([*ranged, *single]))
