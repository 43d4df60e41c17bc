"""Reads choices that have a cell each, with a mark in a cell beside it or before its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.document.model import CHECKED, UNCHECKED, Row
from parsers.questions.label_text import normalised
from parsers.template import Field
from parsers.values import mark_rows
from parsers.values.cell_marks import is_mark, is_refusal, mark_of
from parsers.values.offered_cells import (
    YES_OR_NO,
    OfferedChoice,
    Offers,
    cell_at,
    has_yes_and_no,
    head_row,
    heads_of,
    row_at,
    words_of_choices,
)


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


def _between(cells: Row, first: int, found: Sequence[OfferedChoice]) -> Iterator[str]:
    """Yield a line with a box for each choice of a row where a mark may be of the one on either side, which is asked.

    So it is where room stands before the first one, too, and no mark at an end tells on which side they stand.
    """
    after, before = (sum(map(is_mark, marks)) for marks in _sides(found))
    if after == before > 0 and found[0].column > first and cells[found[0].column - 1] == "":
        for choice in found:
            may_be = is_mark(choice.after) or is_mark(choice.before)
            yield f"{CHECKED} {choice.name}?" if may_be else _boxed(choice.name, ticked=False)


def _under_yes_and_no(
    rows: Sequence[Row], row: int, column: int, lists: Sequence[tuple[int, list[OfferedChoice]]]
) -> Iterator[str]:
    """Yield a line with a box for each choice below a label that has «Ja» and «Nej» beside it, over the marks."""
    if not has_yes_and_no(rows[row], column):
        return
    words = [(at, normalised(cell)) for at, cell in enumerate(rows[row]) if at > column and cell]
    for number, here in lists:
        said = {word: bool(mark_of(cell_at(rows[number], at))) for at, word in words}
        yes, no = (said[normalised(word)] for word in YES_OR_NO)
        for choice in here:
            doubt = "?" if yes and no else f" {YES_OR_NO[1]}" if no else ""
            yield f"{CHECKED if yes else UNCHECKED} {choice.name}{doubt}"


def _ticked_beside(cells: Row, here: Sequence[OfferedChoice]) -> Iterator[int]:
    """Yield the columns right of a row's only choice that hold a tick."""
    if len(here) == 1 and here[0].name:
        yield from (at for at, text in enumerate(cells) if at > here[0].column and text and mark_of(text))


def _across(found: Sequence[OfferedChoice], rows: Sequence[Row], row: int, column: int) -> Iterator[str]:
    """Yield a line with a box for each choice of a row; the row below holds the marks, or that above."""
    at = mark_rows.of_choices(rows, row, column)
    if at is None:
        yield from (f"{CHECKED} {choice.name}?" for choice in found)
        return
    marks = row_at(rows, at)
    are_marks = mark_rows.holds_marks_alone(marks, {choice.column for choice in found}, column)
    for choice in found:
        yield _line(choice, cell_at(marks, choice.column) if are_marks else "", is_column=are_marks)


def under_heads(rows: Sequence[Row], row: int, column: int, field: Field) -> str:
    """Return a line with a box for each choice that heads a column right of the label; nothing where none does.

    Words beside a mark are kept after their choice, so that nobody takes them for one; words alone are no marks.
    """
    above = head_row(rows, row, column, field)
    heads = {} if above is None else heads_of(rows[above], column, field)
    texts = {at: cell_at(rows[row], at) for at in heads}
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


def _mark_under(head: str, text: str) -> bool | None:
    """Return what a text says of the choice above it: its own name ticks it, and «Ja» under «Nej» is no mark."""
    if text and normalised(text) == normalised(head):
        return True
    return None if _is_yes_or_no(text) else mark_of(text)


def _is_yes_or_no(text: str) -> bool:
    return normalised(text) in map(normalised, YES_OR_NO)


def _boxed(word: str, *, ticked: bool | None) -> str:
    return f"{CHECKED if ticked else UNCHECKED} {word}"


def is_counted(text: str, offered: str, field: Field) -> bool:
    """Whether what stands beside the label is in the lines of `ticked` already: a choice, or a mark beside one."""
    is_mark = mark_of(text) is not None and CHECKED in offered
    return is_mark or normalised(text) in words_of_choices(field.choices)


def _lines(found: Sequence[OfferedChoice], *, is_list: bool) -> Iterator[str]:
    after, before = (sum(mark_of(mark) is not None for mark in marks) for marks in _sides(found))
    if not after and not before:
        after, before = (sum(map(is_mark, marks)) for marks in _sides(found))
    if not (after or before or is_list or any(choice.own is not None for choice in found)):
        return
    # Words beside some of the choices stand for marks; beside all of them they explain.
    worded = sum(bool(choice.after) for choice in found if choice.name)
    is_column = bool(after or before) or 0 < worded < len(found)
    for choice, text in zip(found, _sides(found)[after < before], strict=True):
        yield _line(choice, text, is_column=is_column) if choice.name else _own(choice)


def _own(choice: OfferedChoice) -> str:
    """Return an answer of one's own: none where a mark leaves it, «0», «FALSKT»; one that ticks it may stand before it.

    «Annan, skriv vilken: fallolyckor» names it in its own cell.
    """
    text = choice.after
    mark = mark_of(text) if len(text.split()) == 1 else None
    return text if mark is None else f"{CHECKED} {choice.words}" if mark else ""


def _sides(found: Sequence[OfferedChoice]) -> tuple[list[str], list[str]]:
    return [choice.after for choice in found], [choice.before for choice in found]


def _line(choice: OfferedChoice, text: str, *, is_column: bool) -> str:
    """Write a choice with its box. In a column of marks, other words are a question: «Kanske senare»."""
    mark = mark_of(text) if choice.own is None else choice.own
    if mark is None and text and is_column:
        return f"{CHECKED} {choice.name}? {text}"
    refused = f" {YES_OR_NO[1]}" if mark is False and is_refusal(text) else ""
    return f"{CHECKED if mark else UNCHECKED} {choice.name}{refused}"
