"""How other organisations lay out their forms in Word and Excel: blank (no fill), or filled in."""

from __future__ import annotations

import io
from collections.abc import Mapping

import docx
import openpyxl
from docx.document import Document
from docx.table import _Cell

from tests.golden.make.filled_forms.other.forms import Asked, Given, OtherForm

Fill = Mapping[str, Given] | None


def rows(form: OtherForm, fill: Fill) -> bytes:
    """Write a table of two columns with a title row; signature and office rows stand last."""
    document = docx.Document()
    table = document.add_table(1, 2, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = f"{form.title}\n{form.intro}"
    for asked in form.asked:
        cells = table.add_row().cells
        cells[0].text = asked.label
        if asked.help:
            cells[0].add_paragraph(asked.help)
        _write(cells[1], _lines(form, asked, fill))
    for label in form.office:
        table.add_row().cells[0].text = label
    return _saved(document)


def boxes(form: OtherForm, fill: Fill) -> bytes:
    """Write each label as a paragraph, and a one-cell box under it."""
    document = _begun(form)
    for asked in form.asked:
        document.add_paragraph(asked.label)
        if asked.help:
            document.add_paragraph(asked.help).runs[0].italic = True
        _write(document.add_table(1, 1, style="Table Grid").cell(0, 0), _lines(form, asked, fill))
    for label in form.office:
        document.add_paragraph(f"{label}: ______________________")
    return _saved(document)


def rooms(form: OtherForm, fill: Fill) -> bytes:
    """Write label and room in one cell, two cells a row."""
    document = _begun(form)
    table = document.add_table(0, 2, style="Table Grid")
    for number, asked in enumerate(form.asked):
        cell = (table.rows[-1] if number % 2 else table.add_row()).cells[number % 2]
        cell.text = asked.label
        for line in _lines(form, asked, fill):
            cell.add_paragraph(line)
    return _saved(document)


def columns(form: OtherForm, fill: Fill) -> bytes:
    """Write text questions as rows, and choices in tables with a column of X under each."""
    document = _begun(form)
    for asked in form.asked:
        if not asked.offered:
            cells = document.add_table(1, 2, style="Table Grid").rows[0].cells
            cells[0].text = asked.label
            _write(cells[1], _lines(form, asked, fill))
        else:
            _crosses(document, form, asked, fill)
        document.add_paragraph()
    return _saved(document)


def headings(form: OtherForm, fill: Fill) -> bytes:
    """Write numbered headings, and dotted lines to write on."""
    document = _begun(form)
    for number, asked in enumerate(form.asked, start=1):
        document.add_heading(f"{number}. {asked.label}", 2)
        for line in _lines(form, asked, fill) or ["……………………………………"]:
            document.add_paragraph(line)
    return _saved(document)


def inline(form: OtherForm, fill: Fill) -> bytes:
    """Write «Label: answer» lines, with choices in the same line and several spaces between."""
    document = _begun(form)
    for asked in form.asked:
        lines = _lines(form, asked, fill)
        answer = "   ".join(lines) if asked.offered else "\n".join(lines) or "____________________"
        document.add_paragraph(f"{asked.label}: {answer}")
    return _saved(document)


def bold(form: OtherForm, fill: Fill) -> bytes:
    """Write labels in bold letters, and an empty line below each to write on."""
    document = _begun(form)
    for asked in form.asked:
        document.add_paragraph().add_run(asked.label).bold = True
        for line in _lines(form, asked, fill) or [""]:
            document.add_paragraph(line)
        document.add_paragraph()
    return _saved(document)


def lists(form: OtherForm, fill: Fill) -> bytes:
    """Write a table where a label stands beside all its choices, and each of these beside room for an X."""
    document = _begun(form)
    table = document.add_table(0, 3, style="Table Grid")
    for asked in form.asked:
        added = [table.add_row().cells for _ in asked.offered or ("",)]
        added[0][0].merge(added[-1][0]).text = asked.label
        if not asked.offered:
            _write(added[0][1].merge(added[0][2]), _lines(form, asked, fill))
        for cells, name in zip(added, asked.offered, strict=False):
            cells[1].text, cells[2].text = name, "X" if fill and name in form.chosen(asked, fill) else ""
    return _saved(document)


def below(form: OtherForm, fill: Fill) -> bytes:
    """Write an Excel sheet with each answer below its label, or its choices, and marks left of these."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([form.title])
    for asked in form.asked:
        page.append([asked.label])
        for name in asked.offered:
            page.append(["X" if fill and name in form.chosen(asked, fill) else None, name])
        if not asked.offered:
            page.append(["\n".join(_lines(form, asked, fill)) or ""])
    page.append([form.office[0]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(form: OtherForm, fill: Fill) -> bytes:
    """Write an Excel sheet: a row a question, choices below each other in column B with marks in C."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([form.title])
    page.append([form.intro])
    for asked in form.asked:
        if not asked.offered:
            page.append([asked.label, "\n".join(_lines(form, asked, fill)) or None])
        for number, name in enumerate(asked.offered):
            taken = fill is not None and name in form.chosen(asked, fill)
            page.append([None if number else asked.label, name, "x" if taken else None])
    for label in form.office:
        page.append([label])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _begun(form: OtherForm) -> Document:
    document = docx.Document()
    document.add_heading(form.title, 1)
    document.add_paragraph(form.intro)
    return document


def _crosses(document: Document, form: OtherForm, asked: Asked, fill: Fill) -> None:
    table = document.add_table(2, 1 + len(asked.offered), style="Table Grid")
    table.cell(1, 0).text = asked.label
    for column, name in enumerate(asked.offered, start=1):
        table.cell(0, column).text = name
        table.cell(1, column).text = "X" if fill and name in form.chosen(asked, fill) else ""


def _lines(form: OtherForm, asked: Asked, fill: Fill) -> list[str]:
    """Return what stands in a question's room; the second person types X instead of ticking."""
    if asked.offered:
        taken = form.chosen(asked, fill) if fill else ()
        tick = "X" if fill is form.fills[1] else "☒"
        return [f"{tick if name in taken else '☐'} {name}" for name in asked.offered]
    return str(fill.get(asked.label, "")).split("\n") if fill else []


def _write(cell: _Cell, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.text = line


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
