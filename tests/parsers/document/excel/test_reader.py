"""Shapes of Excel's own XML, after ECMA-376 and files that Excel 2016 and later save."""

from __future__ import annotations

import pytest

from parsers.document import limits
from parsers.document.model import Document, Table
from parsers.document.read import read_document
from tests.support.office_files import xlsx

STRUCK = '<r><rPr><strike{}/></rPr><t xml:space="preserve">Avslag </t></r><r><t>Bifall</t></r>'
DATE_STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-41D]d mmmm yyyy"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot; dygn&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>'
    '<xf numFmtId="22"/><xf numFmtId="9"/><xf numFmtId="3"/><xf numFmtId="20"/><xf numFmtId="49"/>'
    '<xf numFmtId="17"/></cellXfs>'
)


def rows_of(data: bytes) -> tuple[tuple[str | None, ...], ...]:
    content = read_document("x.xlsx", data)
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
        ('<c r="A1"><f>1+1</f><v></v></c>', "\ufffd"),
        ('<c r="A1" t="e"><f>-färre</f><v>#NAME?</v></c>', "\ufffd"),
    ],
)
def test_values_are_shown_as_excel_shows_them(cell, expected):
    assert rows_of(xlsx(f"<row>{cell}</row>", styles=DATE_STYLES)) == ((expected,),)


def test_formula_that_comes_to_no_text_is_empty():
    assert rows_of(xlsx('<row><c r="A1" t="str"><f>A2</f><v></v></c></row>')) == ()


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
    content = read_document("x.xlsx", xlsx(f"<row>{cell}</row>"))
    assert content == Document.of_parts("xlsx", tables=(Table("bladet Svar", ()),))


@pytest.mark.parametrize(("cell", "is_cut"), [("<c><v>1</v></c>", True), ('<c s="1"/>', False)])
def test_sheet_is_cut_where_something_is_written_below_the_rows_that_are_read(cell, is_cut):
    content = read_document("x.xlsx", xlsx(f'<row r="2000"/><row r="2001">{cell}</row>'))
    assert content == Document.of_parts("xlsx", tables=(Table("bladet Svar", ()),), is_cut=is_cut)


EMPTY = "".join(f'<c r="{column}{{n}}" s="1"/>' for column in "ABCDEFGH")


def test_formatted_rows_without_anything_written_are_no_hindrance():
    below = "".join(f'<row r="{n}">{EMPTY.format(n=n)}</row>' for n in range(2, 40_000))
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>Rubrik</t></is></c></row>'
    assert len(below) > limits.MAX_READ
    assert read_document("x.xlsx", xlsx(first + below)).tables == read_document("x.xlsx", xlsx(first)).tables


SEEN_STYLES = (
    '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="164"/></cellXfs>'
)
RAISED = '<r><t>10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r>'
RICH = '<r><t xml:space="preserve">Avslag </t></r><r><rPr><b/></rPr><t>Bifall</t></r>'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" s="1" t="s"><v>0</v></c>', ()),
        ('<c r="A1" s="1" t="s"><v>1</v></c>', ("Bifall",)),
        ('<c r="A1" s="1"><v>7</v></c>', ()),
        ('<c r="A1" s="1" t="b"><v>1</v></c>', ()),
        ('<c r="A1" s="1" t="str"><v>Runda</v></c>', ()),
        ('<c r="A1" s="1" t="inlineStr"><is><t>Runda</t></is></c>', ()),
        (f'<c r="A1" s="1" t="inlineStr"><is>{RICH}</is></c>', ("Bifall",)),
        ('<c r="A1" s="2" t="s"><v>1</v></c>', ("Avslag Bifall",)),
        (f'<c r="A1" t="inlineStr"><is>{RAISED}</is></c>', ("10³",)),
        ('<c r="A1" s="3" t="s"><v>1</v></c>', ("\ufffd",)),
        ('<c r="A1" s="3"><v>7</v></c>', ()),
    ],
)
def test_cell_that_is_struck_out_or_hidden_by_its_style_is_empty_and_a_hidden_text_is_asked_about(cell, expected):
    data = xlsx(f"<row>{cell}</row>", strings=("<t>Runda</t>", RICH), styles=SEEN_STYLES)
    assert rows_of(data) == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ('<col min="2" max="2" width="20" customWidth="1"/>', ("Rubrik", "", "Runda")),
        ('<col min="2" max="2" width="4.7" customWidth="1"/>', ("Rubrik", "Runda")),
        ('<col min="1" max="16384" width="2.5" customWidth="1"/>', ("Rubrik", "Runda")),
        ('<col min="2" max="3" width="0" hidden="1"/>', ("Rubrik",)),
        ('<col min="x" max="3" hidden="1"/>', ("Rubrik", "", "Runda")),
    ],
    ids=["wide", "narrow", "all narrow", "hidden", "damaged"],
)
def test_empty_column_is_one_where_it_is_wide_enough_to_write_in(columns, expected):
    cells = '<c r="A1" t="str"><v>Rubrik</v></c><c r="B1" s="2"/><c r="C1" t="str"><v>Runda</v></c>'
    data = xlsx(f"<row>{cells}</row>", columns=f"<cols>{columns}</cols>", styles=SEEN_STYLES)
    assert rows_of(data) == (expected,)


def test_empty_cells_without_a_style_make_no_column():
    cells = '<c r="A1" t="str"><v>Rubrik</v></c><c r="B1" t="str"><v></v></c><c r="C1" t="str"><v>Runda</v></c>'
    assert rows_of(xlsx(f"<row>{cells}</row>")) == (("Rubrik", "Runda"),)


def shape(kind: str, anchor: str, caption: str, checked: str = "") -> str:
    told = f'<x:ClientData ObjectType="{kind}"><x:Anchor>{anchor}</x:Anchor>{checked}</x:ClientData>'
    return f"<v:shape><v:textbox><div><font>{caption}</font></div></v:textbox>{told}</v:shape>"


def test_boxes_over_the_cells_are_read_where_they_stand():
    ticked = "<x:Checked>1</x:Checked>"
    drawing = (
        shape("Checkbox", "1, 5, 0, 2, 2, 0, 1, 3", "Enkel"),
        shape("Checkbox", "1, 5, 0, 18, 2, 0, 1, 16", "Trygg", ticked),
        shape("Radio", "1, 5, 2, 1, 2, 0, 2, 19", "Nära", ticked),
        shape("Note", "1, 5, 0, 1, 2, 0, 0, 19", "En kommentar"),
        shape("Checkbox", "1, 5", "Utan plats", ticked),
        shape("Checkbox", "1, 5, 0, 1, 2, 0, 99999999, 19", "Utanför", ticked),
        "<v:shape/>",
    )
    rows = '<row><c r="B2" t="b"><v>1</v></c><c r="B3" t="str"><v>Mål:</v></c></row>'
    assert rows_of(xlsx(rows, drawing="".join(drawing))) == (("☐ Enkel",), ("☒ Trygg",), ("Mål:\n☒ Nära",))


def test_list_or_control_over_the_cells_whose_answer_is_not_told_is_asked_about():
    chosen = "<x:Sel>3</x:Sel>"
    drawing = (
        shape("Drop", "1, 5, 0, 1, 2, 0, 0, 19", "", chosen),
        shape("List", "1, 5, 1, 1, 2, 0, 1, 19", "", "<x:Sel>0</x:Sel>"),
        shape("Pict", "1, 5, 2, 1, 2, 0, 2, 19", ""),
        shape("Drop", "1, 5, 3, 1, 2, 0, 3, 19", "", chosen + "<x:UIObj/>"),
    )
    rows = "".join(f'<row><c r="A{number}" t="str"><v>Mål</v></c></row>' for number in (1, 2, 3, 4))
    expected = (("Mål", "\ufffd val i en lista"), ("Mål",), ("Mål", "\ufffd"), ("Mål",))
    assert rows_of(xlsx(rows, drawing="".join(drawing))) == expected


FAINT = (
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font><font><sz val="1"/></font>'
    '<font><color rgb="FFFFFF00"/></font></fonts><fills><fill/><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFFFFF00"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/>'
    '<xf fontId="3"/><xf fontId="4" fillId="1"/><xf fontId="1" fillId="1"/><xf fontId="4"/></cellXfs>'
)


@pytest.mark.parametrize(
    ("style", "expected"),
    [(0, "Bil"), (1, "\ufffd Bil"), (2, "\ufffd Bil"), (3, "\ufffd Bil"), (4, "\ufffd Bil"), (5, "Bil"), (6, "Bil")],
)
def test_words_that_nobody_sees_in_a_cell_are_asked_about(style, expected):
    cell = f'<c r="A1" s="{style}" t="inlineStr"><is><t>Bil</t></is></c>'
    assert rows_of(xlsx(f"<row>{cell}</row>", styles=FAINT)) == ((expected,),)


def test_white_words_beside_others_in_a_cell_are_asked_about():
    runs = '<r><t>Bil</t></r><r><rPr><color rgb="FFFFFFFF"/></rPr><t> och snö</t></r>'
    cell = f'<c r="A1" t="inlineStr"><is>{runs}</is></c>'
    assert rows_of(xlsx(f"<row>{cell}</row>", styles=FAINT)) == (("\ufffd Bil och snö",),)


def test_drawing_that_is_no_xml_is_left_out():
    assert rows_of(xlsx('<row><c r="A1"><v>1</v></c></row>', drawing="<br>")) == (("1",),)
