"""Reads choices that have a cell each, with a mark in a cell beside it or before its name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.document.model import CHECKED, UNCHECKED, Row
from parsers.questions.label_text import normalised
from parsers.template import Field
from parsers.values import mark_rows
from parsers.values import tick_marks as boxes
from parsers.values.cell_marks import is_mark, is_refusal, mark_of
from parsers.values.tick_marks import said

_OTHER = ("annan", "annat")
_YES_OR_NO = ("Ja", "Nej")
_WIDTH = 3
"""Columns, from the label's, in which the rows below it may hold a choice and its mark."""
_MOST_ROWS = 60
"""Rows below a label that may hold its choices."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A cell that holds one of the choices, with what stands on both sides of it; no `name`: an answer of one's own.

    `own` is the mark that is written with the name.
    """

    name: str
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
    beside: Sequence[_Choice]
    below: Sequence[tuple[int, list[_Choice]]]
    beneath: Sequence[_Choice]


def around(rows: Sequence[Row], row: int, column: int, field: Field) -> Offers:
    """Return where the choices of a question are offered, whose label stands here."""
    beside = [choice for choice in _found(rows[row], field, column + 1, len(rows[row])) if choice.name]
    below = list(_rows_below(rows, row, column, field))
    return Offers(rows, row, column, beside, below, _in_row_below(rows, row, column, field) if below else [])


def listed(offers: Offers) -> str:
    """As `ticked`, for a question with one answer: nothing where a choice stands alone, which is the answer.

    Choices below the label alone are a list where something is written beside one of them, where several stand in
    the label's own column, or where they alone make a row: else that is others'.
    """
    below = [choice for _, here in offers.below for choice in here if choice.name]
    own = {choice.name for choice in below if choice.column == offers.column}
    is_marked = any(choice.after or choice.before for choice in below)
    is_own = len(own) > 1 or is_marked or bool(offers.beneath)
    return ticked(offers) if len(offers.beside) + len(below) > 1 and (offers.beside or is_own) else ""


def ticked(offers: Offers) -> str:
    """Return a line with a box for each choice in the row of the label, or below it; nothing where they have no marks.

    Several choices below the label, in its own column or in that beside it, count without marks, too: nobody has
    ticked them. One alone beside the label is the answer where the others stand in the label's column.
    """
    rows, row, column, beside, lists = offers.rows, offers.row, offers.column, offers.beside, offers.below
    if len(beside) > 1 and not any(is_mark(text) for side in _sides(beside) for text in side):
        return "\n".join(_across(beside, rows, row, column))
    if offers.beneath:
        return "\n".join(_across(offers.beneath, rows, row + 1, column))
    if told := list(_between(rows[row], column + 1, beside)):
        return "\n".join(told)
    below = [choice for _, here in lists for choice in here]
    if told := list(_under_yes_and_no(rows, row, column, lists)):
        return "\n".join(told)
    if len({at for number, here in lists for at in _ticked_beside(rows[number], here)}) > 1:
        # Two people's answers side by side, or a column for «Nej»: nobody can tell whose mark counts.
        return "\n".join(f"{CHECKED} {choice.name}?" for choice in below if choice.name)
    is_list = any(choice.name and choice.column == column for choice in below)
    goes_on = len(beside) == 1 and any(choice.name and choice.column == beside[0].column for choice in below)
    if is_list and len(beside) == 1:
        beside = [replace(beside[0], own=True)]
    return "\n".join(filter(None, _lines([*beside, *below], is_list=is_list or goes_on)))


def _between(cells: Row, first: int, found: Sequence[_Choice]) -> Iterator[str]:
    """Yield a line with a box for each choice of a row where a mark may be of the one on either side, which is asked.

    So it is where room stands before the first one, too, and no mark at an end tells on which side they stand.
    """
    after, before = (sum(map(is_mark, marks)) for marks in _sides(found))
    if after == before > 0 and found[0].column > first and cells[found[0].column - 1] == "":
        for choice in found:
            may_be = is_mark(choice.after) or is_mark(choice.before)
            yield f"{CHECKED} {choice.name}?" if may_be else _boxed(choice.name, ticked=False)


def _under_yes_and_no(
    rows: Sequence[Row], row: int, column: int, lists: Sequence[tuple[int, list[_Choice]]]
) -> Iterator[str]:
    """Yield a line with a box for each choice below a label that has «Ja» and «Nej» beside it, over the marks."""
    if not has_yes_and_no(rows[row], column):
        return
    words = [(at, normalised(cell)) for at, cell in enumerate(rows[row]) if at > column and cell]
    for number, here in lists:
        said = {word: bool(mark_of(_cell(rows[number], at))) for at, word in words}
        yes, no = (said[normalised(word)] for word in _YES_OR_NO)
        for choice in here:
            doubt = "?" if yes and no else f" {_YES_OR_NO[1]}" if no else ""
            yield f"{CHECKED if yes else UNCHECKED} {choice.name}{doubt}"


def has_yes_and_no(cells: Row, column: int) -> bool:
    """Whether «Ja» and «Nej» stand right of a label, and nothing else: they head the columns below."""
    words = {normalised(cell) for at, cell in enumerate(cells) if at > column and cell}
    return words == set(map(normalised, _YES_OR_NO))


def _ticked_beside(cells: Row, here: Sequence[_Choice]) -> Iterator[int]:
    """Yield the columns right of a row's only choice that hold a tick."""
    if len(here) == 1 and here[0].name:
        yield from (at for at, text in enumerate(cells) if at > here[0].column and text and mark_of(text))


def _across(found: Sequence[_Choice], rows: Sequence[Row], row: int, column: int) -> Iterator[str]:
    """Yield a line with a box for each choice of a row; the row below holds the marks, or that above."""
    at = mark_rows.of_choices(rows, row, column)
    if at is None:
        yield from (f"{CHECKED} {choice.name}?" for choice in found)
        return
    marks = _row(rows, at)
    are_marks = mark_rows.holds_marks_alone(marks, {choice.column for choice in found}, column)
    for choice in found:
        yield _line(choice, _cell(marks, choice.column) if are_marks else "", is_column=are_marks)


def _in_row_below(rows: Sequence[Row], row: int, column: int, field: Field) -> list[_Choice]:
    """Return the choices that alone stand in the row below a label that stands alone; the row below them holds none."""
    words, marks = _row(rows, row + 1), _row(rows, row + 2)
    found = [choice for choice in _found(words, field, column, len(words)) if choice.name]
    are_alone = not any(rows[row][column + 1 :]) and len(found) == sum(map(bool, words[column:])) > 1
    return [] if list(_found(marks, field, column, len(marks))) or not are_alone else found


def _row(rows: Sequence[Row], number: int) -> Row:
    return rows[number] if number < len(rows) else ()


def _cell(cells: Row, column: int) -> str:
    return (cells[column] if column < len(cells) else None) or ""


def _rows_below(rows: Sequence[Row], row: int, column: int, field: Field) -> Iterator[tuple[int, list[_Choice]]]:
    """Yield the rows below a label that hold choices; where some were taken away, blank rows are left between them."""
    for number, cells in enumerate(rows[row + 1 : row + 1 + _MOST_ROWS], row + 1):
        here = list(_found(cells, field, column, column + _WIDTH))
        first = _cell(cells, column)
        is_label = bool(first) and not is_mark(first) and all(choice.column > column for choice in here)
        if is_label:
            return
        if not here and any(map(str.strip, filter(None, cells))):
            return
        if here:
            yield number, here


def cells_of(offers: Offers) -> Iterator[tuple[int, int]]:
    """Yield the places of the cells that `ticked` reads."""
    rows, row, column, beside = offers.rows, offers.row, offers.column, offers.beside
    yield from ((row, at) for at in range(column + 1, len(rows[row])))
    at = mark_rows.of_choices(rows, row, column)
    for marked in (row - 1, row + 1) if at is None else (at,):
        if len(beside) > 1 and mark_rows.holds_marks_alone(_row(rows, marked), {one.column for one in beside}, column):
            yield from ((marked, choice.column) for choice in beside)
    yield from ((row + below, choice.column) for choice in offers.beneath for below in (1, 2))
    for number, _ in offers.below:
        yield from ((number, at) for at in range(column, min(column + _WIDTH + 1, len(rows[number]))))


def under_heads(rows: Sequence[Row], row: int, column: int, field: Field) -> str:
    """Return a line with a box for each choice that heads a column right of the label; nothing where none does.

    Words beside a mark are kept after their choice, so that nobody takes them for one; words alone are no marks.
    """
    above = head_row(rows, row, column, field)
    heads = {} if above is None else heads_of(rows[above], column, field)
    texts = {at: _cell(rows[row], at) for at in heads}
    if all(normalised(texts[at]) == normalised(head) for at, head in heads.items()):
        return ""  # the same choices once more, of another question
    marks = {at: _mark_under(heads[at], text) for at, text in texts.items()}
    are_words = any(rows[row][column + 1 :]) and not any(map(_is_yes_or_no, texts.values()))
    if are_words and all(mark is None for mark in marks.values()):
        return ""
    return "\n".join(
        f"{CHECKED} {word}? {texts[at]}" if texts[at] and marks[at] is None else _boxed(word, ticked=marks[at])
        for at, word in heads.items()
    )


def head_row(rows: Sequence[Row], row: int, column: int, field: Field) -> int | None:
    """Return the nearest row above that holds choices over a question's marks."""
    return next((above for above in reversed(range(row)) if heads_of(rows[above], column, field)), None)


def is_choice(text: str, field: Field) -> bool:
    """Whether a text is one of a field's choices, perhaps with a mark that is no box."""
    known = _by_words(field.choices or _YES_OR_NO)
    return normalised(text) in known or normalised(said(text)[1]) in known


def _mark_under(head: str, text: str) -> bool | None:
    """Return what a text says of the choice above it: its own name ticks it, and «Ja» under «Nej» is no mark."""
    if text and normalised(text) == normalised(head):
        return True
    return None if _is_yes_or_no(text) else mark_of(text)


def _is_yes_or_no(text: str) -> bool:
    return normalised(text) in map(normalised, _YES_OR_NO)


def heads_of(cells: Row, column: int, field: Field) -> dict[int, str]:
    """Return the choices that stand right of a column, by theirs, where nothing else does."""
    words = {at: cell for at, cell in enumerate(cells) if at > column and cell}
    if len(words) <= 1:
        return {}
    known = _spelt(field.choices or _YES_OR_NO)
    heads = {at: known.get(cell.casefold().strip(" :?"), "") for at, cell in words.items()}
    return heads if all(heads.values()) else {}


@lru_cache(maxsize=512)
def _spelt(choices: tuple[str, ...]) -> Mapping[str, str]:
    """Return choices by how they are spelt, in any case."""
    return {choice.casefold(): choice for choice in choices}


@lru_cache(maxsize=512)
def _by_words(choices: tuple[str, ...]) -> Mapping[str, str]:
    """Return choices by their bare words."""
    return {normalised(choice): choice for choice in choices}


def _boxed(word: str, *, ticked: bool | None) -> str:
    return f"{CHECKED if ticked else UNCHECKED} {word}"


def is_other(text: str) -> bool:
    """Whether a cell is the one for a choice that the form does not offer: «Annan, skriv vilken: …»."""
    return normalised(text).startswith(_OTHER)


def is_counted(text: str, offered: str, field: Field) -> bool:
    """Whether what stands beside the label is in the lines of `ticked` already: a choice, or a mark beside one."""
    is_mark = mark_of(text) is not None and CHECKED in offered
    return is_mark or normalised(text) in _by_words(field.choices)


def _lines(found: Sequence[_Choice], *, is_list: bool) -> Iterator[str]:
    after, before = (sum(mark_of(mark) is not None for mark in marks) for marks in _sides(found))
    if not after and not before:
        after, before = (sum(map(is_mark, marks)) for marks in _sides(found))
    if not (after or before or is_list or any(choice.own is not None for choice in found)):
        return
    # Words beside some of the choices stand for marks; beside all of them they explain.
    worded = sum(bool(choice.after) for choice in found if choice.name)
    is_column = bool(after or before) or 0 < worded < len(found)
    for choice, text in zip(found, _sides(found)[after < before], strict=True):
        yield _line(choice, text, is_column=is_column) if choice.name else choice.after


def _sides(found: Sequence[_Choice]) -> tuple[list[str], list[str]]:
    return [choice.after for choice in found], [choice.before for choice in found]


def _found(cells: Row, field: Field, start: int, end: int) -> Iterator[_Choice]:
    known = _by_words(field.choices or _YES_OR_NO)
    silent = {*known, normalised(field.help)} - {""}
    for column in range(start, min(end, len(cells))):
        text = cells[column] or ""
        own, item = (bool(boxes.ticked(text)), text) if boxes.has_boxes(text) else said(text)
        label = normalised(item)
        if label in known or label.startswith(_OTHER):
            sides = (cells[column - 1] if column else "", _after(cells[column + 1 :]))
            before, after = (_beside(text or "", label, silent) for text in sides)
            yield _Choice(known.get(label, ""), own, column, before, after)


def _beside(text: str, label: str, silent: Collection[str]) -> str:
    """Return what stands beside a choice: its own name is a mark, another's and the form's help are none."""
    words = normalised(text)
    if label and words == label:
        return CHECKED
    return "" if words in silent else text


def _after(cells: Row) -> str:
    """Return what stands beside a choice; the first mark, where nothing does."""
    text = next(filter(None, cells), "")
    return text if is_mark(text) else next(iter(cells), "") or ""


def _line(choice: _Choice, text: str, *, is_column: bool) -> str:
    """Write a choice with its box. In a column of marks, other words are a question: «Kanske senare»."""
    mark = mark_of(text) if choice.own is None else choice.own
    if mark is None and text and is_column:
        return f"{CHECKED} {choice.name}? {text}"
    refused = f" {_YES_OR_NO[1]}" if mark is False and is_refusal(text) else ""
    return f"{CHECKED if mark else UNCHECKED} {choice.name}{refused}"
