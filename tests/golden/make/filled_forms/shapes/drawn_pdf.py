"""PDFs that programs draw themselves, with reportlab and fpdf2: tables, and words placed one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from itertools import zip_longest
from pathlib import Path

from fpdf import FPDF
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.golden.make.filled_forms.filled import Filled, Form, Line, Look

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
_BODY = ParagraphStyle("body", fontName="DejaVu", fontSize=9, leading=12)
_LOOKS = {
    Look.PLAIN: "{}",
    Look.STRUCK: "<strike>{}</strike>",
    Look.HIGHLIGHTED: '<font backColor="yellow">{}</font>',
    Look.BOLD: "<u>{}</u>",
    Look.COLOURED: '<font color="red">{}</font>',
}
_LEFT, _ANSWER, _TOP, _LEADING, _WIDTH = 50, 220, 790, 13, 320
_ROWS = 55


def register() -> str:
    """Make the font known to reportlab, and return its name."""
    if "DejaVu" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("DejaVu", FONT))
    return "DejaVu"


def lined_table(form: Form) -> bytes:
    """Draw a table with lines, a row a question (reportlab's platypus)."""
    return _platypus(form, [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def open_table(form: Form) -> bytes:
    """Draw a table without lines, cells centred (reportlab's platypus)."""
    return _platypus(form, [("VALIGN", (0, 0), (-1, -1), "MIDDLE")])


def _platypus(form: Form, look: list[tuple]) -> bytes:
    register()
    rows = [
        [
            [Paragraph(escape(one.question.printed), _BODY), Paragraph(escape(one.question.help), _BODY)],
            [Paragraph(_LOOKS[line.look].format(escape(line.text)) or "&nbsp;", _BODY) for line in one.lines],
            *(
                [Paragraph(escape(form.beside.get(one.question.key, "")).replace("\n", "<br/>"), _BODY)]
                if form.beside
                else []
            ),
        ]
        for one in form.filled
    ]
    out = io.BytesIO()
    story = [Paragraph(escape(form.title), _BODY), *(Paragraph(escape(line), _BODY) for line in form.intro)]
    story += [Table(rows, colWidths=[170, *([180, 150] if form.beside else [330])], style=look)]
    story += [Paragraph(escape(line), _BODY) for line in form.below]
    SimpleDocTemplate(out, pagesize=A4, title=form.title).build(story)
    return out.getvalue()


def placed_words(form: Form) -> bytes:
    """Place every word by itself, with no spaces between, as some printers' drivers do."""
    font = register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(font, 9)
    y = float(_TOP)
    for label, line in _placed_rows(form, font):
        if y < 60:
            canvas.showPage()
            canvas.setFont(font, 9)
            y = _TOP
        for x, text in ((_LEFT, label), (_ANSWER, line)):
            _words(canvas, x, y, text)
        y -= _LEADING
    canvas.save()
    return out.getvalue()


def _placed_rows(form: Form, font: str) -> Iterator[tuple[str, str]]:
    yield form.title, ""
    yield "", ""
    for one in form.filled:
        lines = [part for line in one.lines or (Line(""),) for part in _wrapped(line.text, font)]
        yield from zip_longest(_wrapped(one.question.printed, font, _ANSWER - _LEFT - 10), lines, fillvalue="")
        yield "", ""


def _wrapped(text: str, font: str, width: float = _WIDTH) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, font, 9) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _words(canvas: Canvas, x: float, y: float, text: str) -> None:
    for word in text.split():
        canvas.drawString(x, y, word)
        x += canvas.stringWidth(f"{word} ", "DejaVu", 9)


def cells(form: Form) -> bytes:
    """Draw label above answer in a framed cell (fpdf2)."""
    pdf = _begun(form)
    for one in form.filled:
        pdf.set_font_size(8)
        pdf.multi_cell(0, 5, one.question.printed, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font_size(10)
        pdf.multi_cell(0, 5, _lines(one) or " ", border=1, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def table(form: Form) -> bytes:
    """Draw fpdf2's own table: label, answer."""
    pdf = _begun(form)
    pdf.set_font_size(9)
    with pdf.table(col_widths=(1, 2), first_row_as_headings=False) as rows:
        for one in form.filled:
            row = rows.row()
            row.cell(f"{one.question.printed}\n{one.question.help}")
            row.cell(_lines(one))
    return bytes(pdf.output())


def _begun(form: Form) -> FPDF:
    pdf = FPDF()
    pdf.add_font("DejaVu", fname=FONT)
    pdf.set_font("DejaVu", size=10)
    pdf.add_page()
    for line in (form.title, *form.intro):
        pdf.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return pdf


def _lines(one: Filled) -> str:
    return "\n".join(line.text for line in one.lines)


def placed_glyphs(form: Form) -> bytes:
    """Place every glyph by itself, as some drivers do; the page's whole content is a scaled Form XObject."""
    font = register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    rows = list(_placed_rows(form, font))
    for start in range(0, len(rows), _ROWS):
        canvas.beginForm(f"page{start}", 0, 0, 2 * A4[0], 2 * A4[1])
        canvas.setFont(font, 18)
        for number, row in enumerate(rows[start : start + _ROWS]):
            for x, text in zip((_LEFT, _ANSWER), row, strict=True):
                _glyphs(canvas, 2 * x, 2 * (_TOP - number * _LEADING), text)
        canvas.endForm()
        canvas.scale(0.5, 0.5)
        canvas.doForm(f"page{start}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _glyphs(canvas: Canvas, x: float, y: float, text: str) -> None:
    for sign in text:
        canvas.drawString(x, y, sign)
        x += canvas.stringWidth(sign, "DejaVu", 18)


def page_a_section(form: Form) -> bytes:
    """Draw each section on a page of its own, with its heading and a page number (fpdf2)."""
    pdf = FPDF()
    pdf.add_font("DejaVu", fname=FONT)
    pdf.set_font("DejaVu", size=9)
    sections = form.by_section()
    for number, (section, filled) in enumerate(sections.items(), start=1):
        pdf.add_page()
        for line in (form.title, section):
            pdf.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
        with pdf.table(col_widths=(1, 2), first_row_as_headings=False) as rows:
            for one in filled:
                row = rows.row()
                row.cell(one.question.printed)
                row.cell(_lines(one))
        pdf.multi_cell(0, 8, f"Sida {number} av {len(sections)}", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())
