"""Word files that people build themselves, with python-docx: tables, headings, tabs, «Fråga: / Svar:»."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Cm, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.golden.make.filled_forms.filled import Filled, Form, Line, Look

_BALLAST = ("/thumbnail", "/stylesWithEffects")


def table(form: Form) -> bytes:
    """Write a table a section: the label with its help to the left, the answer to the right."""
    document = _begun(form)
    for section, filled in form.by_section().items():
        document.add_heading(section, 1)
        rows = document.add_table(0, 3 if form.beside else 2, style="Table Grid")
        for one in filled:
            cells = rows.add_row().cells
            cells[0].text = one.question.printed
            cells[0].add_paragraph(one.question.help)
            _in_cell(cells[1], one)
            if form.beside:
                cells[2].text = form.beside.get(one.question.key, "")
    return _saved(document, form)


def headings(form: Form) -> bytes:
    """Write every label as a bold line, and the answer as paragraphs under it."""
    document = _begun(form)
    for one in form.filled:
        document.add_paragraph().add_run(one.question.printed).bold = True
        for line in one.lines:
            _write(document.add_paragraph(), line)
    return _saved(document, form)


def tabs(form: Form) -> bytes:
    """Write label, tab, answer; further lines hang under the first."""
    document = _begun(form)
    for one in form.filled:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(6)
        paragraph.paragraph_format.first_line_indent = Cm(-6)
        paragraph.add_run(f"{one.question.label}\t")
        for number, line in enumerate(one.lines):
            if number:
                paragraph.add_run().add_break()
            _write(paragraph, line)
    return _saved(document, form)


def asked_and_answered(form: Form) -> bytes:
    """Write «Fråga: …» and «Svar: …» line by line, as someone with a screen reader does."""
    document = _begun(form)
    for one in form.filled:
        document.add_paragraph(f"Fråga: {one.question.label}")
        first, *others = one.lines or (Line(""),)
        _write(document.add_paragraph("Svar: "), first)
        for line in others:
            _write(document.add_paragraph(), line)
    return _saved(document, form)


def _begun(form: Form) -> Document:
    document = docx.Document()
    document.add_heading(form.title, 0)
    for line in form.intro:
        document.add_paragraph(line)
    return document


def _in_cell(cell: _Cell, one: Filled) -> None:
    for number, line in enumerate(one.lines):
        _write(cell.add_paragraph() if number else cell.paragraphs[0], line)


def _write(paragraph: Paragraph, line: Line) -> None:
    run = paragraph.add_run(line.text)
    run.font.strike = line.look is Look.STRUCK or None
    run.font.bold = line.look is Look.BOLD or None
    if line.look is Look.COLOURED:
        run.font.color.rgb = RGBColor(0xC0, 0, 0)
    if line.look is Look.HIGHLIGHTED:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _saved(document: Document, form: Form) -> bytes:
    for line in form.below:
        document.add_paragraph(line)
    _without_ballast(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _without_ballast(document: Document) -> None:
    """Leave out what python-docx's blank file carries for old programs: it is half of the file."""
    for relations in (document.part.package.rels, document.part.rels):
        ballast = [key for key, relation in relations.items() if relation.reltype.endswith(_BALLAST)]
        for key in ballast:
            del relations[key]


def numbered(form: Form) -> bytes:
    """Write numbered headings, and the answer as paragraphs under each."""
    document = _begun(form)
    for number, one in enumerate(form.filled, start=1):
        document.add_heading(f"{number}. {one.question.label}", 2)
        for line in one.lines:
            _write(document.add_paragraph(), line)
    return _saved(document, form)


def boxes(form: Form) -> bytes:
    """Write every label as a paragraph, and the answer in a table of one cell under it."""
    document = _begun(form)
    for one in form.filled:
        document.add_paragraph(one.question.printed)
        _in_cell(document.add_table(1, 1, style="Table Grid").cell(0, 0), one)
    return _saved(document, form)


def rooms(form: Form) -> bytes:
    """Write label and answer in the same cell, two questions a row, as on a paper form."""
    document = _begun(form)
    table = document.add_table(0, 2, style="Table Grid")
    for number, one in enumerate(form.filled):
        cells = table.rows[-1].cells if number % 2 else table.add_row().cells
        cell = cells[number % 2]
        cell.text = one.question.printed
        for line in one.lines:
            _write(cell.add_paragraph(), line)
    return _saved(document, form)


def pairs(form: Form) -> bytes:
    """Write a table of four columns: label, answer, label, answer."""
    document = _begun(form)
    table = document.add_table(0, 4, style="Table Grid")
    for number, one in enumerate(form.filled):
        cells = table.rows[-1].cells if number % 2 else table.add_row().cells
        cells[number % 2 * 2].text = one.question.printed
        _in_cell(cells[number % 2 * 2 + 1], one)
    return _saved(document, form)
