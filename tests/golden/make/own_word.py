"""Word files that people build themselves, with python-docx: tables, headings, tabs, «Fråga: / Svar:»."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Cm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.golden.make.filled import Filled, Form, Line, Look


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
    if line.look is Look.HIGHLIGHTED:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _saved(document: Document, form: Form) -> bytes:
    for line in form.below:
        document.add_paragraph(line)
    _without_thumbnail(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _without_thumbnail(document: Document) -> None:
    """Leave out the picture that python-docx's blank file carries: it is half of the file."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
