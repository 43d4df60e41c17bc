"""Shapes of Excel's own XML, after ECMA-376 and files that Excel 2016 and later save."""

from __future__ import annotations

import pytest

from parsers import document
from parsers.content import Document, Table
from tests.parsers.shapes import xlsx

STRUCK = '<r><rPr><strike{}/></rPr><t xml:space="preserve">Avslag </t></r><r><t>Bifall</t></r>'
DATE_STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-41D]d mmmm yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot; dygn&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="22"/><xf numFmtId="9"/><xf numFmtId="3"/><xf numFmtId="20"/><xf numFmtId="49"/>'
    '<xf numFmtId="17"/></cellXfs>'
)


def rows_of(data: bytes) -> tuple[tuple[str | None, ...], ...]:
    content = document.read("x.xlsx", data)
    assert isinstance(content, Document)
    assert len(content.tables) == 1
    assert content.tables[0].name == "bladet Svar"
    return content.tables[0].rows


def test_cells_stand_where_their_references_say_without_unused_columns():
    rows = '<row r="2"><c r="A2" t="inlineStr"><is><t>Rubrik</t></is></c><c r="C2"><v>7</v></c></row>'
    assert rows_of(xlsx(rows)) == ((), ("Rubrik", "7"))


def test_shared_strings_join_their_runs_and_drop_reading_aids():
    strings = ("<t>Enkel</t>", "<r><t>Per</t></r><r><t>son</t></r><rPh><t>x</t></rPh>", "<t>rad_x000A_två</t>")
    rows = '<row><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    assert rows_of(xlsx(rows, strings=strings)) == (("Enkel", "Person", "rad\ntvå"),)


@pytest.mark.parametrize(("mark", "expected"), [("", "Bifall"), (' val="0"', "Avslag Bifall")])
def test_text_that_is_struck_out_does_not_count(mark, expected):
    text = STRUCK.format(mark)
    rows = f'<row><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{text}</is></c></row>'
    assert rows_of(xlsx(rows, strings=(text,))) == ((expected, expected),)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" s="1"><v>46366</v></c>', "2026-12-10"),
        ('<c r="A1" s="2"><v>46366</v></c>', "2026-12-10"),
        ('<c r="A1" s="4"><v>46366.5</v></c>', "2026-12-10 12:00"),
        ('<c r="A1" s="3"><v>2.54</v></c>', "2,5 dygn"),
        ('<c r="A1" s="5"><v>0.125</v></c>', "13 %"),
        ('<c r="A1" s="6"><v>1250000</v></c>', "1 250 000"),
        ('<c r="A1" s="7"><v>0.375</v></c>', "09:00"),
        ('<c r="A1" s="8"><v>2027</v></c>', "2027"),
        ('<c r="A1" s="9"><v>46366</v></c>', "dec-26"),
        ('<c r="A1"><v>1e999</v></c>', "inf"),
        ('<c r="A1"><v>46366</v></c>', "46366"),
        ('<c r="A1"><v>0.1</v></c>', "0,1"),
        ('<c r="A1" t="b"><v>1</v></c>', "SANT"),
        ('<c r="A1" t="str"><f>A2&amp;"!"</f><v>Hej!</v></c>', "Hej!"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
    ],
)
def test_values_are_shown_as_excel_shows_them(cell, expected):
    assert rows_of(xlsx(f"<row>{cell}</row>", styles=DATE_STYLES)) == ((expected,),)


def test_merged_cells_are_none():
    rows = '<row><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    assert rows_of(xlsx(rows, merged=merged)) == (("1", None, "2"),)


def test_hidden_sheet_is_left_out():
    data = xlsx('<row><c r="A1"><v>1</v></c></row>', hidden='<row><c r="A1"><v>2</v></c></row>')
    assert rows_of(data) == (("1",),)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="hej"><v>1</v></c>',
        '<c r="A1" t="s"><v>99</v></c>',
        f'<c r="A1" t="s"><v>{"9" * 5000}</v></c>',
        f'<c r="A1" s="{"9" * 5000}"/>',
    ],
    ids=["last corner", "no reference", "no such string", "endless number", "endless style"],
)
def test_cell_out_of_reach_is_left_out(cell):
    content = document.read("x.xlsx", xlsx(f"<row>{cell}</row>"))
    assert content == Document("xlsx", tables=(Table("bladet Svar", ()),))
