"""Finds the cells of a table that offer a question's choices: beside its label, below it, or over several questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from parsers.document.model import CHECKED, UNCHECKED, Row
from parsers.questions.label_text import normalised
from parsers.template import Field, Kind
from parsers.values import mark_rows
from parsers.values import tick_marks as boxes
from parsers.values.cell_marks import is_mark
from parsers.values.tick_marks import said

YES_OR_NO: Final = ("Ja", "Nej")
_ENGLISH: Final = MappingProxyType({"yes": "Ja", "no": "Nej"})
_OTHER = ("annan", "annat")
_WIDTH = 3
"""Columns, from the label's, in which the rows below it may hold a choice and its mark."""
_MOST_REMARKS = 2
"""Columns past the choices of a table that may take remarks: «Kommentar», «Åtgärd»."""
_MOST_ROWS = 60
"""Rows below a label that may hold its choices."""


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """A cell that holds one of the choices, with what stands on both sides of it; no `name`: an answer of one's own.

    `own` is the mark that is written with the name, `words` what the cell says without it.
    """

    name: str
    words: str
    own: bool | None
    column: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Offers:
    """The cells with choices around a label in this row and column: right of it, and by row below it.

    `beneath` are those that alone make the row below a label that stands alone.
    """

    rows: Sequence[Row]
    row: int
    column: int
    beside: Sequence[OfferedChoice]
    below: Sequence[tuple[int, list[OfferedChoice]]]
    beneath: Sequence[OfferedChoice]


def around(rows: Sequence[Row], row: int, column: int, field: Field) -> Offers:
    """Return where the choices of a question are offered, whose label stands here."""
    beside = [choice for choice in _found(rows[row], field, column + 1, len(rows[row])) if choice.name]
    below = list(_rows_below(rows, row, column, field))
    return Offers(rows, row, column, beside, below, _in_row_below(rows, row, column, field) if below else [])


def _rows_below(rows: Sequence[Row], row: int, column: int, field: Field) -> Iterator[tuple[int, list[OfferedChoice]]]:
    """Yield the rows below a label that hold choices; where some were taken away, blank rows are left between them."""
    above: list[OfferedChoice] = []
    for number, cells in enumerate(rows[row + 1 : row + 1 + _MOST_ROWS], row + 1):
        here = list(_found(cells, field, column, column + _WIDTH)) or _reworded(rows, number, field, above)
        first = cell_at(cells, column)
        is_label = bool(first) and not is_mark(first) and all(choice.column > column for choice in here)
        if is_label:
            return
        if not here and any(map(str.strip, filter(None, cells))):
            return
        if here:
            above += here
            yield number, here


def _reworded(rows: Sequence[Row], number: int, field: Field, above: Sequence[OfferedChoice]) -> list[OfferedChoice]:
    """Return a cell with a mark beside it that stands in a choice's place: «Enkel på sikt» between two others.

    Without a mark, it may be the next question's label: two may offer the same choices.
    """
    last = next((choice for choice in reversed(above) if choice.name), None)
    if field.kind is not Kind.MULTI_CHOICE or last is None:
        return []
    column = last.column
    follows = [choice.name for choice in _found(row_at(rows, number + 1), field, column, column + 1)]
    text, after = cell_at(rows[number], column).strip(), _after(rows[number][column + 1 :])
    before = cell_at(rows[number], column - 1) if column else ""
    is_in_place = [last.name, *follows] in [list(pair) for pair in zip(field.choices, field.choices[2:], strict=False)]
    is_marked = is_mark(before) or is_mark(after)
    return [OfferedChoice(text, text, None, column, before, after)] if text and is_in_place and is_marked else []


def _in_row_below(rows: Sequence[Row], row: int, column: int, field: Field) -> list[OfferedChoice]:
    """Return the choices that alone stand in the row below a label that stands alone; the row below them holds none."""
    words, marks = row_at(rows, row + 1), row_at(rows, row + 2)
    found = [choice for choice in _found(words, field, column, len(words)) if choice.name]
    are_alone = not any(rows[row][column + 1 :]) and len(found) == sum(map(bool, words[column:])) > 1
    return [] if list(_found(marks, field, column, len(marks))) or not are_alone else found


def _found(cells: Row, field: Field, start: int, end: int) -> Iterator[OfferedChoice]:
    known, silent = words_of_choices(field.choices or YES_OR_NO), _silent(field)
    for column in range(start, min(end, len(cells))):
        text = cells[column] or ""
        own, item = _boxed(text) if boxes.has_boxes(text) else said(text)
        label = normalised(item)
        if label in known or label.startswith(_OTHER):
            sides = (cells[column - 1] if column else "", _after(cells[column + 1 :]))
            before, after = (_beside(text or "", label, silent) for text in sides)
            yield OfferedChoice(known.get(label, ""), item, own, column, before, after)


def _boxed(text: str) -> tuple[bool, str]:
    """Return whether a text's box is ticked, and what stands after the only one: «☐x Trygg» is «Trygg»."""
    found = [*boxes.ticked(text), *boxes.unticked(text)]
    is_one = len(found) == 1 and "\n" not in text.strip() and boxes.before_boxes(text) == [(None, "")]
    return bool(boxes.ticked(text)), found[0] if is_one else text


@lru_cache(maxsize=512)
def _silent(field: Field) -> frozenset[str]:
    """Return the words beside a choice that are no mark of it."""
    return frozenset((*words_of_choices(field.choices or YES_OR_NO), normalised(field.help))) - {""}


def _beside(text: str, label: str, silent: Collection[str]) -> str:
    """Return what stands beside a choice: its own name is a mark, another's and the form's help are none.

    A box that shows the name once more marks it where it is ticked.
    """
    words = normalised(text)
    if label and words == label:
        return UNCHECKED if boxes.has_boxes(text) and not boxes.ticked(text) else CHECKED
    return "" if words in silent else text


def _after(cells: Row) -> str:
    """Return what stands beside a choice; the first mark, where nothing does."""
    text = next(filter(None, cells), "")
    return text if is_mark(text) else next(iter(cells), "") or ""


def is_choice(text: str, field: Field) -> bool:
    """Whether a text is one of a field's choices, perhaps with a mark that is no box."""
    known = words_of_choices(field.choices or YES_OR_NO)
    return normalised(text) in known or normalised(said(text)[1]) in known


def is_other(text: str) -> bool:
    """Whether a cell is the one for a choice that the form does not offer: «Annan, skriv vilken: …»."""
    return normalised(text).startswith(_OTHER)


def has_yes_and_no(cells: Row, column: int) -> bool:
    """Whether «Ja» and «Nej» stand right of a label, and nothing else: they head the columns below."""
    words = {normalised(cell) for at, cell in enumerate(cells) if at > column and cell}
    return words == set(map(normalised, YES_OR_NO))


def head_row(rows: Sequence[Row], row: int, column: int, field: Field) -> int | None:
    """Return the nearest row above that holds choices over a question's marks."""
    return next((above for above in reversed(range(row)) if heads_of(rows[above], column, field)), None)


def heads_of(cells: Row, column: int, field: Field) -> dict[int, str]:
    """Return the choices that stand right of a column, by theirs, where nothing else does.

    Other words may stand before or past all of them, over columns for remarks.
    """
    known = {**_spelt(field.choices or YES_OR_NO), **({} if field.choices else _ENGLISH)}
    texts = {at: cell for at, cell in enumerate(cells[column + 1 :], column + 1) if cell}
    heads = {at: known.get(cell.casefold().strip(" :?"), "") for at, cell in texts.items()}
    named = {at: head for at, head in heads.items() if head}
    more = [texts[at] for at in texts.keys() - named.keys()]
    are_all = len(named) == len(set(known.values())) == len(set(named.values()))
    are_remarks = are_all and len(more) <= _MOST_REMARKS and not any(map(is_mark, more))
    return named if len(named) > 1 and (not more or (are_remarks and _are_together(heads))) else {}


def _are_together(heads: Mapping[int, str]) -> bool:
    """Whether no other word stands between the choices of a row."""
    named = [bool(head) for head in heads.values()]
    first = named.index(True)
    return all(named[first : first + sum(named)])


@lru_cache(maxsize=512)
def _spelt(choices: tuple[str, ...]) -> Mapping[str, str]:
    """Return choices by how they are spelt, in any case."""
    return {choice.casefold(): choice for choice in choices}


@lru_cache(maxsize=512)
def words_of_choices(choices: tuple[str, ...]) -> Mapping[str, str]:
    """Return choices by their bare words."""
    return {normalised(choice): choice for choice in choices}


def cells_of(offers: Offers) -> Iterator[tuple[int, int]]:
    """Yield the places of the cells that `ticked` reads."""
    rows, row, column, beside = offers.rows, offers.row, offers.column, offers.beside
    yield from ((row, at) for at in range(column + 1, len(rows[row])))
    at = mark_rows.of_choices(rows, row, column)
    for marked in (row - 1, row + 1) if at is None else (at,):
        if len(beside) > 1 and mark_rows.holds_marks_alone(
            row_at(rows, marked), {one.column for one in beside}, column
        ):
            yield from ((marked, choice.column) for choice in beside)
    yield from ((row + below, choice.column) for choice in offers.beneath for below in (1, 2))
    for number, _ in offers.below:
        start = column - 1 if column and is_mark(cell_at(rows[number], column - 1)) else column
        yield from ((number, at) for at in range(start, min(column + _WIDTH + 1, len(rows[number]))))


def row_at(rows: Sequence[Row], number: int) -> Row:
    """Return a row; an empty one below the table."""
    return rows[number] if number < len(rows) else ()


def cell_at(cells: Row, column: int) -> str:
    """Return a cell's text; nothing right of the row's end, or where another covers it."""
    return (cells[column] if column < len(cells) else None) or ""
