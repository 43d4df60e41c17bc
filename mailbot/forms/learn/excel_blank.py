"""A blank Excel form with its rules: a cell that has a list or a date rule stands as «⟦0⟧», with a control for it.

«⟦#1⟧» stands before a text that is larger than most: a heading.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence

from openpyxl.cell import Cell, MergedCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.errors import ConfigError
from mailbot.forms.learn.excel_lists import Rule, choices, place_of, rules
from parsers.document.read import Control, ControlKind, Document, Row, Table

_MOST_CELLS, _MOST_ROWS, _MOST_COLUMNS = 5_000, 2_000, 60


def read(data: bytes) -> Document:
    """Read the visible sheets of a workbook that `parsers.document` has opened before.

    Raises ConfigError where openpyxl, which is stricter, can't open it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out; nothing of it is a question
            reader = ExcelReader(io.BytesIO(data))
            reader.read()
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ConfigError(f"the workbook is damaged; open it in Excel and save it again ({error})") from error
    book, archive = reader.wb, zipfile.ZipFile(io.BytesIO(data))
    parts = {sheet.name: archive.read(relation.target) for sheet, relation in reader.parser.find_sheets()}
    ruled = {sheet.title: list(rules(sheet, parts[sheet.title])) for sheet in book.worksheets}
    lists = {
        place[0] for title, some in ruled.items() for rule in some if (place := place_of(book, title, rule.formula))
    }
    controls: list[Control] = []
    tables = tuple(
        Table(f"bladet {sheet.title}", tuple(_rows(sheet, _markers(book, sheet, ruled[sheet.title], controls))))
        for sheet in book.worksheets
        if sheet.sheet_state == "visible" and (ruled[sheet.title] or sheet.title not in lists)
    )
    return Document.of_parts(
        "xlsx", controls=controls, tables=tables, properties={"title": book.properties.title or ""}
    )


def _markers(
    book: Workbook, sheet: Worksheet, ruled: Sequence[Rule], controls: list[Control]
) -> dict[tuple[int, int], str]:
    """Return the marker of each cell with a rule, and add a control for each rule, named by its cells."""
    markers: dict[tuple[int, int], str] = {}
    for rule in ruled:
        kind = {"list": ControlKind.CHOICE, "date": ControlKind.DATE}.get(rule.kind, ControlKind.TEXT)
        listed = choices(book, sheet.title, rule.formula) if kind is ControlKind.CHOICE else ()
        marker = f"⟦{len(controls)}⟧"
        controls.append(Control("", f"{sheet.title}!{rule.cells}", kind, "", choices=listed))
        for area in rule.cells.ranges:
            markers |= dict.fromkeys(list(area.cells)[:_MOST_CELLS], marker)
    return markers


def _rows(sheet: Worksheet, markers: dict[tuple[int, int], str]) -> Iterator[Row]:
    """Yield each row as far as anything is in it: text, a rule, or a cell that is there to write in."""
    merged = [area for area in sheet.merged_cells.ranges if area.size["columns"] <= _MOST_COLUMNS]
    starts = {(area.min_row, area.min_col) for area in merged}
    covered = {place for area in merged for place in list(area.cells)[:_MOST_CELLS]} - starts
    # A rule reaches past the sheet's own width, which grows when one looks at cells beyond it.
    width = max(sheet.max_column, *(column for _, column in markers), 0)
    cells = list(sheet.iter_rows(max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(width + 1, _MOST_COLUMNS)))
    is_framed = any(cell.border.bottom.style for row in cells for cell in row)
    usual = _usual_size(cells)
    laid_out = [
        [None if _at(cell) in covered else _text(cell, usual) or markers.get(_at(cell), "") for cell in row]
        for row in cells
    ]
    written = [texts for texts in laid_out if any(texts)]
    are_labels = sum(map(_is_merged_over_all, (texts[:width] for texts in written))) * 2 > len(written)
    for row, texts in zip(cells, laid_out, strict=True):
        last = max((column for column, text in enumerate(texts) if text or _at(row[column]) in starts), default=-1)
        after = next((column for column in range(last + 1, len(row)) if texts[column] is not None), len(row))
        # Without borders nothing tells room for an answer from the end of the row, but that a label needs some;
        # one merged over the whole width is a heading, unless most are.
        is_alone = sum(map(bool, texts)) == 1 and (are_labels or not _is_merged_over_all(texts[:width]))
        is_room = after < len(row) and (row[after].border.bottom.style if is_framed else after < width or is_alone)
        yield tuple(texts[: after + bool(is_room)]) if last >= 0 else ()


def _is_merged_over_all(texts: Sequence[str | None]) -> bool:
    return len(texts) > 1 and bool(texts[0]) and not any(text is not None for text in texts[1:])


def _at(cell: Cell | MergedCell) -> tuple[int, int]:
    return cell.row or 0, cell.column or 0


def _usual_size(cells: Sequence[Sequence[Cell | MergedCell]]) -> float:
    """Return the size of most of the sheet's texts."""
    sizes = Counter(cell.font.sz or 0 for row in cells for cell in row if cell.value)
    return sizes.most_common(1)[0][0] if sizes else 0


def _text(cell: Cell | MergedCell, usual: float) -> str:
    """Return a cell's text, marked as a heading where it is larger than the others."""
    text = str(cell.value or "").strip()
    return f"⟦#1⟧{text}" if text and (cell.font.sz or 0) > usual else text
