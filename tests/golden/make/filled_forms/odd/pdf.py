"""Odd PDFs: pages missing or turned, scanned, locked, and text typed over a prompt."""

from __future__ import annotations

import io
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from tests.golden.make.filled_forms.filled import PROMPT, Form
from tests.golden.make.filled_forms.odd.case import Odd, expect, lost, unsure
from tests.golden.make.filled_forms.shapes.node_forms import made_by
from tests.golden.make.filled_forms.styles import BY_NAME
from tests.golden.make.filled_forms.tools import run

_TOOLS = ("py:reportlab", "py:fpdf", "qpdf")


def _drawn(shape: str, style: str) -> bytes:
    draw: Callable[[Form], bytes] = getattr(import_module("tests.golden.make.filled_forms.shapes.drawn_pdf"), shape)
    return draw(BY_NAME[style].form())


def _through(options: Sequence[str], shape: str, style: str) -> Callable[[], bytes]:
    return lambda: run(["qpdf", *options, "{in}", "{out}"], _drawn(shape, style), "pdf", "pdf")


def _pages(style: str, kept: str) -> Callable[[], bytes]:
    """Keep only these pages of a form that has a page a section."""
    return lambda: run(
        ["qpdf", "--empty", "--pages", "{in}", kept, "--", "{out}"], _drawn("page_a_section", style), "pdf", "pdf"
    )


def _scanned() -> bytes:
    """A picture of each page, and no text."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "in.pdf").write_bytes(_drawn("lined_table", "plain"))
        program = ["pdftoppm", "-r", "50", "-gray", "-jpeg", "in.pdf", "page"]
        subprocess.run(program, cwd=folder, check=True, capture_output=True)
        pdf = import_module("fpdf").FPDF()
        for page in sorted(Path(folder).glob("page*.jpg")):
            pdf.add_page()
            pdf.image(page, 0, 0, pdf.w)
        return bytes(pdf.output())


def _over_prompts() -> bytes:
    """Answers typed over the prompt, which still stands there: both are drawn in the same place."""
    canvas_of = import_module("reportlab.pdfgen.canvas").Canvas
    out = io.BytesIO()
    canvas = canvas_of(out)
    import_module("tests.golden.make.filled_forms.shapes.drawn_pdf").register()
    y = 800
    for one in BY_NAME["plain"].form().filled:
        canvas.setFont("DejaVu", 9)
        canvas.drawString(50, y, one.question.printed)
        for line in one.lines:
            if not one.choices:
                canvas.drawString(220, y, PROMPT)
            canvas.drawString(220, y, line.text)
            y -= 13
    canvas.save()
    return out.getvalue()


_SECTION_2 = ("background", "description", "purpose", "target_group", "partners")
_SECTION_4 = ("resources", "timeplan", "requested_decision", "risks")
_TYPED = tuple(q.question.key for q in BY_NAME["plain"].form().filled if not q.question.many)

ODD_PDF: tuple[Odd, ...] = (
    Odd("page-2-missing", "pdf", _pages("wide", "1,3,4"), lost("wide", *_SECTION_2), _TOOLS),
    Odd("page-4-missing", "pdf", _pages("wide", "1-3"), lost("wide", *_SECTION_4), _TOOLS),
    Odd("pages-turned-about", "pdf", _pages("plain", "4,3,2,1"), expect("plain"), _TOOLS),
    Odd("turned-180", "pdf", _through(["--rotate=+180"], "lined_table", "wide"), expect("wide"), _TOOLS),
    Odd("turned-270", "pdf", _through(["--rotate=+270"], "lined_table", "long"), expect("long"), _TOOLS),
    Odd("turned-open", "pdf", _through(["--rotate=+90"], "placed_words", "plain"), expect("plain"), _TOOLS),
    Odd("scanned", "pdf", _scanned, {**unsure("plain"), "status": "unreadable"}, (*_TOOLS, "pdftocairo")),
    Odd(
        "locked",
        "pdf",
        _through(["--encrypt", "hemlig", "hemlig", "256", "--"], "lined_table", "plain"),
        {**unsure("plain"), "status": "unreadable"},
        _TOOLS,
    ),
    Odd(
        "may-not-be-changed",
        "pdf",
        _through(["--encrypt", "", "hemlig", "256", "--"], "lined_table", "plain"),
        expect("plain"),
        _TOOLS,
    ),
    Odd("over-prompts", "pdf", _over_prompts, unsure("plain", *_TYPED), _TOOLS),
    Odd(
        "whole-font",
        "pdf",
        lambda: made_by("pdf_whole_font.cjs", BY_NAME["wide"].form(), "pdf"),
        expect("wide"),
        ("npm:pdf-lib", "npm:@pdf-lib/fontkit"),
    ),
)
