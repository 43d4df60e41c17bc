"""One table in every format that has tables: as Word, LibreOffice or a printer would lay it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from parsers.template import FormTemplate
from tests.golden.make.form_cases.programs import opendocument
from tests.support.forms import SHIPPED
from tests.support.office_files import docx, p, r, tc, tr
from tests.support.pdf_files import line, pdf, text

Grid = Sequence[Sequence[str]]
"""Rows of cells; a row with one cell goes over all columns."""
_LEFT, _TOP, _WIDTH, _LEADING, _SIZE = 20.0, 830.0, 560.0, 9.0, 7.0
_WIDE = ("long_text", "multi_choice")


def as_docx(*grids: Grid) -> bytes:
    tables = (f"<w:tbl>{''.join(_word_row(row, _columns(grid)) for row in grid)}</w:tbl>" for grid in grids)
    return docx(p().join(tables))


def as_odt(*grids: Grid) -> bytes:
    tables = ("".join(_odt_row(row, _columns(grid)) for row in grid) for grid in grids)
    return opendocument(
        "text", f"<office:text>{''.join(f'<table:table>{rows}</table:table>' for rows in tables)}</office:text>"
    )


def as_pdf(*grids: Grid) -> bytes:
    """Return a page with a line around each cell, and an operator of its own for each line of text."""
    drawn, top = b"", _TOP
    for grid in grids:
        drawn += line(_LEFT, top, _LEFT + _WIDTH, top)
        for row in grid:
            bottom = top - _LEADING * (max(len(cell.split("\n")) for cell in row) + 0.5)
            drawn += _pdf_row(row, top, bottom)
            top = bottom
        top -= _LEADING
    return pdf(drawn)


FORMATS: Mapping[str, Callable[..., bytes]] = {"docx": as_docx, "odt": as_odt, "pdf": as_pdf}
SHAPES: Mapping[str, str] = {"below": "{}\n{}", "inline": "{}: {}"}
"""Where an answer stands in its label's cell."""


def questions(
    columns: int, shape: str, written: Mapping[str, str], template: FormTemplate = SHIPPED
) -> list[list[str]]:
    """Return a form whose cells hold label and answer: the short ones side by side, each long one in its own row."""
    labels = {field.key: field.label for field in template.fields}
    cells = {key: shape.format(labels.get(key, key), answer).strip() for key, answer in written.items()}
    long = [key for key in cells if key in labels and template.field(key).kind in _WIDE]
    short = [cell for key, cell in cells.items() if key not in long]
    short += [""] * (-len(short) % columns)
    together = [short[start : start + columns] for start in range(0, len(short), columns)]
    return together + [[cells[key]] for key in long]


def _columns(grid: Grid) -> int:
    return max(map(len, grid))


def _word_row(row: Sequence[str], columns: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if len(row) == 1 else ""
    return tr(*(tc(*(p(r(escape(words))) for words in cell.split("\n")), properties=span) for cell in row))


def _odt_row(row: Sequence[str], columns: int) -> str:
    span = f' table:number-columns-spanned="{columns}"' if len(row) == 1 else ""
    covered = "<table:covered-table-cell/>" * (columns - 1) if len(row) == 1 else ""
    texts = ("".join(f"<text:p>{escape(words)}</text:p>" for words in cell.split("\n")) for cell in row)
    cells = "".join(f"<table:table-cell{span}>{text}</table:table-cell>" for text in texts)
    return f"<table:table-row>{cells}{covered}</table:table-row>"


def _pdf_row(row: Sequence[str], top: float, bottom: float) -> bytes:
    drawn = line(_LEFT, bottom, _LEFT + _WIDTH, bottom) + line(_LEFT, bottom, _LEFT, top)
    width = _WIDTH / len(row)
    for number, cell in enumerate(row):
        left = _LEFT + number * width
        drawn += line(left + width, bottom, left + width, top)
        for down, words in enumerate(cell.split("\n"), 1):
            drawn += text(left + 3, top - down * _LEADING, words, _SIZE) if words else b""
    return drawn
