"""A blank Excel form: as the sheets are, with their headings, and with the cells that are there to write in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from parsers.document import openxml
from parsers.document.excel import choice_lists, reader
from parsers.document.excel.book import Book, is_visible, opened_book
from parsers.document.excel.reader import MAX_COLUMNS, MAX_ROWS
from parsers.document.file_type import Opened
from parsers.document.model import OBJECT, Control, Document, Paragraph, Row, Table

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node
Place = tuple[int, int]

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST_CELLS: Final = 5_000


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    root: Element
    is_visible: bool
    cells: Mapping[Place, str]
    controls: dict[Place, Control] = field(default_factory=dict)


def read(opened: Opened) -> Document:
    """Read a workbook's visible sheets, but those that only hold lists; guard.Refused when it is damaged."""
    package = opened.package
    assert package is not None
    workbook, book, entries = opened_book(package)
    sheets: dict[str, _Sheet] = {}
    for entry, target in entries:
        root = package.xml(target)
        if root is not None:
            name = entry.get("name", "")
            sheets[name] = _Sheet(name, root, is_visible(entry), reader.written_cells(root, book)[0])
    names = {node.get("name", ""): node.text or "" for node in _all(workbook, "definedName")}
    lists = {name for one in sheets.values() for name in choice_lists.list_sheets(one.root, one.name, names)}
    for one in sheets.values():
        one.controls.update(_controls(one, sheets, names))
    shown = [one for one in sheets.values() if one.is_visible and (one.controls or one.name not in lists)]
    return Document("xlsx", tuple(_table(one, book) for one in shown), openxml.properties(package))


def _all(root: Element | None, name: str) -> Sequence[Element]:
    return [] if root is None else list(root.iter(_S + name))


def _controls(sheet: _Sheet, sheets: Mapping[str, _Sheet], names: Mapping[str, str]) -> dict[Place, Control]:
    """Return the control of each cell with a rule."""

    def look_up(name: str, area: str) -> list[str]:
        cells = sheets[name].cells if name in sheets else {}
        return [text for place in _places(area) if (text := cells.get(place))]

    return {
        place: control
        for areas, control in choice_lists.controls(sheet.root, sheet.name, names, look_up)
        for area in areas.split()
        for place in islice(_places(area), _MOST_CELLS)
    }


def _places(area: str) -> Sequence[Place]:
    first, _, last = area.partition(":")
    start, end = reader.place_of(first), reader.place_of(last or first)
    if start is None or end is None:
        return [] if start is None else [start]
    return [(row, column) for row in range(start[0], end[0] + 1) for column in range(start[1], end[1] + 1)]


def _table(sheet: _Sheet, book: Book) -> Table:
    """Lay a sheet out, each row as far as anything is in it: text, a rule, or a cell that is there to write in."""
    starts, covered = _merged(sheet.root)
    sizes, framed = _looks(sheet.root, book)
    texts = {**dict.fromkeys(sheet.controls, OBJECT), **sheet.cells}
    width = max((column for _, column in (*texts, *starts, *covered, *sizes)), default=-1) + 1
    height = min(max((row for row, _ in texts), default=-1) + 1, MAX_ROWS)
    columns = range(min(width + 1, MAX_COLUMNS))
    laid_out = [
        [None if (row, column) in covered else texts.get((row, column), "") for column in columns]
        for row in range(height)
    ]
    written = [row for row in laid_out if any(row)]
    are_labels = sum(_is_merged_over_all(row[:width]) for row in written) * 2 > len(written)
    rows: list[Row] = []
    for number, row in enumerate(laid_out):
        last = max((column for column in columns if row[column] or (number, column) in starts), default=-1)
        after = next((column for column in columns if column > last and row[column] is not None), len(row))
        # Without borders nothing tells room for an answer from the end of the row, but that a label needs some;
        # one merged over the whole width is a heading, unless most are.
        is_alone = sum(map(bool, row)) == 1 and (are_labels or not _is_merged_over_all(row[:width]))
        is_room = (number, after) in framed if framed else after < width or is_alone
        rows.append(tuple(row[: after + (after < len(row) and is_room)]) if last >= 0 else ())
    return Table(f"bladet {sheet.name}", tuple(rows), cells=_told(sheet, sizes))


def _told(sheet: _Sheet, sizes: Mapping[Place, float]) -> dict[Place, Paragraph]:
    """Return the cells with a control, and the headings: alone in their row, and larger than most."""
    sizes_of_texts = Counter(sizes.get(place, 0) for place in sheet.cells)
    usual = max(sizes_of_texts, key=lambda size: (sizes_of_texts[size], -size), default=0)
    alone = Counter(row for row, _ in sheet.cells)
    headings = {
        place: Paragraph(text, level=1)
        for place, text in sheet.cells.items()
        if sizes.get(place, 0) > usual and alone[place[0]] == 1
    }
    controls = {place: control for place, control in sheet.controls.items() if place not in sheet.cells}
    return headings | {place: Paragraph(OBJECT, (control,)) for place, control in controls.items()}


def _is_merged_over_all(texts: Sequence[str | None]) -> bool:
    return len(texts) > 1 and bool(texts[0]) and not any(text is not None for text in texts[1:])


def _merged(root: Element) -> tuple[set[Place], set[Place]]:
    """Return the first cells of merged areas, and all others in them."""
    areas = [_places(node.get("ref", ""))[:_MOST_CELLS] for node in root.iter(_S + "mergeCell")]
    return {area[0] for area in areas if area}, {place for area in areas for place in area[1:]}


def _looks(root: Element, book: Book) -> tuple[dict[Place, float], set[Place]]:
    """Return the size of each cell's letters, and the cells with a line below them."""
    sizes: dict[Place, float] = {}
    framed: set[Place] = set()
    for cell in root.iter(_S + "c"):
        place, number = reader.place_of(cell.get("r", "")), cell.get("s", "0")
        if place is not None and number.isdigit() and int(number) < len(book.styles):
            style = book.styles[int(number)]
            sizes[place] = style.size
            framed |= {place} if style.is_framed else set()
    return sizes, framed
