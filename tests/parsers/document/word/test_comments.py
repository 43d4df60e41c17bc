"""Comments beside a Word document's text."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Note
from parsers.document.read import read_document
from tests.support.office_files import W, docx, p, r, table, tc, tr

MARK = '<w:r><w:commentReference w:id="{}"/></w:r>'


def notes(body: str, *texts: str) -> tuple[Note, ...]:
    told = "".join(f'<w:comment w:id="{number}">{text}</w:comment>' for number, text in enumerate(texts))
    read = read_document("x.docx", docx(body, **{"word/comments.xml": f"<w:comments {W}>{told}</w:comments>"}))
    assert isinstance(read, Document)
    return read.notes


def test_comment_is_told_with_the_beginning_of_its_row():
    row = tr(tc(p(r("Risker"))), tc(p(r("Skriv här"), MARK.format(0))))
    body = f"<w:tbl>{row}</w:tbl>{p(r('Slut'), MARK.format(1))}"
    told = notes(body, p(r("Bilen behövs"), r(" till annat.")) + p(r("Ring Ulf.")), p(r("Bra!")))
    assert told == (Note("Bilen behövs till annat.\nRing Ulf.", row_label="Risker"), Note("Bra!"))


def test_document_without_comments_has_no_notes():
    read = read_document("x.docx", docx(table(("Risker", "Inga"))))
    assert isinstance(read, Document)
    assert read.notes == ()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_footnote_is_a_part_of_what_its_row_says(kind):
    mark = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    separator = f'<w:{kind} w:id="0">{p(r("-"))}</w:{kind}>'
    told = f'<w:{kind}s {W}>{separator}<w:{kind} w:id="2">{p(r(" Varav 4 000 kr."))}</w:{kind}></w:{kind}s>'
    row = tr(tc(p(r("Resurser"))), tc(p(r("14 400 kr."), mark)))
    read = read_document("x.docx", docx(f"<w:tbl>{row}</w:tbl>", **{f"word/{kind}s.xml": told}))
    assert isinstance(read, Document)
    assert read.notes == (Note("Varav 4 000 kr.", row_label="Resurser", is_said=True),)
