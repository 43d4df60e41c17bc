"""Tells which lines of a column belong to which label beside it, where no lines are drawn between the rows.

Cells are level with their labels at the top, in the middle or at the bottom, as fits best in all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add
from statistics import median
from typing import Final, Self, TypeAlias

from parsers.document.pdf.page import Piece

_MOST_LINES, _MOST_LABELS = 120, 50
_EMPTY: Final = 4.0
"""Points that an answer may stand off its label before the row is rather taken for empty."""
_BROKEN: Final = 3.0
"""What it costs that a cell begins in the middle of a paragraph."""
_LIKELY: Final = 1.0
"""The same, where a sentence ends above it and another begins."""
_TIGHT, _LEAST_SPACED = 3.0, 2
"""What it costs that no room parts a cell from the one above, where room does so elsewhere, at least as often."""
_LEADING, _ROOM = 1.4, 0.7
"""Lines of one text are no further apart, and what parts cells is at most as much more, as shares of its size."""
_CLOSER: Final = 1.0
"""What it costs that lines are further apart within a cell than from the cell above."""
_PAST: Final = 6.0
"""What it costs that a row begins above the end of the label before it, or the row before it ends below its label."""
_DOUBTED, _SHIFTED = 0.5, 3.0
"""What a row costs where cells may begin lower than their labels, and what that costs."""
_APART: Final = 30.0
"""What it costs that a cell holds two frames, or that it begins with what is printed over its line above."""
_JUMP, _JUMPED = 3.0, 6.0
"""So far apart, as a share of their size, lines of one cell hardly are; and what it costs that they are."""
_OTHERWISE: Final = 1.5
"""What it costs that a row is level in another way than most."""
_CUT: Final = 3.0
"""What a row costs at most that a page break may have cut."""
_CARRIED, _ABOVE_ALL = 0.1, 30.0
"""What a line costs that belongs to the page before, or that stands above the first label of all."""
_AS_LIKELY, _HARDLY = 3.0, 0.5
"""What another way to be level may cost more than the best, and other shares in it, so that nobody can tell them."""
UNUSUAL: Final = (0.0, 2.0, 4.0)
"""What it costs that cells are level at the top, in the middle, at the bottom."""
_MOST_UNUSUAL: Final = 8.0
"""The same at most, where the pages before tell how they are."""
_HAIR: Final = 1.0

Block = Sequence[Sequence[Piece]]
"""Lines that stand below each other, from the top."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a label, with what stands below it, has its first and its last baseline."""

    top: float
    bottom: float

    @classmethod
    def of(cls, block: Block) -> Self:
        """Return the extent of lines."""
        return cls(block[0][0].y, block[-1][0].y)

    def moved(self, shift: float) -> Self:
        """Return the extent so much higher."""
        return type(self)(self.top + shift, self.bottom + shift)

    def off(self, top: float, bottom: float) -> tuple[float, float, float]:
        """Return how far lines stand off it at the top, in the middle and at the bottom."""
        above, below = top - self.top, bottom - self.bottom
        return abs(above), abs(above + below) / 2, abs(below)


@dataclass(frozen=True, slots=True)
class Column:
    """The baselines of a column's lines, from the top.

    `broken` tells what it costs that a cell begins with each; `apart` what it costs, line by line, that all above are
    in one cell.
    """

    baselines: Sequence[float]
    broken: Sequence[float]
    apart: Sequence[float]

    @classmethod
    def of(cls, lines: Block, begin: Collection[float]) -> Self:
        """Return a column of lines; a paragraph begins on each baseline in `begin`."""
        frames = [line[0].frame for line in lines]
        changes = [_APART * (None not in pair and pair[0] != pair[1]) for pair in pairwise(frames)]
        jumps = [_JUMPED * (above[0].y - below[0].y > _JUMP * below[0].size) for above, below in pairwise(lines)]
        baselines = [line[0].y for line in lines]
        broken = [_LIKELY if may_end else _BROKEN for may_end in _after_sentences(lines)]
        costs = [
            0.0 if y in begin and not is_tight else cost + _TIGHT * is_tight
            for y, cost, is_tight in zip(baselines, broken, _tight(lines), strict=True)
        ]
        costs = [
            cost + _APART * (y in baselines[:line]) for line, (y, cost) in enumerate(zip(baselines, costs, strict=True))
        ]
        return cls(baselines, costs, [*accumulate((0.0, *map(add, changes, jumps)))])


def _after_sentences(lines: Block) -> list[bool]:
    """Return which lines begin a sentence where the one above ends one, which may have filled its line by chance."""
    pairs = [(above[-1].text.rstrip(), below[0].text.lstrip()) for above, below in pairwise(lines)]
    return [False, *(above[-1:] in (".", "!", "?") and below[:1].isupper() for above, below in pairs)][: len(lines)]


def _tight(lines: Block) -> list[bool]:
    """Return which lines stand as close below the one above as lines of one text do, where room parts others."""
    gaps = [above[0].y - below[0].y for above, below in pairwise(lines)]
    leading = min(gaps, default=0.0)
    rooms = Counter(round(gap - leading) for gap in gaps if _HAIR < gap - leading < _ROOM * lines[0][0].size)
    is_spaced = leading <= _LEADING * lines[0][0].size if lines else False
    is_spaced = is_spaced and max(rooms.values(), default=0) >= _LEAST_SPACED
    return [False, *(is_spaced and gap <= leading + _HAIR for gap in gaps)][: len(lines)]


@dataclass(frozen=True, slots=True)
class Cuts:
    """With which of a column's lines each label's share begins, and the rows whose share may as well be another.

    Row 0 is of what stands above the first label.
    """

    at: Sequence[int]
    unsure: frozenset[int] = frozenset()


def cuts(
    labels: Sequence[Extent],
    columns: Sequence[Column],
    headings: Collection[int],
    *,
    is_first: bool,
    unusual: Sequence[float] = UNUSUAL,
) -> tuple[list[Cuts], Sequence[float]]:
    """Return how each column is cut into the labels' shares: what stands above the first is no label's.

    `headings` are the numbers of labels that have nothing beside them. `is_first`: no page before goes on here.
    `unusual` is what it costs that cells are level at the top, in the middle, at the bottom; what it comes to on a page
    that goes on with the table is returned, too.
    """
    if len(labels) > _MOST_LABELS or any(len(column.baselines) > _MOST_LINES for column in columns):
        return [Cuts(_by_top(labels, column)) for column in columns], unusual
    plain = ways = _ways(unusual, labels, columns, headings, is_first=is_first)
    seen = [min(way.cost - min(way.cost for way in ways), _MOST_UNUSUAL) for way in ways]
    best = min(ways, key=lambda way: way.cost)
    doubted = _DOUBTED * len(labels)
    if best.cost > doubted:
        for shift in _shifts(labels, columns):
            moved = [label.moved(shift) for label in labels]
            ways = [*ways, *_ways([_SHIFTED + cost for cost in unusual], moved, columns, headings, is_first=is_first)]
        best = min(ways, key=lambda way: way.cost)
        for step in _steps(labels, columns):
            stepped = _ways(unusual, _tops(labels, step), columns, headings, is_first=is_first)
            least = min(stepped, key=lambda way: way.cost)
            best = least if least.cost <= min(doubted, best.cost - _SHIFTED) else best
    likely = [best, *(way for way in plain if way.cost <= best.cost + _AS_LIKELY)]
    return [Cuts(fit.at, _unsure([way.fits[place] for way in likely])) for place, fit in enumerate(best.fits)], seen


def _unsure(fits: Sequence[_Fit]) -> frozenset[int]:
    """Return the rows whose share is not the same in all that hardly costs more than each fit."""
    rows = zip(*(fit.shares() for fit in fits), strict=True)
    return frozenset(row for row, found in enumerate(rows) if len(set().union(*found)) > 1)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way in which cells may be level with their labels: what it costs in all, and each column's fit."""

    cost: float
    fits: Sequence[_Fit]


def _ways(
    unusual: Sequence[float],
    labels: Sequence[Extent],
    columns: Sequence[Column],
    headings: Collection[int],
    *,
    is_first: bool,
) -> list[_Way]:
    found = []
    for level, cost in enumerate(unusual):
        fits = [_Fit.of(labels, column, level, headings, is_first=is_first) for column in columns]
        found.append(_Way(cost + sum(fit.cost for fit in fits), fits))
    return found


def _shifts(labels: Sequence[Extent], columns: Sequence[Column]) -> list[float]:
    """Return how much lower than their labels most cells begin, if they do: paragraphs have room above them there."""
    most = min((above.bottom - below.top for above, below in pairwise(labels)), default=0.0) / 2
    off = [
        min((y - label.top for y in column.baselines), key=abs, default=0.0) for column in columns for label in labels
    ]
    usual = Counter(round(shift) for shift in off if -most < shift < -_HAIR).most_common(1)
    return [median(shift for shift in off if round(shift) == rounded) for rounded, _ in usual]


def _steps(labels: Sequence[Extent], columns: Sequence[Column]) -> list[float]:
    """Return how far most cells begin below the label before their own, if they do: a line, where that ends its row."""
    below = [
        max((y for y in column.baselines if y < above.bottom - _HAIR), default=above.bottom)
        for column in columns
        for above in labels[:-1]
    ]
    steps = [above.bottom - y for above, y in zip([*labels[:-1]] * len(columns), below, strict=True)]
    usual = Counter(round(step) for step in steps if step).most_common(1)
    return [median(step for step in steps if round(step) == rounded) for rounded, _ in usual]


def _tops(labels: Sequence[Extent], step: float) -> list[Extent]:
    """Return the first line of each row, where its label is level with the last."""
    tops = (above.bottom - step for above in labels[:-1])
    return [labels[0], *(Extent(top, top) for top in tops)]


def _by_top(labels: Sequence[Extent], column: Column) -> list[int]:
    return [sum(y > label.top + _EMPTY for y in column.baselines) for label in labels]


_Steps: TypeAlias = Iterable[Sequence[tuple[float, int]]]


@dataclass(frozen=True, slots=True)
class _Fit:
    """The least that a column's lines stand off their labels in all, and with which line each share begins then.

    `above` says for each label what it costs to give so many lines to those before it. `steps` tells for one and each
    end what it costs that its share begins with a line: asked for again, for all of them are many megabytes.
    """

    cost: float
    at: Sequence[int]
    above: Sequence[Sequence[float]]
    steps: Callable[[int], _Steps]

    @classmethod
    def of(
        cls, labels: Sequence[Extent], column: Column, level: int, headings: Collection[int], *, is_first: bool
    ) -> Self:
        """Return the best fit of a column's lines where they are level in one way."""
        ends = range(len(column.baselines) + 1)

        def steps(place: int) -> _Steps:
            most = _CUT if place == len(labels) - 1 else float("inf")
            before = labels[place - 1].bottom if place else float("inf")
            if place in headings:
                return ([(0.0, end)] for end in ends)
            return (_costs_of(labels[place], column, end, level, most=most, above=before) for end in ends)

        costs = [number * (_ABOVE_ALL if is_first else _CARRIED) for number in ends]
        chosen, above = [], []
        for place in range(len(labels)):
            best = [min((costs[start] + cost, start) for cost, start in found) for found in steps(place)]
            above.append(costs)
            costs = [cost for cost, _ in best]
            chosen.append([start for _, start in best])
        at, end = [], len(column.baselines)
        for starts in reversed(chosen):
            end = starts[end]
            at.append(end)
        return cls(costs[-1], at[::-1], above, steps)

    def shares(self) -> list[set[tuple[int, int]]]:
        """Return the shares that each row may have where all hardly costs more: none is (0, 0)."""
        most = self.cost + _HARDLY
        below = [float("inf")] * (len(self.above[0]) - 1) + [0.0] if self.above else []
        found: list[set[tuple[int, int]]] = []
        for place, above in reversed([*enumerate(self.above)]):
            own, least = set(), [float("inf")] * len(below)
            for end, begun in enumerate(self.steps(place)):
                for cost, start in begun:
                    least[start] = min(least[start], cost + below[end])
                    if above[start] + cost + below[end] <= most:
                        own.add((start, end) if start < end else (0, 0))
            found.append(own)
            below = least
        first = self.above[0] if self.above else ()
        found.append(
            {(0, end) for end, (above, cost) in enumerate(zip(first, below, strict=True)) if above + cost <= most}
        )
        return found[::-1]


def _costs_of(
    label: Extent, column: Column, end: int, level: int, *, most: float, above: float
) -> list[tuple[float, int]]:
    """Return what it costs that a label's share, which ends before a line, begins with each above it, or is empty.

    The label before ends at `above`. A share may go on past labels that have none: lines of a label that are taken
    for labels of their own.
    """
    found = [(_EMPTY, end)]
    baselines = column.baselines
    widest = 0.0
    for start in range(end - 1, -1, -1):
        offs = label.off(baselines[start], baselines[end - 1])
        cost = min(offs[level], min(offs) + _OTHERWISE, most) + column.broken[start]
        is_past = baselines[start] > above + _EMPTY or (start > 0 and baselines[start - 1] < label.top - _EMPTY)
        cost += _PAST if is_past else 0.0
        cost += column.apart[end - 1] - column.apart[start]
        gap = baselines[start - 1] - baselines[start] if start else float("inf")
        found.append((cost + (_CLOSER if gap < widest - _HAIR else 0.0), start))
        widest = max(widest, gap)
    return found
