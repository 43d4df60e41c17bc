"""Excel's .xlsx (and .xlsm as data), read from its XML (ECMA-376 part 1 §18).

The XML is walked with the same guarded parser as Word's: it is as quick as a
native reader on a form, and a sheet with one cell in its last corner costs
nothing, where a reader that lays out the whole grid would eat all memory.
Hidden sheets and columns hold lists, not answers, and are left out; such sheets are noted, so that a form which stands
on one of them is not called something else.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, product
from string import ascii_uppercase
from typing import Final

from lxml import etree

from parsers.document import openxml
from parsers.document.emphasis import Emphasised, taken
from parsers.document.excel import cell_notes, conditions, floating_cells, number_format, styles
from parsers.document.excel.book import Book, is_visible, opened_book, shown
from parsers.document.excel.styles import TRUE, Style
from parsers.document.faint import doubted
from parsers.document.file_type import Opened
from parsers.document.model import UNKNOWN, Document, Note, Paragraph, Row, Table
from parsers.document.package import first

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

MAX_ROWS = 2_000
MAX_COLUMNS = 60
"""What lies outside is no form: it is left unread."""
_MAX_MERGED = 1_000
"""Cells in a merged area, and such areas in a sheet, that are heeded."""
_MOST_HIDDEN: Final = 20
_NARROW: Final = 4
"""Characters that fit a column that nobody writes in."""
_YES, _NO = "SANT", "FALSKT"

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NAMES = chain(ascii_uppercase, map("".join, product(ascii_uppercase, repeat=2)))
_COLUMNS: Final = {name: number for number, name in enumerate(islice(_NAMES, MAX_COLUMNS))}
_Place = tuple[int, int]
"""Row and column, counted from 0."""


def read(opened: Opened) -> Document:
    """Read a workbook's visible sheets as shown: cached values, dates as ISO; limits.Refused when it is damaged."""
    package = opened.package
    assert package is not None
    _, book, sheets = opened_book(package)
    tables: list[Table] = []
    notes: list[Note] = []
    is_cut = hides_columns = False
    hidden: list[Table] = []
    for entry, name in sheets:
        root = package.pruned(name, _S + "row", _leave_out)
        if root is not None and not is_visible(entry):
            hidden += _laid_out(f"bladet {entry.get('name', '')}", root, book, ()) if len(hidden) < _MOST_HIDDEN else ()
        elif root is not None:
            is_cut = is_cut or _goes_on(root)
            parts = list(openxml.relations(package, name).values())
            floating = [one for part in parts for one in floating_cells.floating(package, *part)]
            comments = [target for kind, target in parts if kind == "comments"]
            notes += (note for target in comments for note in cell_notes.notes(package, target, len(tables)))
            tables += _laid_out(f"bladet {entry.get('name', '')}", root, book, floating)
            hides_columns = hides_columns or _hides_columns(root)
    told = openxml.properties(package)
    return Document(
        "xlsx",
        tuple(tables),
        told,
        is_cut=is_cut,
        notes=tuple(notes),
        hides_columns=hides_columns,
        hidden_sheets=tuple(hidden),
        holds_files=openxml.holds_files(package, "xl"),
    )


def _leave_out(row: Element) -> None:
    """Empty a row below those that are read, but for the first cell with something written: the sheet goes on."""
    if _is_below(row):
        row[:] = list(islice((cell for cell in row.iterchildren(_S + "c") if len(cell)), 1))


def _goes_on(sheet: Element) -> bool:
    """Whether something is written below the rows that are read."""
    return any(_is_below(row) and row.find(f"{_S}c/*") is not None for row in sheet.iter(_S + "row"))


def _is_below(row: Element) -> bool:
    """Whether a row lies below those that are read."""
    return MAX_ROWS < _index(row.get("r", "")) < sys.maxsize


def _hides_columns(sheet: Element) -> bool:
    """Whether something is written in a hidden column."""
    hidden, _ = _hidden_and_narrow(sheet) if sheet.find(f"{_S}cols/{_S}col[@hidden]") is not None else (set(), set())
    places = (place_of(cell.get("r", "")) for cell in sheet.iter(_S + "c") if len(cell)) if hidden else ()
    return any(place is not None and place[1] in hidden for place in places)


def _laid_out(name: str, sheet: Element, book: Book, floating: Iterable[tuple[_Place, str]]) -> list[Table]:
    """Lay the cells out by row and column; hidden rows in a table after it, so that what is seen counts first."""
    merged = islice(sheet.iter(_S + "mergeCell"), _MAX_MERGED)
    covered = {place: first for node in merged for first, place in _covered(node.get("ref", ""))}
    cells, styled, looks = written_cells(sheet, book)
    for area in conditions.hiding_areas(sheet, book):
        cells |= {place: doubted(cells[place]) for place in cells if _is_in(place, area)}
    for (row, column), text in floating:
        if row < MAX_ROWS and column < MAX_COLUMNS:
            _add_floating(cells, covered.get((row, column), (row, column)), text)
    hidden_columns, narrow = _hidden_and_narrow(sheet)
    # A column that nobody gave a style only parts labels from answers; one to write in has borders, at least.
    used = {column for _, column in (*cells, *covered)} | (styled - narrow)
    hidden = {_index(row.get("r", "")) - 1 for row in sheet.iter(_S + "row") if row.get("hidden", "0") in TRUE}
    columns = sorted(used - hidden_columns)
    places = {column: number for number, column in enumerate(columns)}
    told = {
        (row, places[column]): Paragraph(cells[row, column], emphasised=look)
        for (row, column), look in looks.items()
        if column in places
    }
    tables = [Table(name, _rows(cells, covered, columns, lambda row: row not in hidden), cells=told)]
    if any(row in hidden for row, _ in cells):
        tables.append(Table(name, _rows(cells, covered, columns, lambda row: row in hidden), is_hidden=True))
    return tables


def written_cells(
    sheet: Element, book: Book
) -> tuple[dict[_Place, str], set[int], dict[_Place, tuple[Emphasised, ...]]]:
    """Return the cells with text, the columns in which cells have styles of their own, and words that have a look."""
    cells: dict[_Place, str] = {}
    styled: set[int] = set()
    looks: dict[_Place, tuple[Emphasised, ...]] = {}
    known: dict[str, Style] = {}
    for cell in sheet.iter(_S + "c"):
        place = place_of(cell.get("r", ""))
        if place is not None:
            number = cell.get("s", "0")
            if number != "0":
                styled.add(place[1])
            style = known.get(number) or known.setdefault(number, _style(number, book))
            if len(cell) and (text := _value(cell, style, book)):
                text, own = taken(text)
                is_faint = style.is_faint or any(styles.is_white_on_paper(one.look, style) for one in own)
                cells[place] = doubted(text) if is_faint else text
                if look := own or _look(cells[place], style):
                    looks[place] = look
    return cells, styled, looks


def _look(text: str, style: Style) -> tuple[Emphasised, ...]:
    """Return the lines of a cell with a look that it has as a whole."""
    return tuple(Emphasised(line, style.look) for line in text.split("\n")) if style.look else ()


def _style(told: str, book: Book) -> Style:
    number = _index(told)
    return book.styles[number] if number < len(book.styles) else styles.USUAL


def _add_floating(cells: dict[_Place, str], place: _Place, floating: str) -> None:
    """Put what floats over a cell into it, in place of the truth value that Excel may keep there for a box.

    A picture tells nothing where something is written.
    """
    text = cells.get(place, "")
    if text in ("", _YES, _NO):
        cells[place] = floating
    elif floating != UNKNOWN:
        cells[place] = f"{text}\n{floating}"


def _hidden_and_narrow(sheet: Element) -> tuple[set[int], set[int]]:
    """Return the columns that are hidden, and those too narrow to write in."""
    hidden: set[int] = set()
    narrow: set[int] = set()
    for node in sheet.iterfind(f"{_S}cols/{_S}col"):
        columns = range(_index(node.get("min", "")) - 1, min(_index(node.get("max", "")), MAX_COLUMNS))
        if node.get("hidden", "0") in TRUE:
            hidden.update(columns)
        elif _index(node.get("width", "").partition(".")[0]) <= _NARROW:
            narrow.update(columns)
    return hidden, narrow


def _rows(
    cells: Mapping[_Place, str],
    covered: Container[_Place],
    columns: Sequence[int],
    shown: Callable[[int], bool],
) -> tuple[Row, ...]:
    """Return the rows to be shown, each as long as its last cell with text; the others are empty."""
    widths: dict[int, int] = {}
    for row, column in cells:
        if shown(row):
            widths[row] = max(widths.get(row, -1), column)
    return tuple(
        tuple(
            [
                None if (row, column) in covered else cells.get((row, column), "")
                for column in columns[: bisect_right(columns, widths.get(row, -1))]
            ]
        )
        for row in range(max(widths, default=-1) + 1)
    )


@lru_cache(maxsize=4096)
def place_of(reference: str) -> _Place | None:
    """Turn «B4» into row 3, column 1; None outside the part of a sheet that is read."""
    match = _REFERENCE.fullmatch(reference)
    column = _COLUMNS.get(match[1]) if match else None
    if match is None or column is None:
        return None
    row = int(match[2])
    return (row - 1, column) if 0 < row <= MAX_ROWS else None


def _covered(reference: str) -> list[tuple[_Place, _Place]]:
    """Return the first place of a merged area with each of the others."""
    first, _, last = reference.partition(":")
    start, end = place_of(first), place_of(last)
    if start is None or end is None:
        return []
    area = product(range(start[0], end[0] + 1), range(start[1], end[1] + 1))
    return [(start, place) for place in islice(area, 1, _MAX_MERGED)]


def _is_in(place: _Place, area: str) -> bool:
    first, _, last = area.partition(":")
    start, end = place_of(first), place_of(last or first)
    if start is None or end is None:
        return False
    return start[0] <= place[0] <= end[0] and start[1] <= place[1] <= end[1]


def _value(cell: Element, style: Style, book: Book) -> str:
    """Return what a cell shows; nothing where it is struck out, or its format hides a number or a truth value.

    What a formula comes to stands beside it, but for programs that don't work it out: then nobody knows, as where it
    comes to a fault, which Excel makes of «-Färre besök», too.
    """
    kind = cell.get("t", "n")
    if style.shows_nothing:
        return UNKNOWN if kind in ("s", "inlineStr", "str") else ""
    if kind == "inlineStr":
        return number_format.shown_text(shown(cell, struck=style.struck), style.format)
    node = first(cell, _S + "v")
    text = (node.text or "") if node is not None else ""
    if kind == "s":
        strings = book.left_of_struck if style.struck else book.strings
        told = strings[_index(text)] if _index(text) < len(strings) else ""
        return number_format.shown_text(told, style.format)
    return "" if style.struck else _worked_out(cell, text, style, book)


def _worked_out(cell: Element, text: str, style: Style, book: Book) -> str:
    """Return what a cell shows that holds a number, or what a formula came to."""
    kind = cell.get("t", "n")
    if kind == "e" or (not text and kind != "str" and first(cell, _S + "f") is not None):
        return UNKNOWN
    if kind == "b":
        return _YES if text == "1" else _NO
    return number_format.shown(text, style.format, book.epoch) if kind == "n" else text.strip()


def _index(text: str) -> int:
    """Return a position in a list; one past any list where the text is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else sys.maxsize  # noqa: PLR2004 - fits any list
