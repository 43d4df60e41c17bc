"""Tells the questions of a form from lines of an answer that begin with a label, as «Syfte: att lotsa».

A form keeps the order of its questions, and one way of writing them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

Style = tuple[str, str, bool]
"""How a label is written: what stands before it, what parts it from its answer, whether in capitals."""

_LEAST = 6
"""Questions that a text asks before their order says anything."""
_ORDERED_SHARE = 0.7
_RARE_SHARE = 0.25
_AFTER = re.compile(r"[^\w)]*$")
_MARKS = ":–—-=;?\t"


@dataclass(frozen=True, slots=True)
class Asking:
    """A line that begins with a label: the number of its question in the template, and its style."""

    question: int
    style: Style


@dataclass(frozen=True, slots=True)
class Order:
    """What the order of a text's askings tells, each named by its number in the text.

    `words` are an answer's own; `rivals` are those of them that could as well be the asking which was taken.
    """

    words: frozenset[int] = frozenset()
    rivals: Mapping[int, Sequence[int]] = field(default_factory=dict)


class _Link(NamedTuple):
    """The last asking of a chain. The greater chain is longer, then of more usual style, then later in the text."""

    length: int = 0
    usual: int = 0
    number: int = -1
    before: _Link | None = None


def style_of(head: str, label: str = "") -> Style:
    """Return the style of a label, given with all that stands before its answer: «1. Syfte: ».

    What the label itself ends with, as «Vem berörs?», is none of it.
    """
    first = head.strip()[:1]
    marks = _after(head).replace(_after(label).strip(), "", 1)
    mark = next((mark for mark in marks if mark in _MARKS), "")
    return "1" if first.isdigit() else "" if first.isalpha() else first, mark, head.isupper()


def _after(label: str) -> str:
    after = _AFTER.search(label)
    return after[0] if after else ""


def order_of(askings: Sequence[Asking]) -> Order:
    """Find the askings that are words of an answer, where six questions or more are asked, mostly in order.

    These repeat a question of the longest chain in order, or stand beside one that does,
    or stand within the chain in a style that is rare.
    """
    styles = Counter(asking.style for asking in askings)
    chain = _chain(askings, styles)
    if not _is_form(askings, chain):
        return Order()
    taken = {askings[number].question for number in chain}
    rare = {style for style, count in styles.items() if count < _RARE_SHARE * len(askings)}
    words = set[int]()
    for gap in _gaps(len(askings), chain):
        repeats = any(askings[number].question in taken for number in gap)
        is_within = chain[0] < gap.start < chain[-1]
        words |= {number for number in gap if repeats or (is_within and askings[number].style in rare)}
    return Order(frozenset(words), _rivals(askings, chain))


def _chain(askings: Sequence[Asking], styles: Mapping[Style, int]) -> list[int]:
    """Return the greatest chain of askings whose questions stand in the template's order."""
    ends: dict[int, _Link] = {}
    for number, asking in enumerate(askings):
        before = max((end for question, end in ends.items() if question < asking.question), default=_Link())
        link = _Link(before.length + 1, before.usual + styles[asking.style], number, before)
        ends[asking.question] = max(link, ends.get(asking.question, link))
    return list(_numbers(max(ends.values(), default=_Link())))[::-1]


def _numbers(link: _Link) -> Iterator[int]:
    while link.before is not None:
        yield link.number
        link = link.before


def _is_form(askings: Sequence[Asking], chain: Sequence[int]) -> bool:
    """Whether most questions stand in order; where all are asked twice, it is the form and its copy."""
    asked = len({asking.question for asking in askings})
    return asked >= _LEAST and len(chain) >= _ORDERED_SHARE * asked and len(askings) < 2 * len(chain)


def _gaps(count: int, chain: Sequence[int]) -> Iterator[range]:
    """Yield what lies before, between and after the links of a chain."""
    return (range(before + 1, after) for before, after in pairwise((-1, *chain, count)))


def _rivals(askings: Sequence[Asking], chain: Sequence[int]) -> dict[int, Sequence[int]]:
    """Return what could take a link's place in its chain, in the same style."""
    places = zip((-1, *chain), chain, (*chain[1:], len(askings)), strict=False)
    return {
        link: [number for number in range(before + 1, after) if number != link and askings[number] == askings[link]]
        for before, link, after in places
    }
