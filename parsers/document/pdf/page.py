"""What a page of a PDF shows: pieces of text, lines around cells, and small shapes that may be boxes to tick."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_SAME_LINE: Final = 0.4
"""Baselines on one line are no further apart, as a share of the text's size."""

Stroke = tuple[float, float, float, float]
"""A line from one point to another."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Something drawn: the rectangle that it takes up."""

    left: float
    low: float
    right: float
    high: float

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is, in points."""
        return self.high - self.low

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.left <= x <= self.right and self.low <= y <= self.high

    def joined(self, other: Shape) -> Shape:
        """Return the rectangle around both."""
        return Shape(
            min(self.left, other.left),
            min(self.low, other.low),
            max(self.right, other.right),
            max(self.high, other.high),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from `x` to `end` on the baseline `y`, in points from the lower left corner of a page that is held upright.

    `style` tells fonts and colours apart. `is_over`: it was put on top of text that
    is printed there. `frame`: what is drawn around it, where that is no cell. `clip`: what it is seen in, where it
    reaches past that: a cell that has no room for all of its text. `drawn_by`: the address of the object that drew it.
    """

    x: float
    end: float
    y: float
    size: float
    text: str
    style: int = 0
    is_over: bool = False
    frame: Shape | None = None
    clip: Shape | None = None
    drawn_by: int = 0


@dataclass(frozen=True, slots=True)
class Upright:
    """Where a point of a file's page is when that is held so that its text runs from left to right.

    `left` and `low` are the corner of what is seen of it, `turns` how many quarters its text is turned to the left.
    """

    left: float
    low: float
    across: float
    along: float
    turns: int = 0

    @property
    def width(self) -> float:
        """How wide the page is, held so."""
        return self.along if self.turns % 2 else self.across

    @property
    def height(self) -> float:
        """How high the page is, held so."""
        return self.across if self.turns % 2 else self.along

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is (ISO 32000-1 §8.3.2.3)."""
        x, y = x - self.left, y - self.low
        if not self.turns:
            return x, y
        return ((x, y), (y, self.across - x), (self.across - x, self.along - y), (self.along - y, x))[self.turns]

    def shape(self, *points: tuple[float, float]) -> Shape:
        """Return the rectangle around points of the file's page."""
        placed = [self.point(x, y) for x, y in points]
        across, along = [x for x, _ in placed], [y for _, y in placed]
        return Shape(min(across), min(along), max(across), max(along))


@dataclass(slots=True)
class Page:
    """A page's pieces, and its lines: horizontal as (y, from, to), vertical as (x, from, to).

    `shapes` are the small ones: boxes to tick and their marks; `closed` those whose outline ends where it begins.
    """

    upright: Upright
    pieces: list[Piece] = field(default_factory=list)
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    closed: list[Shape] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    """Long lines that run neither across the page nor along it, as (x, y, x, y): drawn through text, as people do."""
    aslant: list[Piece] = field(default_factory=list)
    """Text that runs another way than the rest: a stamp, or a note at the side."""
    typed: list[Piece] = field(default_factory=list)
    """What somebody typed on top of the page."""
    remarks: list[Piece] = field(default_factory=list)
    """What is written in notes that are to be opened, where these stand."""
    feet: list[Piece] = field(default_factory=list)
    """What stands apart at its foot."""
    unseen: list[Piece] = field(default_factory=list)
    """Text that is in the file, and that nobody sees on the page."""
    drawn: dict[int, int] = field(default_factory=dict)
    """In which turn text objects were drawn, by their addresses."""
    covers: list[tuple[int, Shape]] = field(default_factory=list)
    """What was filled, so that nothing below it is seen, and in which turn."""
    gaps: list[float] = field(default_factory=list)
    """How far lines are above those that stand below them, as shares of their size."""

    @property
    def right(self) -> float:
        """Where its lines end, if its margins are equally wide."""
        return self.upright.width - min((piece.x for piece in self.pieces), default=0.0)


def by_height(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces that stand on one line, from the top of the page, each line from the left.

    What is put on top of other text is a line of its own, below it.
    """
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.is_over)):
        for line in reversed(lines[-2:]):
            is_level = line[0].y - piece.y <= _SAME_LINE * max(piece.size, line[0].size)
            if is_level and line[0].is_over == piece.is_over:
                line.append(piece)
                break
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x) for line in lines]
