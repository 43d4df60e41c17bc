"""Comments on texts and on sheets, and columns that are hidden."""

from __future__ import annotations

from parsers.document.model import InCell, Note
from tests.parsers.document.opendocument.test_reader import read, text

COMMENT = (
    "<office:annotation><dc:creator>Lena</dc:creator><text:p>Ring</text:p><text:p>Ulf</text:p></office:annotation>"
)


def cell(inner: str) -> str:
    return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'


def sheet(*rows: str, columns: str = "") -> str:
    made = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<office:spreadsheet><table:table table:name="Svar">{columns}{made}</table:table></office:spreadsheet>'


def test_comment_in_a_text_is_a_note_and_no_word_of_it():
    content = text(f"<text:p>Risker{COMMENT}</text:p>")
    assert (content.lines, content.notes) == (("Risker",), (Note("Ring\nUlf"),))


def test_comment_on_a_cell_is_told_with_its_row():
    rows = (cell("<text:p>Rubrik</text:p>"), cell("<text:p>Risker</text:p>") + cell(COMMENT))
    assert read("spreadsheet", sheet(*rows)).notes == (Note("Ring\nUlf", InCell(0, 1, 0), "Risker"),)


def test_text_in_a_hidden_column_is_told_of():
    rows = (cell("<text:p>Risker</text:p>") + cell("<text:p>Inga</text:p>"),)
    hidden = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    past = f"<table:table-column/><table:table-column/>{hidden}"
    assert [read("spreadsheet", sheet(*rows, columns=one)).hides_columns for one in ("", hidden, past)] == [0, 1, 0]


def test_comment_in_a_table_of_a_text_has_the_first_line_of_its_row():
    cells = "<table:table-cell><text:p>Risker</text:p><text:p>Hjälp</text:p></table:table-cell>"
    cells += f"<table:table-cell><text:p>{COMMENT}</text:p></table:table-cell>"
    body = f"<office:text><table:table><table:table-row>{cells}</table:table-row></table:table></office:text>"
    assert read("text", body).notes == (Note("Ring\nUlf", row_label="Risker"),)


def test_footnote_of_a_text_belongs_to_it():
    note = "<text:note><text:note-body><text:p>Varav 4.</text:p></text:note-body>"
    assert text(f"<text:p>14 400 kr{note}</text:note></text:p>").notes == (Note("Varav 4.", is_said=True),)
