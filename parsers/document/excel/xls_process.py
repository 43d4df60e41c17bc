"""Reads an .xls file by xlrd, as a process of its own: the file on stdin, its sheets as JSON on stdout.

Run by `parsers.document.excel.xls`, as a module. JSON: a list of [name of the sheet, rows of texts], an .xls file's
hidden rows in a second one after its sheet; the notes on cells, and what floats over these, without its row; whether
something is in a hidden column; the hidden sheets. A text has its looks written in it (`parsers.document.emphasis`).
"""

from __future__ import annotations

import io
import json
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeVar

import xlrd  # type: ignore[import-untyped]
import xlrd.sheet  # type: ignore[import-untyped]

from parsers.document.emphasis import BACKGROUND, BOLD, PLAIN, UNDERLINED, marked
from parsers.document.excel import number_format
from parsers.document.excel.reader import MAX_COLUMNS, MAX_ROWS
from parsers.document.excel.xls import LOCKED
from parsers.document.faint import LEAST_POINTS, doubted, is_white
from parsers.document.model import CHECKED, UNKNOWN
from parsers.document.raised import raised
from parsers.sandbox import worker

_SECONDS: Final = 4
"""Of processor time, start included."""
_MEGABYTES: Final = 300
_AMERICAN: Final = (*range(1, 23), *range(45, 48))
"""Number formats that no file writes down."""
_ENCRYPTED: Final = "encrypted"
_BOLD: Final = 600
"""The least weight of letters that are bold, of 100 to 1000 ([MS-XLS] §2.5.122)."""
_SUPERSCRIPT: Final = 1
_MOST_HIDDEN: Final = 20
_TWIPS: Final = 20
"""Of a point, in which letters are measured."""
_NO_FILLS: Final = frozenset((1, 9, 64, 65))
_NO_COLOURS: Final = frozenset((0, 8, 64, 0x7FFF))
"""White paper and black letters, by their numbers (§2.5.161)."""

_NOTE, _BOX_STATE, _ENDS_BOX, _TICKED = 0x19, 0x12, 4, 1
"""Of a drawn object: the type of a note on a cell, and the part that says whether a box is ticked (FtCblsData)."""

T = TypeVar("T")
Texts = list[str | None]
"""The cells of a row; None: covered by a merged cell."""
Part = tuple[str, list[Texts], bool]
"""The name of a sheet, rows of it, and whether these are hidden."""


def main() -> int:
    """Read stdin and write stdout, within limits of this process's own; ends badly where the file can't be read."""
    worker.limit_memory(_MEGABYTES)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS)
    try:
        json.dump(read(sys.stdin.buffer.read()), sys.stdout)
    except xlrd.XLRDError as error:
        if _ENCRYPTED in str(error):
            return LOCKED
        raise
    return 0


class _Drawn(xlrd.sheet.Sheet):  # type: ignore[misc]
    """A sheet that keeps the words of what is drawn over its cells, which xlrd reads and drops: boxes, text boxes."""

    floating: tuple[str, ...] = ()
    _kind, _mark = None, ""

    def handle_obj(self, data: bytes) -> Any:
        """Note what the next words stand in, and whether it is a ticked box."""
        drawn = super().handle_obj(data)
        self._kind, self._mark = getattr(drawn, "type", None), CHECKED if is_ticked(data) else ""
        return drawn

    def handle_txo(self, data: bytes) -> Any:
        """Keep the words, but for a note's, which has its cell."""
        told = super().handle_txo(data)
        if told is not None and self._kind not in (None, _NOTE) and told.text.strip():
            self.floating = (*self.floating, f"{self._mark} {told.text.strip()}".strip())
        return told


def is_ticked(data: bytes) -> bool:
    """Whether a drawn object's parts say that it is a ticked box; each begins with its kind and its length."""
    place = 0
    while place + _ENDS_BOX + 2 <= len(data):
        kind, length, state = struct.unpack_from("<HHH", data, place)
        if kind == _BOX_STATE:
            return bool(state == _TICKED)
        place += _ENDS_BOX + length
    return False


def read(data: bytes) -> tuple[list[Part], list[tuple[int, int | None, str]], bool, list[Part]]:
    """Return name and rows of each visible sheet, its hidden rows after it, and whether they are those.

    Beside them the notes on cells, each with the number of its part and its row, and what floats over them, without a
    row; whether something is written in a hidden column; and the hidden sheets.
    """
    xlrd.sheet.Sheet = _Drawn
    book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    shown = [_Sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == 0]
    parts: list[Part] = []
    notes: list[tuple[int, int | None, str]] = []
    for sheet in shown:
        notes += ((len(parts), row, text) for row, text in sheet.notes())
        parts += sheet.parts()
    hidden = [_Sheet(book, sheet) for sheet in book.sheets() if sheet.visibility != 0]
    told = [part for sheet in hidden[:_MOST_HIDDEN] for part in sheet.parts()]
    return parts, notes, any(sheet.hides_columns() for sheet in shown), told


class _Sheet:
    """A sheet with what its cells' formats do."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self._book, self._sheet = book, sheet
        self._covered = {
            (row, column)
            for top, bottom, left, right in sheet.merged_cells
            for row in range(top, min(bottom, MAX_ROWS))
            for column in range(left, min(right, MAX_COLUMNS))
            if (row, column) != (top, left)
        }
        self._hidden = {row for row, told in sheet.rowinfo_map.items() if told.hidden}
        hidden = {column for column, told in sheet.colinfo_map.items() if told.hidden}
        columns = range(min(sheet.ncols, MAX_COLUMNS))
        self._columns = [column for column in columns if column not in hidden]
        self._hidden_columns = [column for column in columns if column in hidden]

    def notes(self) -> Iterator[tuple[int | None, str]]:
        """Yield the row and the text of each note on a cell, and the texts that float over the cells."""
        yield from ((row, note.text.strip()) for (row, _), note in self._sheet.cell_note_map.items())
        yield from ((None, text) for text in self._sheet.floating)

    def hides_columns(self) -> bool:
        """Whether something is written in a hidden column."""
        rows = range(min(self._sheet.nrows, MAX_ROWS))
        return any(self._cell(row, column) for column in self._hidden_columns for row in rows)

    def parts(self) -> Iterator[Part]:
        """Yield the rows that are shown, and those that are hidden where they hold something."""
        name = f"bladet {self._sheet.name}"
        yield name, self._rows(lambda row: row not in self._hidden), False
        hidden = self._rows(lambda row: row in self._hidden)
        if any(map(any, hidden)):
            yield name, hidden, True

    def _rows(self, is_shown: Callable[[int], bool]) -> list[Texts]:
        rows = range(min(self._sheet.nrows, MAX_ROWS))
        return _trimmed(
            [_trimmed([self._cell(row, column) for column in self._columns]) if is_shown(row) else [] for row in rows]
        )

    def _cell(self, row: int, column: int) -> str | None:
        if (row, column) in self._covered:
            return None
        cell = self._sheet.cell(row, column) if column < self._sheet.row_len(row) else None
        if cell is None or cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            return ""
        if cell.ctype == xlrd.XL_CELL_ERROR:
            return UNKNOWN
        style = self._book.xf_list[cell.xf_index]
        code = self._code(style.format_key)
        if code == number_format.SHOWS_NOTHING:
            return UNKNOWN if cell.ctype == xlrd.XL_CELL_TEXT else ""
        if cell.ctype == xlrd.XL_CELL_TEXT:
            runs = [(text, font) for text, font in self._runs(row, column, cell, style) if not font.struck_out]
            text = number_format.shown_text(_with_looks(runs), code)
        elif self._font(style).struck_out:
            return ""
        else:
            text = self._shown(cell, code)
            runs = [(text, self._font(style))]
        is_faint = number_format.is_unseen(code) or any(
            self._is_faint(font, style) for text, font in runs if text.strip()
        )
        return marked(doubted(text) if is_faint else text, self._look(style)).strip()

    def _font(self, style: Any) -> Any:
        return self._book.font_list[style.font_index]

    def _is_faint(self, font: Any, style: Any) -> bool:
        """Whether nobody sees letters in a cell: they are white on white, as what is behind them, or like dust."""
        fill = style.background
        is_filled = fill.fill_pattern and fill.pattern_colour_index not in _NO_FILLS
        letters = bytes(self._book.colour_map.get(font.colour_index) or (0, 0, 0)).hex()
        is_lost = fill.pattern_colour_index == font.colour_index if is_filled else is_white(letters)
        return is_lost or 0 < font.height < LEAST_POINTS * _TWIPS

    def _code(self, key: int) -> str:
        """Return the code of a number format; xlrd knows the built-in ones in the American way alone."""
        told = self._book.format_map.get(key)
        own = told.format_str if told else number_format.GENERAL
        return number_format.BUILT_IN.get(key, own) if key in _AMERICAN else own or number_format.GENERAL

    def _shown(self, cell: Any, code: str) -> str:
        if cell.ctype == xlrd.XL_CELL_BOOLEAN:
            return "SANT" if cell.value else "FALSKT"
        epoch = number_format.EPOCH_1904 if self._book.datemode else number_format.EPOCH
        return number_format.shown(repr(cell.value), code, epoch)

    def _runs(self, row: int, column: int, cell: Any, style: Any) -> list[tuple[str, Any]]:
        """Return a text by its runs, each with the font that it is in."""
        runs = [(0, style.font_index), *self._sheet.rich_text_runlist_map.get((row, column), ())]
        ends = [start for start, _ in runs[1:]] + [len(cell.value)]
        return [
            (cell.value[start:end], self._book.font_list[font])
            for (start, font), end in zip(runs, ends, strict=True)
            if cell.value[start:end]
        ]

    def _look(self, style: Any) -> str:
        fill = style.background
        has_fill = fill.fill_pattern and fill.pattern_colour_index not in _NO_FILLS
        looks = [f"{BACKGROUND}:{fill.pattern_colour_index}" if has_fill else PLAIN]
        return " ".join(filter(None, [*looks, _letters(self._font(style))]))


def _with_looks(runs: Sequence[tuple[str, Any]]) -> str:
    """Return a text of runs, with their looks where these differ."""
    looks = {_letters(font) for _, font in runs}
    texts = [(raised(text) if font.escapement == _SUPERSCRIPT else text, font) for text, font in runs]
    return "".join(marked(text, _letters(font)) if len(looks) > 1 else text for text, font in texts)


def _letters(font: Any) -> str:
    """Return how a font's letters look other than plain ones."""
    looks = [
        BOLD if font.weight >= _BOLD or font.bold else PLAIN,
        UNDERLINED if font.underline_type or font.underlined else PLAIN,
        "kursiv" if font.italic else PLAIN,
        PLAIN if font.colour_index in _NO_COLOURS else f"färg:{font.colour_index}",
    ]
    return " ".join(filter(None, looks))


def _trimmed(items: list[T]) -> list[T]:
    """Return cells, or rows, up to the last that holds something."""
    end = max((number for number, item in enumerate(items, 1) if item), default=0)
    return items[:end]


if __name__ == "__main__":
    sys.exit(main())
