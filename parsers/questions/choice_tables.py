"""Finds tables that hold the choices of one question, which stands above them: a row for each, with «Ja» and «Nej»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from parsers.document.model import CHECKED, UNCHECKED, Row, Table
from parsers.phrases import form_phrases
from parsers.questions.in_lines import Answer
from parsers.questions.label_text import normalised
from parsers.template import Field, Kind
from parsers.values.cell_marks import is_mark, mark_of
from parsers.values.offered_cells import around, is_choice
from parsers.values.tick_marks import has_boxes
from parsers.values.ticked_cells import listed, ticked

_LEAST = 2
_YES_OR_NO = ("ja", "nej")
_CHOSEN = (Kind.YES_NO, Kind.CHOICE, Kind.MULTI_CHOICE)
_REFUSES = form_phrases("refusal")


def in_choice_table(table: Table, fields: Mapping[str, Field], above: str) -> Iterator[tuple[str, Answer]]:
    """Yield the answer in a table whose first column, or that after the marks, holds choices of one question alone.

    Where several questions have these choices, it is that whose label stands right above; `above` is its key.
    """
    if above and (own := _in_one_row(table, fields[above])):
        yield above, own
        return
    lists = [
        field
        for field in fields.values()
        if field.kind is Kind.MULTI_CHOICE or (field.kind is Kind.CHOICE and field.key == above)
    ]
    first = int(_is_head(table.rows, fields))
    by_column = [_names(table.rows, column, first) for column in (0, 1)]
    offering = [(names, one) for names in by_column for one in lists if _offers(one, [*names.values()])]
    names, field = next((each for each in offering if len(offering) == 1 or each[1].key == above), ({}, None))
    if field is None or any(_are_boxes(cells) for cells in table.rows):
        return
    heads = table.rows[0] if 0 not in names else ()
    lines = (_line(text, table.rows[row], heads) for row, text in names.items())
    used = tuple(table.at(row, column) for row, cells in enumerate(table.rows) for column in range(len(cells)))
    yield field.key, Answer("\n".join(lines), table.place(min(names)), used=used)


def _in_one_row(table: Table, field: Field) -> Answer | None:
    """Return what is marked in a table that is one row of a question's choices, with room beside each for a mark.

    The question stands in the line above the table.
    """
    cells = table.rows[0] if len(table.rows) == 1 else ()
    if field.kind not in _CHOSEN or not all(is_choice(cell, field) or is_mark(cell) for cell in cells if cell):
        return None
    offers = around(((field.label, *cells),), 0, 0, field)
    has_room = len(cells) > len(offers.beside) >= _LEAST
    text = (ticked if field.kind is Kind.MULTI_CHOICE else listed)(offers) if has_room else ""
    return Answer(text, table.place(0), used=tuple(table.at(0, at) for at in range(len(cells)))) if text else None


def _names(rows: Sequence[Row], column: int, first: int) -> dict[int, str]:
    return {
        row: text
        for row, cells in enumerate(rows)
        if row >= first and len(cells) > column and (text := (cells[column] or "").strip())
    }


def _is_head(rows: Sequence[Row], fields: Mapping[str, Field]) -> bool:
    """Whether a table's first row is words over its columns: «Alternativ | Kryss», no choice and no mark."""
    words = [cell for cell in rows[0] if cell and cell.strip()] if rows else []
    marks = [word for word in words if is_mark(word) and normalised(word) not in _YES_OR_NO]
    named = {normalised(word) for word in words}
    offering = (field for field in fields.values() if field.choices)
    return len(words) > 1 and not marks and all(_known(field).isdisjoint(named) for field in offering)


def holds_boxes_alone(table: Table) -> bool:
    """Whether every cell of a table that is written in holds a box with its words."""
    written = tuple(cell for row in table.rows for cell in row if cell)
    return not table.in_cell and _are_boxes(written)


def _are_boxes(cells: Row) -> bool:
    written = [cell for cell in cells if cell]
    return len(written) > 1 and all(has_boxes(cell) and len(cell) > len("[x]") for cell in written)


def _offers(field: Field, names: list[str]) -> bool:
    return len(names) >= _LEAST and _known(field).issuperset(map(normalised, names))


@lru_cache(maxsize=512)
def _known(field: Field) -> frozenset[str]:
    """Return the bare words of a question's choices."""
    return frozenset(map(normalised, field.choices))


def _line(name: str, cells: Row, heads: Row) -> str:
    """Write a choice with its box; words that are no mark, and marks on both sides, make it a question."""
    yes, no, words = False, False, ""
    for column, cell in enumerate(cells):
        if cell and cell.strip() == name:
            continue
        mark = mark_of(cell or "")
        is_refusal = bool(_REFUSES.find(normalised((heads[column] if column < len(heads) else "") or "")))
        yes, no = yes or (mark is True and not is_refusal), no or (mark is True and is_refusal)
        words = words or (cell if cell and mark is None else "")
    if words or (yes and no):
        return f"{CHECKED} {name}? {words}"
    return f"{CHECKED if yes else UNCHECKED} {name}"
