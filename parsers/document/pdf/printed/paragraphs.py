"""Puts pieces of printed text back into lines, and lines that were only wrapped back into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.document.model import UNKNOWN
from parsers.document.pdf.page import Piece, Shape, by_height

_LEVEL: Final = 0.5
_WRAPPED: Final = 1.75
_BLANK_LINE: Final = 1.95
"""Distances of baselines, as shares of the text's size: on one level; within a paragraph; past an empty line."""
_LEADING: Final = 1.2
"""What a line takes up, as a share of the text's size."""
_FULL: Final = 0.97
"""A line that with the next line's first word would take up this share of the room was full."""
_HALF: Final = 0.5
"""As much will do in a line that ends in a blank, or in the middle of a word."""
_BLANK: Final = 0.25
"""The width of a blank, as a share of the text's size."""
_BRIM: Final = (0.6, 11.0)
"""What a full line leaves at most: a wide letter, as a share of the text's size, and the edges of two cells."""
_SAME_SIZE: Final = 1.0
_HANGING: Final = 3.0
"""Points by which a line may begin left of the column that it goes on in."""

_BULLET = re.compile(r"\s*(?:[☐☒☑□•●○▪■◦➢·*–-]|o|\(?(?:\d{1,2}|[a-zA-Z])[.)])\s*")
_ITEM = re.compile(r"\s*(?:[☐☒☑□•●○▪■◦➢·*–-]|\d{1,2}[.)]\s)")
"""How a line begins that is no continuation of the one above."""
_DASH = re.compile(r"[–-] (?=[a-zåäö])")
_LABEL = re.compile(r"[A-ZÅÄÖ][^.:!?]{0,60}(?::.*|[ *]*)")
"""What may be a label, alone or with its answer: too dear to lose."""
_BOX = re.compile("[☐☒☑]")
_BOX_BEFORE = re.compile(r"\s*[☐☒☑]\s*")
_BOX_LAST = re.compile(r"(?:^|\t) *[☐☒☑] *\w.*[☐☒☑]\s*$")
"""A line of choices, each after its box, that ends in a box."""
_SOFT: Final = ("\xad", "\u2010")
"""Hyphens that only show where a word was parted: written for readers that may put it together."""
_HYPHENED = re.compile(r"[^\s-].*-")
_MAY_BE_PARTED, _REST = re.compile(r"[^\W\d_]*[a-zåäöéü]{3}-"), re.compile(r"[a-zåäöéü]{2,}[.,;:!?)]*(?:\s|$)")
"""A word that ends a line in a hyphen, and what begins the next, where neither is a name, a number or an address."""
_CUT = re.compile(r"[^\W\d_]{3,}[-\xad\u2010]")
"""How a line ends whose last word goes on in the next."""
_LETTERS = re.compile(r"(?<!\S)[^\W\d_]+(?:-[^\W\d_]+)*\Z")
"""A word at a line's end that is no address and no number."""
_HALF_WORD = re.compile(r"(?:och|eller|samt|till|respektive|som)\b")
"""What follows a word that leaves its end to another: «hälso- och sjukvård»."""
_END_OF_WORD = re.compile(r"(?:samt|som)\b")
"""Which of these may be the end of a word as well: «gemen-samt»."""

_BEGINS_WITH_STOP = re.compile(r"[.,:;!?](?:\s|$)")
_ADDRESS = re.compile(r"\W?(?:https?://|www\.)\S+", re.IGNORECASE)
_MAIL, _ONE_WORD = re.compile(r"\S+@\S+[^\s.,;:)>]"), re.compile(r"[a-z\d.-]+")
_OF_ADDRESS = re.compile(r"\S*[^\W_][./=?&_%-]+[^\W_]")
"""What begins a line that an address may go on in."""
_PARTS_ADDRESS: Final = ("/", "=", "?", "&", "_", "%", "#")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line. `column` is where the last of its columns begins, `end` where its text does."""

    x: float
    end: float
    y: float
    size: float
    text: str
    column: float
    style: int
    frame: Shape | None

    @property
    def first_word(self) -> float:
        """About how wide its first word is."""
        words = self.text.split(maxsplit=1)
        return (self.end - self.x) * len(words[0]) / max(len(self.text), 1) if words else 0.0


def paragraphs(pieces: Iterable[Piece], right: float, *, is_in_cell: bool = False) -> list[str]:
    """Return the paragraphs of a cell, or a page, that ends at `right`; columns parted by tabs, empty lines kept."""
    return [text for text, _ in paragraphs_in_room(pieces, right, None, is_in_cell=is_in_cell)]


def paragraphs_in_room(
    pieces: Iterable[Piece], right: float, top: float | None, *, is_in_cell: bool
) -> list[tuple[str, float]]:
    """Return paragraphs, each with the lines of room between it and what is above, or the `top` of its cell."""
    found: list[tuple[str, float]] = []
    above: PrintedLine | None = None
    for line, is_first in _in_paragraphs(pieces, right, is_in_cell=is_in_cell):
        if not is_first and above is not None:
            text, room = found.pop()
            is_broken = _is_broken(above, line, right)
            text = f"{text}{_within_word(text, line.text)}{line.text}" if is_broken else joined(text, line.text)
            found.append((text, room))
        else:
            if above is not None and _is_apart(above, line):
                found.append(("", 0.0))
            found.append((line.text, _room_above(line, above, top)))
        above = line
    return [(text.strip(), room) for text, room in found]


def _room_above(line: PrintedLine, above: PrintedLine | None, top: float | None) -> float:
    """Return the lines of room between a line and what is above it; a label that ends in a blank has room beside it."""
    if above is None:
        return 0.0 if top is None else (top - line.y) / (_LEADING * line.size)
    return (above.y - line.y) / (_LEADING * line.size) - (not above.text.endswith(" "))


def beginnings(pieces: Iterable[Piece], right: float, *, is_in_cell: bool) -> list[float]:
    """Return the baselines on which paragraphs begin."""
    return [line.y for line, is_first in _in_paragraphs(pieces, right, is_in_cell=is_in_cell) if is_first]


def is_item(text: str) -> bool:
    """Whether a line begins an item of a list."""
    return _ITEM.match(text) is not None


def _in_paragraphs(pieces: Iterable[Piece], right: float, *, is_in_cell: bool) -> Iterator[tuple[PrintedLine, bool]]:
    """Yield each line, and whether a paragraph begins with it."""
    lines = [_line(row) for row in by_height(pieces)]
    rooms: dict[tuple[float, float, Shape | None], float] = {}
    above: PrintedLine | None = None
    for line in lines:
        if above is None:
            yield line, True
        else:
            kind = (above.size, above.column, above.frame)
            room = rooms[kind] = rooms[kind] if kind in rooms else _room(above, lines, right)
            yield line, not _is_wrapped(above, line, room, is_in_cell=is_in_cell)
        above = line


def is_bullet(text: str) -> bool:
    """Whether a text is only what begins an item of a list: it belongs to what follows, however far away."""
    return _BULLET.fullmatch(text) is not None


def looks_like_label(text: str) -> bool:
    """Whether a text may be a label, alone or with its answer."""
    return _LABEL.fullmatch(text) is not None


def goes_on(above: str, below: str) -> bool:
    """Whether a text that a page break parted is one sentence."""
    return below[:1].islower() and above[-1:] not in tuple(".:!?")


def joined(above: str, below: str) -> str:
    """Put two lines of one paragraph together, and the two halves of a word that was parted between them."""
    above, below = above.rstrip(), below.lstrip()
    last = above.rpartition(" ")[2]
    if last.endswith(_SOFT):
        return above[:-1] + below
    if _BEGINS_WITH_STOP.match(below):
        return above + below  # the end of its sentence, of which words were struck out
    if _MAIL.fullmatch(last) and _ONE_WORD.fullmatch(below):
        return above + UNKNOWN + below  # its end, or a word of its own: nobody can tell
    if _ADDRESS.fullmatch(last):
        return above + _within_address(last, below) + below
    is_rest = _REST.match(below) and (not _HALF_WORD.match(below) or _END_OF_WORD.match(below))
    if _MAY_BE_PARTED.fullmatch(last) and is_rest:
        return above[:-1] + UNKNOWN + below  # parted by hand or a program, or a hyphen of the word's own
    is_one_word = _HYPHENED.fullmatch(last) and not _HALF_WORD.match(below)
    return f"{above}{below}" if is_one_word or _is_range(last, below) else f"{above} {below}"


def _is_range(last: str, below: str) -> bool:
    """Whether two numbers with a dash between them were parted: «0–10»."""
    return last.endswith("–") and last[-2:-1].isdigit() and below[:1].isdigit()


def _within_address(last: str, below: str) -> str:
    """Return what stands between a web address that ends a line and the next: it may go on there, unseen.

    None ends in a hyphen, and after a slash more of one goes on; where it may as well have ended, nobody can tell.
    """
    may_go_on = _OF_ADDRESS.match(below) is not None
    if last.endswith("-") or (may_go_on and last.endswith(_PARTS_ADDRESS)):
        return ""
    return UNKNOWN if may_go_on or last.endswith(_PARTS_ADDRESS) else " "


def _line(row: Sequence[Piece]) -> PrintedLine:
    text, column = row[0].text, row[0].x
    for piece in row[1:]:
        text, column = f"{text.rstrip()}\t{piece.text.lstrip()}", piece.x
    return PrintedLine(row[0].x, row[-1].end, row[0].y, row[0].size, text, column, row[-1].style, row[0].frame)


def _room(above: PrintedLine, lines: Sequence[PrintedLine], right: float) -> float:
    """Return where a line ends at most: before what had no room on the lines of its size that surely go on."""
    same = [line for line in lines if abs(line.size - above.size) < _SAME_SIZE and line.frame == above.frame]
    longest = max(line.end for line in same)
    if above.frame is not None:
        right = above.frame.right - max(0.0, above.column - above.frame.left)
    sure = (
        before.end + _BLANK * line.size + line.first_word
        for before, line in pairwise(same)
        if _surely_goes_on(before, line)
    )
    return min((end for end in sure if end >= longest), default=max(right, longest))


def _surely_goes_on(above: PrintedLine, line: PrintedLine) -> bool:
    is_near = _LEVEL * line.size < above.y - line.y <= _WRAPPED * line.size
    return is_near and line.text[:1].islower() and goes_on(above.text.rstrip(), line.text) and "\t" not in line.text


def _is_broken(above: PrintedLine, line: PrintedLine, right: float) -> bool:
    """Whether a single long word, such as an address, fills a line and goes on in the next."""
    word = _BOX_BEFORE.sub("", above.text.rpartition("\t")[2])
    is_full = above.end + _BRIM[0] * above.size + _BRIM[1] >= (above.frame.right if above.frame else right)
    return is_full and " " not in word and not word.endswith("-") and line.text[:1].isalnum()


def _within_word(above: str, below: str) -> str:
    """Return what stands between a word that fills a line and the next: nobody can tell whether it had ended.

    It had before a capital; an address or a number goes on.
    """
    last = _LETTERS.search(above)
    if last is None or not below[:1].isalpha():
        return ""
    return " " if last[0][-1:].islower() and below[:1].isupper() else UNKNOWN


def _is_apart(above: PrintedLine, line: PrintedLine) -> bool:
    return above.frame == line.frame and above.y - line.y > _BLANK_LINE * max(above.size, line.size)


def _is_new_item(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line begins an item; a dash within a sentence that no item began, and that has not ended, does not."""
    is_dash = _DASH.match(line.text) is not None and goes_on(above.text.rstrip(), line.text.lstrip("–- "))
    return is_item(line.text) and (not is_dash or is_item(above.text))


def _is_wrapped(above: PrintedLine, line: PrintedLine, room: float, *, is_in_cell: bool) -> bool:
    """Whether a line goes on with the one above, which had no room for its first word."""
    is_near = _LEVEL * line.size < above.y - line.y <= _WRAPPED * line.size and abs(above.size - line.size) < _SAME_SIZE
    is_row = "\t" in line.text and not (line.text[:1].islower() and _BOX.search(above.text))
    if not is_near or above.frame != line.frame or _is_new_item(above, line) or is_row:
        return False
    end = above.end + _BLANK * above.size + line.first_word
    if _BOX_BEFORE.fullmatch(above.text) or (_BOX_LAST.search(above.text) and end > _FULL * room):
        return True  # its words had no room beside it
    is_label = looks_like_label(line.text) and (above.style != line.style or not is_in_cell)
    if is_label or ("\t" in above.text and line.x < above.column - _HANGING):
        return False
    is_word = _CUT.search(above.text[-20:]) is not None and above.text[-1:] in ("-", *_SOFT)
    is_cut = (is_word and line.text[:1].isalpha()) or _is_range(above.text, line.text)
    least = _HALF if above.text.endswith(" ") or is_cut else _FULL
    return end - above.column > least * (room - above.column)
