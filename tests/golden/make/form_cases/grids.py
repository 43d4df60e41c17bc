"""Cells with a label and its answer, side by side; answers like labels; and ends of fields that are no lines."""

from __future__ import annotations

from tests.golden.make.form_cases.word import BY_HAND, END, rows
from tests.support.form_file import LABELS, WRITTEN, Case, pairs
from tests.support.grids import SHAPES, Grid, as_docx, as_odt, as_pdf, questions
from tests.support.office_files import docx, p, r

HEADER = ("Fråga", "Ditt svar")
LIKE_LABELS = {"role": "Chef", "evaluation": "Syfte: att lära", "timeplan": "Telefon: 035-1", "risks": "Målgrupp"}
LEFT_EMPTY = ("role", "unit", "phone", "manager")
TITLE_AND_ROLE = (("title", "role"), *((key,) for key in WRITTEN if key not in ("title", "role")))


def grid(*keys: tuple[str, ...]) -> Grid:
    return [[f"{LABELS[key]}\n{WRITTEN[key]}" for key in row] for row in keys]


def with_headers(**written: str) -> Grid:
    """Return label and answer, with a header once more where a new page would begin."""
    beside = pairs(**written)
    return [HEADER, *beside[:18], HEADER, *beside[18:]]


def field_of_lines(first: str, second: str) -> str:
    """Return a form field of older Word, of two lines, as LibreOffice writes it again."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    code = '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return p(begin, code, r(first)) + p("<w:r></w:r>", END, "<w:r><w:rPr/></w:r>") + p(r(second))


CASES = [
    Case("labels-above-two-to-a-row.docx", BY_HAND, as_docx(questions(2, SHAPES["below"], WRITTEN))),
    Case("labels-above-three-to-a-row.pdf", "printed text and lines", as_pdf(questions(3, SHAPES["below"], WRITTEN))),
    Case(
        "labels-with-colons-three-to-a-row.odt",
        "LibreOffice's XML by hand",
        as_odt(questions(3, SHAPES["inline"], WRITTEN | dict.fromkeys(LEFT_EMPTY, ""))),
        dict.fromkeys(LEFT_EMPTY),
    ),
    Case("labels-above-in-one-row-of-two.docx", BY_HAND, as_docx(grid(*TITLE_AND_ROLE))),
    Case("answers-like-labels.docx", BY_HAND, as_docx(with_headers(**LIKE_LABELS)), LIKE_LABELS),
    Case("answers-like-labels.pdf", "printed text and lines", as_pdf(with_headers(**LIKE_LABELS)), LIKE_LABELS),
    Case(
        "end-of-a-field-alone.docx",
        "LibreOffice's XML of a .doc, by hand",
        docx(rows({"background": field_of_lines("I dag:", "sena besked")})),
        {"background": "I dag:\nsena besked"},
    ),
]
