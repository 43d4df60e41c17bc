"""How a table of texts is laid out: for a person at a terminal of any width, and for a program on a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

_SHORT = 24
"""A column whose texts have at most so many characters is never broken: numbers, references, times, states."""
_LEAST = 24
"""A column of longer texts that would be narrower than this, or than its longest word, goes on lines of its own."""
_GAP = "  "
_INDENT = "    "

Line = Sequence[str]


def tab_separated(headings: Line, lines: Sequence[Line]) -> str:
    """Return a row a line, its texts parted by tabs and never cut; tabs and line ends within a text are blanks."""
    return "\n".join("\t".join(map(_on_one_line, line)) for line in (headings, *lines))


def laid_out(headings: Line, lines: Sequence[Line], width: int) -> str:
    """Return the table for a terminal of `width` characters: no short text is ever broken, no column squeezed.

    Where long texts have no room beside the short ones, they follow below their row.
    """
    rows = [list(map(_on_one_line, line)) for line in lines]
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    short = [place for place, size in enumerate(widths) if size <= _SHORT]
    if sum(widths) + len(_GAP) * (len(widths) - 1) <= width:
        return _beside(headings, rows, widths)
    room = width - sum(widths[place] + len(_GAP) for place in short)
    shared = _shared(room, [size for size in widths if size > _SHORT])
    words = [_longest_word(row[place] for row in rows) for place, size in enumerate(widths) if size > _SHORT]
    if all(size >= max(_LEAST, word) for size, word in zip(shared, words, strict=True)):
        given = iter(shared)
        return _beside(headings, rows, [size if size <= _SHORT else next(given) for size in widths])
    return "\n".join(_below(headings, rows, widths, width))


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)


def _shared(room: int, wanted: Sequence[int]) -> list[int]:
    """Divide the room: who wants less than an even share gets that, and leaves the rest to the others."""
    left, shares = room - len(_GAP) * (len(wanted) - 1), [0] * len(wanted)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for done, place in enumerate(order):
        shares[place] = min(wanted[place], left // (len(wanted) - done))
        left -= shares[place]
    return shares


def _beside(headings: Line, rows: Sequence[Line], widths: Sequence[int]) -> str:
    heading = _joined([(text,) for text in headings], widths)
    ruled = _GAP.join("─" * size for size in widths)
    body = [
        line for row in rows for line in _joined([_wrapped(*cell) for cell in zip(row, widths, strict=True)], widths)
    ]
    return "\n".join([*heading, ruled, *body])


def _joined(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for number in range(max(map(len, cells))):
        texts = (cell[number] if number < len(cell) else "" for cell in cells)
        yield _GAP.join(text.ljust(size) for text, size in zip(texts, widths, strict=True)).rstrip()


def _below(headings: Line, rows: Sequence[Line], widths: Sequence[int], width: int) -> Iterator[str]:
    """Yield the short texts in columns, and the long ones of each row indented below it."""
    short = [place for place, size in enumerate(widths) if size <= _SHORT]
    sizes = [widths[place] for place in short]
    named = [[row[place] for place in short] for row in (headings, *rows)]
    long = [[text for place, text in enumerate(row) if place not in short and text] for row in rows]
    yield from _joined([(text,) for text in named[0]], sizes)
    yield _GAP.join("─" * size for size in sizes)
    for texts, others in zip(named[1:], long, strict=True):
        yield from _joined([(text,) for text in texts], sizes)
        yield from (_INDENT + piece for other in others for piece in _wrapped(other, width - len(_INDENT)))


def _wrapped(text: str, width: int) -> Sequence[str]:
    return wrap(text, width, break_on_hyphens=False) or ("",)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
