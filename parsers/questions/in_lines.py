"""Finds answers in running text: after the label on its line, or on the lines below it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from parsers.document.model import InLine, Place
from parsers.phrases import form_phrases
from parsers.questions.label_text import normalised
from parsers.questions.labels import Labels
from parsers.questions.order import Asking, order_of, style_of
from parsers.questions.written_answers import answer_of
from parsers.template import Field, Kind
from parsers.values.offered_cells import is_choice
from parsers.values.tick_marks import has_boxes

_LIST_KINDS = (Kind.LONG_TEXT, Kind.MULTI_CHOICE)
_ONE_OF = (Kind.CHOICE, Kind.YES_NO)
_APART = re.compile(r"\t| {3,}")
"""Between two questions on one line."""
_ROW_NUMBER = re.compile(r"\s*\d{1,2}[.):]?(?:\t| {2,})\s*")
_BROKEN = 60
"""Characters in a line that may have been broken where the paper, or the mail program, ended it."""
_WIDEST, _LONGEST_WORD, _LEAST_FULL = 100, 12, 3
"""Characters of a line on the widest paper, what a full line lacks at most of its width, and how many there are."""

_LEAST_UNBROKEN = 6
"""Questions in a text, before it tells something that only the last answer has an empty line in it."""
_CLOSES, _FOOT = form_phrases("closes"), form_phrases("foot")
_DIVIDER = "foot.divider"
"""The phrase of a foot that nobody writes as a whole answer."""
_TO_WRITE_ON = " \t_.…-–—"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as written, perhaps empty, and its place; `others`: what else in the text may be the answer.

    `used` are the places of the label and of all that the answer was taken from.
    """

    text: str
    place: str
    others: tuple[str, ...] = ()
    used: tuple[Place, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or the part of one that asks a question of its own: in `head`, with its answer beginning in `value`."""

    line: int
    text: str
    key: str | None
    head: str
    value: str


def in_lines(
    lines: Iterable[str], fields: Mapping[str, Field], labels: Labels, above: int = 0
) -> Iterator[tuple[str, Answer]]:
    """Read «Label: value», and labels with their answer on the lines below; it may be empty.

    `above` is the number of lines that stand above these.
    Where a field's own label stands, an alias of it is a word of another's answer. So is
    a label out of order (`parsers.questions.order`): its text comes last, as what else may be the answer. Right above
    the same question, and told apart from it («Syfte (gammalt): …»), it is none of the answer above.
    """
    split = ["" if labels.is_printed(line) else line for line in "\n".join(lines).split("\n")]
    labels = labels.with_own_only(piece for line in split for piece in _APART.split(line))
    pieces = [piece for number, line in enumerate(split, above + 1) for piece in _pieces(number, line, labels)]
    heads = [place for place, piece in enumerate(pieces) if piece.key is not None or labels.is_no_answer(piece.text)]
    words, rivals = _in_order(pieces, fields)
    width = _width(split)
    said = {
        place: _said(pieces[place:end], fields, width)
        for place, end in pairwise((*heads, len(pieces)))
        if place in words
    }
    asked = [head for head in heads if head not in words]
    again = _asked_again(pieces, asked, words, labels)
    ends = _ends(pieces, asked)
    is_unbroken = _is_unbroken(pieces, asked, ends)
    names = {pieces[place].value.strip() for place in asked if place not in ends} - {""}
    for place, end in pairwise((*asked, min(again, default=len(pieces)))):
        end = _end(pieces, place, end) if place in ends else end  # noqa: PLW2901 - what closes a form is none of it
        if (key := pieces[place].key) is not None:
            text = _said(pieces[place:end], fields, width)
            rivalling = (*rivals[place], *(one for one in again if pieces[one].key == key))
            others = tuple(said[rival] for rival in rivalling if said[rival] not in ("", text))
            before = heads[bisect_left(heads, end) - 1]
            is_told_apart = before in rivals.get(end, ()) and "(" in pieces[before].head
            others += (_said(pieces[place:before], fields, width),) if is_told_apart else ()
            others += _above_tail(text, names, is_unbroken=is_unbroken) if place in ends else ()
            used = _used(pieces[place:end])
            yield key, Answer(text, f"textrad {pieces[place].line}", others, used)
    for place, text in said.items():
        if (key := pieces[place].key) is not None and text:
            yield key, Answer("", f"textrad {pieces[place].line}", (text,), _used(pieces[place : place + 1]))


def _asked_again(pieces: Sequence[_Piece], asked: Sequence[int], words: set[int], labels: Labels) -> list[int]:
    """Return the places below the last question where one is asked once more, by its own label and a colon."""
    keys = {pieces[place].key for place in asked}
    last = max(asked, default=len(pieces))
    below = [place for place in sorted(words) if place > last and pieces[place].key in keys]
    return [place for place in below if ":" in pieces[place].head and normalised(pieces[place].head) in labels.own]


def _ends(pieces: Sequence[_Piece], asked: Sequence[int]) -> set[int]:
    """Return the places of a form's last question, and of each that stands above where the form begins anew."""
    first = pieces[asked[0]].key if asked else None
    return {*asked[-1:], *(place for place, end in pairwise(asked) if pieces[end].key == first)}


def _is_unbroken(pieces: Sequence[_Piece], asked: Sequence[int], ends: set[int]) -> bool:
    """Whether a text asks many questions, and no answer but those that end a form has an empty line in it."""
    blocks = (pieces[place:end] for place, end in pairwise(asked) if place not in ends)
    return len(asked) >= _LEAST_UNBROKEN and not any(map(_has_gap, blocks))


def _has_gap(block: Sequence[_Piece]) -> bool:
    first, *below = block
    return "\n\n" in "\n".join((first.value.strip(), *(piece.text.strip() for piece in below))).strip()


def _above_tail(text: str, names: Collection[str], *, is_unbroken: bool) -> tuple[str, ...]:
    """Return what stands in the last answer above the end of a mail: above an empty line where no other answer has one.

    Or above a line that is another answer, the name of who signs, or the foot of a mail. Nothing where there is no such
    line.
    """
    lines = [line.strip() for line in text.split("\n")]
    below = (
        at
        for at, line in enumerate(lines)
        if at and (line in names or _FOOT.find(line) or not (line or not is_unbroken))
    )
    end = next(below, len(lines))
    return ("\n".join(text.split("\n")[:end]),) if any(lines[end:]) else ()


def _used(pieces: Sequence[_Piece]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(InLine(piece.line) for piece in pieces))


def _pieces(number: int, line: str, labels: Labels) -> Iterator[_Piece]:
    """Take a line with several questions apart: «Telefon: 035-12 34 56 [tab] E-post: …».

    A number in a column before the first counts the rows of a table.
    """
    if (counted := _ROW_NUMBER.match(line)) and labels.split(_APART.split(line[counted.end() :])[0])[0]:
        line = line[counted.end() :]
    starts = [gap.end() for gap in _APART.finditer(line)]
    cells = [line[start:end].strip() for start, end in pairwise((*starts, len(line)))] if starts else []
    asks = [start for start, cell in zip(starts, cells, strict=True) if labels.split(cell)[0] and not has_boxes(cell)]
    for start, end in pairwise((0, *asks, len(line))):
        text = line[start:end] if end == len(line) else line[start:end].rstrip()
        yield _Piece(number, text, *labels.parts(text.strip()))


def _in_order(pieces: Sequence[_Piece], fields: Mapping[str, Field]) -> tuple[set[int], Mapping[int, list[int]]]:
    """Return the places of labels that are an answer's words, and by place of each question, which may rival it."""
    numbers = {key: number for number, key in enumerate(fields)}
    asked = [(place, piece.key, piece.head) for place, piece in enumerate(pieces) if piece.key is not None]
    order = order_of([Asking(numbers[key], style_of(head, fields[key].label)) for _, key, head in asked])
    rivals = {asked[link][0]: [asked[rival][0] for rival in several] for link, several in order.rivals.items()}
    return {asked[word][0] for word in order.words}, defaultdict(list, rivals)


def _end(pieces: Sequence[_Piece], last: int, end: int) -> int:
    """Return where the answer to the last question of a form ends, at most there: above what closes a mail.

    A line right below the label is one to write on.
    """
    written = (place for place in range(last + 1, end) if pieces[place].text.strip(_TO_WRITE_ON))
    is_begun = bool(pieces[last].value.strip())
    start = last + 1 if is_begun else next(written, end)
    foot = _above_foot(pieces, last + 1, end)
    is_answer = not is_begun and foot <= start < end and _FOOT.find(pieces[start].text.strip()) != _DIVIDER
    end = end if is_answer else foot
    return next((place for place in range(start, end) if _CLOSES.find(pieces[place].text.strip())), end)


def _above_foot(pieces: Sequence[_Piece], start: int, end: int) -> int:
    """Return where the foot of a mail begins: below it is nothing else, and above it an empty line."""
    foot = end
    for place in range(end - 1, start - 1, -1):
        text = pieces[place].text.strip()
        if text and not _FOOT.find(text):
            break
        foot = foot if text else place
    return foot


def _said(pieces: Sequence[_Piece], fields: Mapping[str, Field], width: int) -> str:
    """Return the answer in a piece that asks, and the pieces below it."""
    first, *_ = pieces
    field = fields[first.key or ""]
    text = first.value.strip()
    for before, piece in pairwise(pieces):
        text += _between(before.text, piece.text, width, field) + piece.text.strip()
    return _of_lines(answer_of(text, field), field, width)


def _width(lines: Sequence[str]) -> int:
    """Return how wide the paper was that a text's lines were broken for; 0 where they were not."""
    widest = max(map(len, lines), default=0)
    full = sum(widest - len(line) < _LONGEST_WORD for line in lines)
    return widest if _BROKEN <= widest <= _WIDEST and full >= _LEAST_FULL else 0


def _between(above: str, below: str, width: int, field: Field) -> str:
    """Return what parts two lines of an answer: a blank where the second's first word had no room on the first."""
    had_room = not below.strip() or len(above) + 1 + len(below.split(maxsplit=1)[0]) <= width
    return " " if width and above.strip() and field.kind not in _LIST_KINDS and not had_room else "\n"


def _of_lines(text: str, field: Field, width: int) -> str:
    """Return an answer; one that is a single line by its kind ends where that line does."""
    if field.kind in _LIST_KINDS:
        return text
    lines = text.split("\n")
    if field.kind in _ONE_OF and _offers(lines[0], field):
        return "\n".join(takewhile(lambda line: not line or _offers(line, field), lines)).strip()
    if width or field.kind is not Kind.TEXT:
        return lines[0]
    return " ".join(lines[: next((number for number, line in enumerate(lines, 1) if len(line) < _BROKEN), len(lines))])


def _offers(line: str, field: Field) -> bool:
    """Whether a line holds a box, or one of the choices, perhaps marked."""
    return has_boxes(line) or is_choice(line, field)
