"""Notes and comments on cells."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.comments import Comment

from parsers.document.model import Document, InCell, Note
from parsers.document.read import read_document

THREADED = "[Trådad kommentar]\n\nDin version av Excel låter dig läsa den.\n\nKommentar:\n    Ring Ulf"


@pytest.mark.parametrize("text", ["Ring Ulf", THREADED, THREADED.replace("Kommentar", "Comment")])
def test_note_is_told_with_the_row_that_it_is_on(text):
    book = openpyxl.Workbook()
    book.create_sheet("Mer").append(["Risker"])
    book.worksheets[0].append(["Rubrik"])
    book.worksheets[1]["B4"].comment = Comment(text, "Lena")
    out = io.BytesIO()
    book.save(out)
    read = read_document("x.xlsx", out.getvalue())
    assert isinstance(read, Document)
    assert read.notes == (Note("Ring Ulf", InCell(1, 3, 0)),)
