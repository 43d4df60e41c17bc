from __future__ import annotations

import pytest

from parsers.document.model import Control, ControlKind, Document, Paragraph, Table
from parsers.document.read import read_blank, read_document
from parsers.result import Unreadable
from tests.support.office_files import package

NAMES = ("office", "table", "text", "form", "drawing", "meta", "style")
ROOT = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
ROOT += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
ROOT += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
ROOT += ' xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'
KIND = "application/vnd.oasis.opendocument."


def odf(kind: str, body: str, *, meta: str = "", styles: str = "", master: str = "") -> bytes:
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"<office:document-content {ROOT}>{automatic}<office:body>{body}</office:body></office:document-content>"
    return package(
        {
            "mimetype": f"{KIND}{kind}",
            "content.xml": content,
            "styles.xml": f"<office:document-styles {ROOT}>{master}</office:document-styles>",
            "meta.xml": f"<office:document-meta {ROOT}><office:meta>{meta}</office:meta></office:document-meta>",
        }
    )


def read(kind: str, body: str, **more: str) -> Document:
    result = read_document("x", odf(kind, body, **more))
    assert isinstance(result, Document)
    return result


def text(*blocks: str) -> Document:
    return read("text", f"<office:text>{''.join(blocks)}</office:text>")


def sheet(rows: str) -> Table:
    table = f'<table:table table:name="Blad1">{rows}</table:table>'
    (read_table,) = read("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>").tables
    return read_table


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        ("Två<text:s text:c='3'/>blanka", "Två   blanka"),
        ("a<text:tab/>b", "a\tb"),
        ("Mjuk\nbrytning i <text:span>XML:en</text:span>", "Mjuk brytning i XML:en"),
        ("<text:a>länk</text:a> och <text:text-input>svar</text:text-input>", "länk och svar"),
        ("<text:placeholder>Skriv här</text:placeholder>Svar", "Svar"),
        ("Svar<text:note><text:note-body><text:p>fot</text:p></text:note-body></text:note>.", "Svar."),
        ("Svar<office:annotation><text:p>kommentar</text:p></office:annotation>.", "Svar."),
        ("<text:line-break/><text:text-input>Svar</text:text-input>", "\nSvar \ufffd"),
        ("<text:span/><text:line-break/><text:line-break/><text:text-input>Svar</text:text-input>", "\n\nSvar"),
        ("Till:<text:line-break/><text:text-input>Svar</text:text-input>", "Till:\nSvar"),
        ("<text:line-break/><text:text-input/>Svar", "\nSvar"),
        ("<text:drop-down><text:label text:value='A'/><text:label text:value='B'/>B</text:drop-down>", "B"),
    ],
)
def test_text_in_a_paragraph(inline, expected):
    lines = (line for line in expected.split("\n") if line)
    assert text(f"<text:p>{inline}</text:p>") == Document.of_parts("odt", lines=tuple(lines))


def field_mark(kind: str, **told: str) -> str:
    """Return a form field of Word's old kind as LibreOffice saves it; `told` are its parameters, lists by |."""
    each = [(name, value) for name, values in told.items() for value in values.split("|")]
    params = "".join(f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in each)
    return f'<field:fieldmark field:type="vnd.oasis.opendocument.field.{kind}">{params}</field:fieldmark>'


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (field_mark("FORMCHECKBOX", Checkbox_Checked="true"), "☒ Nära"),
        (field_mark("FORMCHECKBOX", Checkbox_Checked="false"), "☐ Nära"),
        (field_mark("FORMCHECKBOX"), "☐ Nära"),
        (field_mark("FORMDROPDOWN", Dropdown_ListEntry="Halmstad|Laholm", Dropdown_Selected="1"), "Laholm Nära"),
        (field_mark("FORMDROPDOWN", Dropdown_ListEntry="Halmstad|Laholm"), " Nära"),
        (field_mark("FORMDROPDOWN", Dropdown_ListEntry="Halmstad|Laholm", Dropdown_Selected="7"), " Nära"),
    ],
)
def test_form_fields_of_words_old_kind_show_what_a_person_sees(mark, shown):
    assert text(f"<text:p>{mark}<text:s/>Nära</text:p>").lines == (shown,)


def test_lines_of_breaks_lists_headings_and_text_boxes():
    box = "<drawing:text-box><text:p>i ruta</text:p></drawing:text-box>"
    boxed = f"<text:p>före<drawing:frame>{box}</drawing:frame></text:p>"
    listed = "<text:list><text:list-item><text:p>ett</text:p></text:list-item></text:list>"
    read_text = text("<text:h>Rubrik</text:h><text:p>a<text:line-break/>b</text:p>", listed, boxed)
    assert read_text.lines == ("Rubrik", "a", "b", "ett", "före", "i ruta")


def test_deleted_text_does_not_count():
    deleted = "<text:changed-region><text:deletion><text:p>borta</text:p></text:deletion></text:changed-region>"
    tracked = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    assert text(tracked, "<text:p>kvar<text:change/></text:p>").lines == ("kvar",)


def test_content_controls():
    item = "<loext:list-item loext:display-text='A' loext:value='A'/>"
    body = (
        "<loext:content-control loext:tag='title' loext:alias='Rubrik'>Runda</loext:content-control>|",
        "<loext:content-control loext:showing-place-holder='true'>Skriv här</loext:content-control>|",
        f"<loext:content-control>{item}A</loext:content-control>|",
        "<loext:content-control loext:checkbox='true' loext:checked='true'>☒</loext:content-control>|",
        "<loext:content-control loext:checkbox='true' loext:showing-place-holder='true'>☐</loext:content-control>",
    )
    controls = (
        Control("title", "Rubrik", ControlKind.TEXT, "Runda"),
        Control("", "", ControlKind.TEXT, ""),
        Control("", "", ControlKind.CHOICE, "A", choices=("A",)),
        Control("", "", ControlKind.CHECK_BOX, "☒", checked=True),
        Control("", "", ControlKind.CHECK_BOX, "☐"),
    )
    assert text(f"<text:p>{''.join(body)}</text:p>") == Document("odt", (Paragraph("Runda||A|☒|☐", controls),))


def test_form_fields():
    options = "<form:option form:label='A'/><form:option form:label='B' form:current-selected='true'/>"
    forms = (
        "<form:text form:id='1' form:name='title' form:current-value='Runda'/>",
        "<form:checkbox form:id='2' form:name='trygg' form:label='Trygg' form:current-state='checked'/>",
        f"<form:listbox form:id='3' form:name='val'>{options}</form:listbox>",
    )
    controls = (
        Control("title", "title", ControlKind.TEXT, "Runda"),
        Control("trygg", "Trygg", ControlKind.CHECK_BOX, "☒", checked=True),
        Control("val", "val", ControlKind.CHOICE, "B"),
    )
    shown = Paragraph("Runda ☒ Trygg B  ", controls)
    places = "".join(f"<drawing:control drawing:control='{number}'/> " for number in (1, 2, 3, 4))
    assert text(f"<office:forms>{''.join(forms)}</office:forms><text:p>{places}</text:p>") == Document("odt", (shown,))


def test_table_with_header_merged_cells_and_a_table_in_a_cell():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    inner = f"<table:table><table:table-row>{cell.format('x')}{cell.format('y')}</table:table-row></table:table>"
    header = f"<table:table-row>{cell.format('Fråga')}{cell.format('Svar')}</table:table-row>"
    rows = (
        f"<table:table-header-rows>{header}</table:table-header-rows>",
        f"<table:table-row>{cell.format('Bred')}<table:covered-table-cell/>{cell.format('c')}</table:table-row>",
        f"<table:table-row>{cell.format('Inre')}<table:table-cell>{inner}</table:table-cell></table:table-row>",
    )
    assert text(f"<table:table>{''.join(rows)}</table:table>").tables == (
        Table("tabell 1", (("Fråga", "Svar"), ("Bred", None, "c"), ("Inre", "x\ty"))),
        Table("tabell 2", (("x", "y"),)),
    )


def test_sheet_shows_dates_as_iso_and_truth_in_swedish():
    cells = (
        "<table:table-cell office:value-type='date' office:date-value='2026-12-10T00:00:00'><text:p>10/12</text:p>",
        "<table:table-cell office:value-type='boolean' office:boolean-value='true'><text:p>TRUE</text:p>",
        "<table:table-cell office:value-type='percentage' office:value='0.5'><text:p>50 %</text:p>",
    )
    row = "".join(f"{cell}</table:table-cell>" for cell in cells)
    assert sheet(f"<table:table-row>{row}</table:table-row>").rows == (("2026-12-10", "SANT", "50 %"),)


def test_sheet_with_a_million_empty_rows_ends_with_its_last_text():
    cell = "<table:table-cell table:number-columns-repeated='2'><text:p>a</text:p></table:table-cell>"
    rest = "<table:table-cell table:number-columns-repeated='16382'/>"
    rows = (
        f"<table:table-row table:number-rows-repeated='2'>{cell}{rest}</table:table-row>",
        "<table:table-row table:number-rows-repeated='1048574'><table:table-cell/></table:table-row>",
    )
    assert sheet("".join(rows)) == Table("bladet Blad1", (("a", "a"), ("a", "a")))


def test_sheet_repeated_to_the_end_is_cut_at_the_limits():
    cell = "<table:table-cell table:number-columns-repeated='16384'><text:p>a</text:p></table:table-cell>"
    rows = sheet(f"<table:table-row table:number-rows-repeated='1048576'>{cell}</table:table-row>").rows
    assert (len(rows), {len(row) for row in rows}) == (2_000, {60})


def test_hidden_sheet_is_left_out():
    hidden = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="dold" style:family="table">{hidden}</style:style>'
    tables = '<table:table table:name="Val" table:style-name="dold"/><table:table table:name="Svar"/>'
    body = f"<office:spreadsheet>{tables}</office:spreadsheet>"
    assert read("spreadsheet", body, styles=hidden).tables == (Table("bladet Svar", ()),)


STRUCK = 'style:text-line-through-style="{}"'


def style(family: str, name: str, properties: str = "", parent: str = "") -> str:
    above = f'style:parent-style-name="{parent}"' if parent else ""
    own = f"<style:text-properties {properties}/>" if properties else ""
    return f'<style:style style:family="{family}" style:name="{name}" {above}>{own}</style:style>'


SEEN_STYLES = (
    style("text", "T1", STRUCK.format("solid")),
    style("text", "T2", STRUCK.format("none")),
    style("text", "T3", 'text:display="none"'),
    style("text", "T4", parent="T1"),
    style("text", "T5", parent="T5"),
    style("paragraph", "P1", STRUCK.format("solid")),
    style("table-cell", "ce1", STRUCK.format("solid")),
    style("text", "T6", 'style:text-line-through-type="single"'),
    style("text", "T7", 'style:text-line-through-type="none"'),
    style("text", "T8", 'style:text-position="super 58%"'),
    style("text", "T9", 'style:text-position="33% 58%"'),
    style("text", "T10", 'style:text-position="sub 58%"'),
)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("<text:p>a<text:span text:style-name='T1'>b</text:span>c</text:p>", ("ac",)),
        ("<text:p>a<text:span text:style-name='T3'>b</text:span></text:p>", ("a",)),
        ("<text:p>a<text:span text:style-name='T4'>b</text:span></text:p>", ("a",)),
        ("<text:p>a<text:span text:style-name='T5'>b</text:span></text:p>", ("ab",)),
        ("<text:p>a<text:span text:style-name='T6'>b</text:span></text:p>", ("a",)),
        ("<text:p>a<text:span text:style-name='T7'>b</text:span></text:p>", ("ab",)),
        ("<text:p text:style-name='P1'>a<text:span text:style-name='T2'>b</text:span>c</text:p>", ("b",)),
        ("<text:p text:style-name='P1'>a</text:p>", ()),
        ("<text:p>10<text:span text:style-name='T8'>3</text:span></text:p>", ("10³",)),
        ("<text:p>m<text:span text:style-name='T9'>2</text:span></text:p>", ("m²",)),
        ("<text:p>CO<text:span text:style-name='T10'>2</text:span></text:p>", ("CO2",)),
        ("<text:section text:display='none'><text:p>a</text:p></text:section>", ()),
    ],
)
def test_text_that_is_struck_out_or_hidden_does_not_count(block, expected):
    read_text = read("text", f"<office:text>{block}</office:text>", styles="".join(SEEN_STYLES))
    assert read_text == Document.of_parts("odt", lines=expected)


@pytest.mark.parametrize("kind", ["", "office:value-type='date' office:date-value='2026-12-10'"])
def test_cell_that_is_struck_out_is_empty(kind):
    cell = f"<table:table-cell table:style-name='ce1' {kind}><text:p>a</text:p></table:table-cell>"
    rows = f"<table:table table:name='A'><table:table-row>{cell}</table:table-row></table:table>"
    body = f"<office:spreadsheet>{rows}</office:spreadsheet>"
    assert read("spreadsheet", body, styles="".join(SEEN_STYLES)).tables == (Table("bladet A", ()),)


def test_hidden_rows_come_after_their_sheet_and_hidden_columns_are_left_out():
    row = "<table:table-row {}><table:table-cell><text:p>{}</text:p></table:table-cell>"
    row += "<table:table-cell><text:p>dold</text:p></table:table-cell></table:table-row>"
    columns = "<table:table-column/><table:table-column table:visibility='collapse'/>"
    rows = row.format("", "a") + row.format("table:visibility='filter'", "b")
    table = f"<table:table table:name='A'>{columns}{rows}</table:table>"
    tables = read("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>").tables
    assert tables == (Table("bladet A", (("a",),)), Table("bladet A", ((), ("b",))))


def test_check_box_of_a_sheet_stands_in_its_cell():
    box = "<form:checkbox form:id='1' form:name='trygg' form:label='Trygg' form:current-state='checked'/>"
    cell = "<table:table-cell><drawing:control drawing:control='1'/></table:table-cell>"
    table = f"<table:table><office:forms>{box}</office:forms><table:table-row>{cell}</table:table-row></table:table>"
    sheet_read = read("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")
    assert [table.rows for table in sheet_read.tables] == [(("☒ Trygg",),)]


def test_properties():
    meta = '<dc:title>Mall</dc:title><meta:user-defined meta:name="mall">liten-1</meta:user-defined>'
    assert read("text", "<office:text/>", meta=meta).properties == {"title": "Mall", "mall": "liten-1"}


def test_page_headers_and_footers_are_margins():
    master = "<style:header><text:p>Rubrik: Runda</text:p></style:header>"
    master += "<style:footer><text:p>Sida 1</text:p></style:footer>"
    read_text = read("text", "<office:text><text:p>Hej</text:p></office:text>", master=master)
    assert read_text == Document.of_parts("odt", lines=("Hej",), margins=("Rubrik: Runda", "Sida 1"))


@pytest.mark.parametrize("content", ["", "<x/>", "not xml"])
def test_file_without_a_body_is_damaged(content):
    data = package({"mimetype": f"{KIND}text", "content.xml": content})
    damaged = "filen är skadad – öppna den, spara den på nytt och skicka den igen"
    assert read_document("x.odt", data) == Unreadable("odt", damaged)


def test_the_same_id_twice_is_read():
    document = text('<text:p xml:id="id1">Rubrik</text:p>', '<text:p xml:id="id1">Roll</text:p>')
    assert document.lines == ("Rubrik", "Roll")


@pytest.mark.parametrize(
    ("shown", "meta", "expected"),
    [
        ("Halmstad", "", "\ufffd Halmstad"),
        ("Hylte", "", "Hylte"),
        ("Halmstad", "<meta:user-defined meta:name='mall'>omtanke-1</meta:user-defined>", "Halmstad"),
    ],
)
def test_first_entry_of_a_list_may_stand_there_by_itself(shown, meta, expected):
    items = "".join(f"<loext:list-item loext:display-text='{item}'/>" for item in ("Halmstad", "Hylte"))
    body = f"<office:text><text:p><loext:content-control>{items}{shown}</loext:content-control></text:p></office:text>"
    assert read("text", body, meta=meta).lines == (expected,)


def test_picture_alone_in_a_cell_is_not_told():
    frame = "<text:p><drawing:frame><drawing:image/></drawing:frame></text:p>"
    cells = (
        f"<table:table-cell>{frame}</table:table-cell><table:table-cell><text:p>Ja</text:p>{frame}</table:table-cell>"
    )
    (table,) = text(f"<table:table><table:table-row>{cells}</table:table-row></table:table>").tables
    assert table.rows == (("\ufffd", "Ja"),)


def test_blank_form_keeps_the_room_right_of_its_labels():
    cells = "<table:table-cell><text:p>Rubrik</text:p></table:table-cell><table:table-cell/>"
    row = f"<table:table-row>{cells}</table:table-row>"
    data = odf("text", f'<office:text><table:table table:name="T">{row}</table:table></office:text>')
    read_as = [read_blank("x", data), read_document("x", data)]
    assert [one.tables[0].rows for one in read_as if isinstance(one, Document)] == [(("Rubrik", ""),), (("Rubrik",),)]
