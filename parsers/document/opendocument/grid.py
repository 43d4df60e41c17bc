"""Lays the cells of an OpenDocument table out by row and column (ODF 1.3 part 3 §9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml import etree

from parsers.document.excel.reader import MAX_COLUMNS, MAX_ROWS
from parsers.document.model import Paragraph, Row, Table

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELL, _COVERED, _ROW, _COLUMN = (
    _TABLE + name for name in ("table-cell", "covered-table-cell", "table-row", "table-column")
)
_GROUPS = frozenset(
    _TABLE + f"table-{name}"
    for name in ("header-rows", "rows", "row-group", "header-columns", "columns", "column-group")
)


def table(
    name: str,
    node: Element,
    read: Callable[[Element], Paragraph],
    *,
    hidden: bool = False,
    keeps_room: bool = False,
    keeps_covered: bool = False,
) -> Table:
    """Return a table with its rows, each as long as its last cell with text, up to the last such row.

    With `keeps_room` a row with text has all its cells: what is empty is room to write in. With `keeps_covered` it has
    those at its end over which another reaches.

    Those that are not shown are empty; with `hidden`, those that are. Hidden columns are left out. What holds
    controls and is repeated holds them where it stands first.
    """
    found: list[Row] = []
    cells: dict[tuple[int, int], Paragraph] = {}
    columns = _hidden_columns(node)
    for child in _own(node, _ROW):
        row = _row(child, read, columns) if _is_hidden(child) is hidden else []
        cells |= {
            (len(found), column): cell for column, cell in enumerate(row) if cell is not None and _tells_more(cell)
        }
        found += [_texts(row, keeps_room=keeps_room, keeps_covered=keeps_covered)] * min(
            count(child.get(_TABLE + "number-rows-repeated")), MAX_ROWS - len(found)
        )
        if len(found) == MAX_ROWS:
            break
    while found and not found[-1]:
        found.pop()
    return Table(name, tuple(found), is_hidden=hidden, cells=cells)


def _tells_more(cell: Paragraph) -> bool:
    return bool(cell.controls or cell.emphasised)


def _row(row: Element, read: Callable[[Element], Paragraph], hidden: frozenset[int]) -> list[Paragraph | None]:
    cells: list[Paragraph | None] = []
    for node in row.iterchildren(_CELL, _COVERED):
        repeated = _repeated(node, MAX_COLUMNS - len(cells))
        if repeated > 0:
            cell = None if node.tag == _COVERED else read(node)
            cells += [cell, *[cell and replace(cell, controls=())] * (repeated - 1)]
    return [cell for column, cell in enumerate(cells) if column not in hidden]


def _texts(row: Sequence[Paragraph | None], *, keeps_room: bool, keeps_covered: bool) -> Row:
    texts = [None if cell is None else cell.text for cell in row]
    if keeps_room and any(texts):
        return tuple(texts)
    while texts and not texts[-1] and not (keeps_covered and texts[-1] is None and any(texts)):
        texts.pop()
    return tuple(texts)


def _hidden_columns(table: Element) -> frozenset[int]:
    columns: list[bool] = []
    for node in _own(table, _COLUMN):
        columns += [_is_hidden(node)] * _repeated(node, MAX_COLUMNS - len(columns))
    return frozenset(number for number, is_hidden in enumerate(columns) if is_hidden)


def rows(node: Element) -> Iterator[tuple[int, Element]]:
    """Yield the rows of a table with their numbers, counted from 0."""
    number = 0
    for row in _own(node, _ROW):
        yield number, row
        number += count(row.get(_TABLE + "number-rows-repeated"))


def hides_columns(body: Element) -> bool:
    """Whether something is written in a hidden column of a sheet."""
    return any(
        _has_text(row, hidden)
        for sheet in body.iterchildren(_TABLE + "table")
        if (hidden := _hidden_columns(sheet))
        for row in _own(sheet, _ROW)
    )


def _has_text(row: Element, columns: frozenset[int]) -> bool:
    number = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        repeated = _repeated(cell, MAX_COLUMNS - number)
        if len(cell) and columns & set(range(number, number + repeated)):
            return True
        number += repeated
    return False


def _is_hidden(node: Element) -> bool:
    """Whether a row or column is collapsed, or filtered away."""
    return node.get(_TABLE + "visibility", "visible") != "visible"


def _own(parent: Element, tag: str) -> Iterator[Element]:
    """Yield a table's rows or columns, also those in groups and headers, but not those of tables in its cells."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _GROUPS:
            yield from _own(child, tag)


def _repeated(node: Element, most: int) -> int:
    return min(count(node.get(_TABLE + "number-columns-repeated")), most)


def count(text: str | None) -> int:
    """Return how often something is repeated, which is 1 where it is not said."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004 - fits any count
