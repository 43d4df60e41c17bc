"""Tables in plain text: drawn with +---+ and bars, as pandoc and editors write them, and files of separated values."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.document.model import Block, Paragraph, Row, Table

_BORDER = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_ITEM = re.compile(r"[-–•▪◦*☐☒☑□]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_SEPARATORS = ";,\t|"
_LEAST_ROWS = 5
"""Rows of as many values each, before lines are taken for a file of separated values."""
_LEAST_WIDE = 8
"""Values in each of two rows or more, the first of which may be their heads."""
_NAMES_SEPARATOR = re.compile(r"\Asep=.\s*\n", re.IGNORECASE)
"""What Excel reads in a file's first line, and never shows."""
_BAR = re.compile(r"(?<!\\)\|")
_IS_RULE = re.compile(r"[\s|+:=-]*[=-]{3,}[\s|+:=-]*")
_MOST_BORDERS = 3
_LEAST_UNPARTED = 8
"""Borders of a table that has none between its rows, above, below its heads and at its end; and how many these are."""
_SHARE = 0.8


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the lines, and each table that is drawn among them as a table."""
    borders = [number for number, line in enumerate(lines) if "+" in line and _BORDER.fullmatch(line)]
    start = 0
    for number, (first, last) in enumerate(_drawn(lines, borders), 1):
        yield from (Paragraph(unbarred(line)) for line in lines[start:first] if not _is_rule(line))
        yield Table(f"tabell {number}", tuple(_rows(lines[first : last + 1])))
        start = last + 1
    yield from (Paragraph(unbarred(line)) for line in lines[start:] if not _is_rule(line))


def _is_rule(line: str) -> bool:
    """Whether a line parts the rows of a table that has bars alone."""
    return "|" in line and _IS_RULE.fullmatch(line) is not None


def unbarred(line: str) -> str:
    """Return a row of a table with bars alone as its cells, parted by tabs; any other line as it is."""
    row = line.strip()
    is_row = len(row) > 1 and row.startswith("|") and row.endswith("|")
    return "\t".join(cell.strip().replace("\\|", "|") for cell in _BAR.split(row[1:-1])) if is_row else line


def of_json(text: str) -> Table | None:
    """Return an object of names and values (RFC 8259) as a table with a row for each; None where it is none."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    rows = tuple((str(name), _value(value)) for name, value in told.items()) if isinstance(told, dict) else ()
    return Table("tabell 1", rows) if rows else None


def _value(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(_value, value))
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    return "" if value is None else str(value)


def separated(text: str) -> Table | None:
    """Return a file of separated values (RFC 4180, or with semicolons or tabs) as a table; None where it is none."""
    if any("+" in line and _BORDER.fullmatch(line) for line in text.splitlines()):
        return None
    text = _NAMES_SEPARATOR.sub("", text)
    tables = (rows for sign in _SEPARATORS if sign in text and (rows := _values(text, sign)))
    best = max(tables, key=lambda rows: sum(len(row) > 1 for row in rows), default=None)
    return None if best is None else Table("tabell 1", best)


def _values(text: str, separator: str) -> tuple[Row, ...]:
    """Return the rows that a separator makes, where most have as many values."""
    try:
        rows = tuple(tuple(row) for row in csv.reader(text.splitlines(keepends=True), delimiter=separator))
    except csv.Error:
        return ()
    written = [row for row in rows if "".join(row).strip()]
    widths = Counter(len(row) for row in written if len(row) > 1).most_common(1)
    is_wide = bool(widths) and widths[0][0] >= _LEAST_WIDE and separator in ";,\t" and len(written) > 1
    is_table = bool(widths) and widths[0][1] >= max(2 if is_wide else _LEAST_ROWS, _SHARE * len(written))
    if not is_table or _is_prose(written) or (separator == "\t" and '\t"' not in text):
        return ()
    return tuple(tuple(cell.strip() for cell in row) for row in rows)


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the values are parts of sentences: most begin with a blank, or stand after «Label: »."""
    after_blank = sum(cell.startswith(" ") for row in rows for cell in row[1:2])
    told = sum(":" in row[0] for row in rows)
    return 2 * max(after_blank, told) > len(rows)


def _drawn(lines: Sequence[str], borders: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of each table: from border to border, with rows alone in between."""
    first: int | None = None
    for border, following in pairwise((*borders, len(lines))):
        goes_on = following < len(lines) and all(_is_row(line) for line in lines[border + 1 : following])
        if goes_on and first is None:
            first = border
        elif not goes_on and first is not None:
            yield first, border
            first = None


def _is_row(line: str) -> bool:
    row = line.strip()
    return len(row) > 1 and row[0] in "|+" and row[-1] in "|+"


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    """Yield the rows between the borders; a cell's lines that were broken at its width are joined again."""
    borders = [number for number, line in enumerate(lines) if _BORDER.fullmatch(line)]
    if len(borders) <= _MOST_BORDERS and len(unparted := _unparted(lines, borders)) >= _LEAST_UNPARTED:
        yield from unparted
        return
    for above, below in pairwise(borders):
        edges = [place for place, sign in enumerate(lines[above]) if sign == "+"]
        cut = [_cells(line, edges) for line in lines[above + 1 : below]]
        if cut:
            widths = [after - before - 3 for before, after in pairwise(edges)]
            yield tuple(_joined(column, width) for column, width in zip(zip(*cut, strict=True), widths, strict=True))


def _unparted(lines: Sequence[str], borders: Sequence[int]) -> list[Row]:
    """Return the rows of a table without borders between them: a line each, or more where the first cell is empty."""
    edges = [place for place, sign in enumerate(lines[borders[0]]) if sign == "+"]
    rows: list[list[str]] = []
    for cells in (_cells(line, edges) for number, line in enumerate(lines) if number not in borders):
        if rows and not cells[0]:
            rows[-1] = [f"{above} {cell}".strip() for above, cell in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
    return [tuple(row) for row in rows]


def _cells(line: str, edges: Sequence[int]) -> list[str]:
    """Cut a line at the table's edges, or at its bars where a wide sign has moved them."""
    if all(place < len(line) and line[place] in "|+" for place in edges):
        return [line[before + 1 : after].strip() for before, after in pairwise(edges)]
    cells = [cell.strip() for cell in line.strip()[1:-1].split("|")]
    return [*cells, *[""] * (len(edges) - 1 - len(cells))][: len(edges) - 1]


def _joined(lines: Sequence[str], width: int) -> str:
    """Join a line to the one above it, where its first word had no room there; what begins an item stands by itself."""
    text = ""
    for above, line in pairwise(("", *lines)):
        is_item = _ITEM.match(line) is not None
        had_room = is_item or not above or not line or len(above) + 1 + len(line.split()[0]) <= width
        text += f"\n{line}" if had_room else f" {line}"
    return text.strip()
