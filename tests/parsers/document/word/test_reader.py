"""Shapes of Word's own XML, after ECMA-376 and files that Word 2016 and later save."""

from __future__ import annotations

import pytest

from parsers.document.model import Control, ControlKind, Document, Paragraph, Table
from parsers.document.read import read_document
from parsers.result import Unreadable
from tests.support.office_files import W, docx, p, r, relationships, sdt, table, tc, tr


def read(body: str, **more: str) -> Document:
    content = read_document("x.docx", docx(body, **more))
    assert isinstance(content, Document)
    return content


def test_paragraphs_outside_tables_are_lines_in_order():
    body = p(r("Först")) + table(("Rubrik", "Mötesplats")) + p() + p(r("Si"), r("st"))
    stood = (Paragraph("Först"), Table("tabell 1", (("Rubrik", "Mötesplats"),)), Paragraph("Sist"))
    assert read(body) == Document("docx", stood)
    assert (read(body).lines, read(body).tables) == (("Först", "Sist"), stood[1:2])


PROMPT = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Skriv något</w:t></w:r>'


def part_of(name: str, content: str) -> str:
    return f"<w:{name} {W}>{content}</w:{name}>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(sdt(r("Trygg hemgång"), tag="title")), "Trygg hemgång"),
        (sdt(p(r("Trygg")) + p(r("hemgång")), tag="title"), "Trygg\nhemgång"),
        (f"<w:tbl>{tr(tc(p(r('Rubrik'))), sdt(tc(p(r('I cell'))), tag='title'))}</w:tbl>", "I cell"),
        (f"<w:tbl>{sdt(tr(tc(p(r('I rad')))), tag='title')}</w:tbl>", "I rad"),
        (p(sdt(sdt(r("Inre"), tag="inner"), tag="title")), "Inre"),
    ],
    ids=["inline", "block", "cell", "row", "nested"],
)
def test_control_is_read_wherever_it_stands(body, expected):
    controls = {control.tag: control for control in read(body).controls}
    assert controls["title"] == Control("title", "", ControlKind.TEXT, expected)


BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("before", "is_doubted"),
    [(BREAK, True), (BREAK * 2, True), (BREAK + r("Svar:"), False), (r("Till:") + BREAK, False), ("", False)],
)
def test_control_whose_line_breaks_stand_before_it_is_run_together(before, is_doubted):
    content = read(f"<w:tbl>{tr(tc(p(before, sdt(r('EnhetenSöndrum'), tag='unit'))))}</w:tbl>")
    (control,) = content.controls
    assert control.value.endswith("\ufffd") is is_doubted
    assert ("\ufffd" in (content.tables[0].rows[0][0] or "")) is is_doubted


def test_box_below_a_line_break_is_a_box():
    box = sdt(r("☒"), properties='<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    assert read(p(BREAK, box, r(" Trygg"))).lines == ("☒ Trygg",)


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("<w:strike/>", "Bifall"),
        ("<w:dstrike w:val='true'/>", "Bifall"),
        ("<w:vanish/>", "Bifall"),
        ("<w:strike w:val='0'/>", "Avslag Bifall"),
    ],
)
def test_text_that_is_struck_out_or_hidden_does_not_count(mark, expected):
    answer = f"<w:r><w:rPr>{mark}</w:rPr><w:t xml:space='preserve'>Avslag </w:t></w:r>{r('Bifall')}"
    content = read(f"<w:tbl>{tr(tc(p(answer)))}</w:tbl>" + sdt(p(answer), tag="decision"))
    assert content.lines == (expected,)
    assert content.tables == (Table("tabell 1", ((expected,),)),)
    assert [control.value for control in content.controls] == [expected]


STYLES = part_of(
    "styles",
    '<w:style w:type="character" w:styleId="Bort"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Arv"><w:basedOn w:val="Bort"/></w:style>'
    '<w:style w:type="character" w:styleId="Kvar"><w:basedOn w:val="Bort"/>'
    '<w:rPr><w:strike w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ett"><w:basedOn w:val="Annat"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Annat"><w:basedOn w:val="Ett"/></w:style>',
)


def styled(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_style_that_strikes_out_or_hides_does_so_and_its_heirs_until_one_turns_it_off():
    runs = [
        styled("a", '<w:rStyle w:val="Bort"/>'),
        styled("b", '<w:rStyle w:val="Arv"/>'),
        styled("c", '<w:rStyle w:val="Kvar"/>'),
        styled("d", '<w:rStyle w:val="Bort"/><w:strike w:val="false"/>'),
    ]
    shown = styled("f", '<w:vanish w:val="0"/>')
    hidden = f'<w:p><w:pPr><w:pStyle w:val="Annat"/></w:pPr>{r("e")}{shown}</w:p>'
    assert read(p(*runs) + hidden, **{"word/styles.xml": STYLES}).lines == ("cd", "f")


def test_row_control_leaves_out_what_is_struck_out():
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>Avslag</w:t></w:r>"
    content = read(f"<w:tbl>{sdt(tr(tc(p(struck, r('Bifall')))), tag='decision')}</w:tbl>")
    assert [control.value for control in content.controls] == ["Bifall"]


def test_control_inside_a_repeated_row_is_read_once():
    row = sdt(tr(tc(p(sdt(r("Varberg"), tag="place")))), properties="<w:alias w:val='Rader'/>")
    assert [(control.tag, control.value) for control in read(f"<w:tbl>{row}</w:tbl>").controls] == [
        ("", "Varberg"),
        ("place", "Varberg"),
    ]


def test_cell_control_leaves_the_row_in_its_columns():
    body = f"<w:tbl>{tr(tc(p(r('Rubrik'))), sdt(tc(p(r('Svar')))), tc(p(r('Hjälp'))))}</w:tbl>"
    assert read(body).tables == (Table("tabell 1", (("Rubrik", "Svar", "Hjälp"),)),)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda control: p(control(PROMPT)),
        lambda control: control(p(PROMPT)),
        lambda control: f"<w:tbl>{tr(control(tc(p(PROMPT))))}</w:tbl>",
    ],
    ids=["inline", "block", "cell"],
)
def test_placeholder_is_empty_in_control_and_in_surroundings(wrap):
    content = read(wrap(lambda inner: sdt(inner, tag="title", properties="<w:showingPlcHdr/>")))
    assert [control.value for control in content.controls] == [""]
    assert content.lines == ()
    assert [cell for one in content.tables for row in one.rows for cell in row if cell] == []


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', True),
        ('<w14:checkbox><w14:checked w14:val="true"/></w14:checkbox>', True),
        ('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', False),
        ("<w14:checkbox/>", False),
        ('<w:checkbox><w:checked w:val="1"/></w:checkbox>', True),
        ("<w:checkbox><w:checked/></w:checkbox>", True),
    ],
)
def test_check_box_is_read_in_both_namespaces(properties, expected):
    content = read(p(sdt(r("?"), tag="goals", properties=f'<w:alias w:val="Nära"/>{properties}'), r(" Nära")))
    mark = "☒" if expected else "☐"
    assert content.controls == (Control("goals", "Nära", ControlKind.CHECK_BOX, "?", checked=expected),)
    assert content.controls[0].text == f"{mark} Nära"
    assert content.lines == (f"{mark} Nära",)


@pytest.mark.parametrize(("shown", "expected"), [("Bifall", "Bifall"), ("1", "Bifall"), ("Välj", ""), ("Eget", "Eget")])
def test_drop_down_gives_the_shown_text_and_its_prompt_is_empty(shown, expected):
    items = (
        '<w:comboBox><w:listItem w:displayText="Välj" w:value=""/>'
        '<w:listItem w:displayText="Bifall" w:value="1"/></w:comboBox>'
    )
    controls = read(p(sdt(r(shown), tag="outcome", properties=items))).controls
    assert controls == (Control("outcome", "", ControlKind.CHOICE, expected, choices=("Bifall",)),)


def test_date_control_gives_the_day_that_word_keeps():
    picker = '<w:date w:fullDate="2026-12-10T00:00:00Z"><w:dateFormat w:val="d MMMM yyyy"/></w:date>'
    content = read(p(sdt(r("10 december 2026"), tag="start", properties=picker)))
    assert content.controls == (Control("start", "", ControlKind.DATE, "2026-12-10"),)
    assert content.lines == ("10 december 2026",)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("10 december 2026", "2026-12-10"),
        ("torsdag 10/12-26", "2026-12-10"),
        ("december 2026", "2026-12-10"),
        ("12 december 2026", "12 december 2026"),
        ("10 januari 2027", "10 januari 2027"),
        ("under våren", "under våren"),
        ("", "2026-12-10"),
    ],
)
def test_date_that_was_written_over_counts_before_the_picked_one(shown, expected):
    picker = '<w:date w:fullDate="2026-12-10T00:00:00Z"/>'
    assert [control.value for control in read(p(sdt(r(shown), properties=picker))).controls] == [expected]


def test_tracked_changes_count_insertions_and_not_deletions():
    body = p(
        r("Mötet blir "),
        "<w:del><w:r><w:delText>fredag</w:delText></w:r></w:del>",
        f"<w:ins>{r('måndag')}</w:ins>",
        "<w:moveFrom><w:r><w:t> flyttat härifrån</w:t></w:r></w:moveFrom>",
    )
    assert read(body).lines == ("Mötet blir måndag",)


def test_paragraph_whose_end_is_deleted_joins_the_next():
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    gone = "<w:del><w:r><w:delText>fredag</w:delText></w:r></w:del>"
    body = f"<w:p>{mark}{r('Mötet ')}</w:p><w:p>{mark}{gone}</w:p>{p(r('ställs in'))}{p(r('Nästa'))}"
    assert read(body).lines == ("Mötet ställs in", "Nästa")


def test_deleted_end_before_a_table_joins_nothing():
    body = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('Före')}</w:p>{table(('a', 'b'))}{p(r('Efter'))}"
    assert (read(body).lines, read(body).tables) == (("Före", "Efter"), (Table("tabell 1", (("a", "b"),)),))


def test_moved_paragraph_is_read_where_it_went():
    moved = "<w:p><w:pPr><w:rPr><w:{0}/></w:rPr></w:pPr><w:{0}><w:r><w:t>Flyttat</w:t></w:r></w:{0}></w:p>"
    assert read(moved.format("moveFrom") + p(r("Kvar")) + moved.format("moveTo")).lines == ("Kvar", "Flyttat")


def test_deleted_row_is_no_row():
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{tc(p(r('Bort')))}</w:tr>"
    assert read(f"<w:tbl>{tr(tc(p(r('Kvar'))))}{deleted}</w:tbl>").tables == (Table("tabell 1", (("Kvar",),)),)


def test_field_codes_and_comments_are_left_out_and_results_kept():
    body = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        r("länken"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:commentRangeStart w:id="1"/><w:r><w:commentReference/></w:r>',
        f"<w:hyperlink>{r(' här')}</w:hyperlink><w:fldSimple w:instr='PAGE'>{r(' 1')}</w:fldSimple>",
    )
    assert read(body).lines == ("länken här 1",)


def test_breaks_tabs_hyphens_and_symbols_become_characters():
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:t>e</w:t><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:sym w:font="Wingdings" w:char="f0a8"/></w:r>'
    )
    assert read(p(run)).lines == ("a\tb", "c-de☒☐")


@pytest.mark.parametrize(
    ("font", "char", "expected"),
    [
        ("Wingdings", "F0FE", "☒"),
        ("Wingdings", "F0FC", "☒"),
        ("Wingdings", "00A8", "☐"),
        ("Wingdings", "F06F", "☐"),
        ("Wingdings 2", "F052", "☒"),
        ("Wingdings 2", "F0A3", "☐"),
        ("Segoe UI Symbol", "2612", "☒"),
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F0A3", "≤"),
        ("Symbol", "00AE", "→"),
        ("Symbol", "F06D", "µ"),
        ("Wingdings", "F0E0", "→"),
        ("Calibri", "2013", "–"),
        ("Wingdings", "F025", "\ufffd"),
        ("Webdings", "F0B3", "\ufffd"),
        ("Wingdings", "hej", "\ufffd"),
        ("Wingdings", "D800", "\ufffd"),
        ("Wingdings", "FFFFFFFFFF", "\ufffd"),
    ],
)
def test_symbol_is_what_its_font_shows(font, char, expected):
    body = p(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>', r(" Nära"))
    assert read(body).lines == (f"{expected} Nära",)


def test_letters_in_a_font_of_symbols_are_boxes():
    body = p(
        styled("\uf0fe", '<w:rFonts w:ascii="Wingdings"/>'),
        r(" Nära, "),
        styled("o", '<w:rFonts w:ascii="Wingdings"/>'),
    )
    assert read(body + p(styled("o", '<w:rFonts w:ascii="Arial"/>'))).lines == ("☒ Nära, ☐", "o")


NUMBERING = part_of(
    "numbering",
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="\uf0a8"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:lvlText w:val="\uf0fe"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
    '<w:lvlText w:val="☒"/></w:lvl></w:lvlOverride></w:num>',
)


def listed(text: str, number: int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def test_boxes_that_are_the_bullets_of_a_list_are_read():
    body = listed("Enkel", 1) + listed("Trygg", 2) + listed("Gemensam", 3) + listed("under", 1, 1)
    expected = ("☐ Enkel", "☒ Trygg", "☒ Gemensam", "under")
    assert read(body, **{"word/numbering.xml": NUMBERING}).lines == expected


def test_ticks_for_bullets_are_ornament():
    assert read(listed("Trygg", 2) + listed("under", 1, 1), **{"word/numbering.xml": NUMBERING}).lines == (
        "Trygg",
        "under",
    )


def test_form_fields_of_old_word_show_their_marks():
    box = '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
    listed = (
        '<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nej"/>'
        '<w:listEntry w:val="Ja"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    body = p(box.format("<w:checked/>"), r(" Nära "), box.format(""), r(" Trygg ")) + p(listed)
    assert read(body).lines == ("☒ Nära ☐ Trygg ", "Ja")


def test_merged_cells_are_none_and_columns_stay():
    wide = tc(p(r("Rubrik")), properties='<w:gridSpan w:val="2"/>')
    start = tc(p(r("Lång")), properties='<w:vMerge w:val="restart"/>')
    covered = tc(p(), properties="<w:vMerge/>")
    body = f"<w:tbl>{tr(wide, tc(p(r('Svar'))))}{tr(start, tc(p(r('a'))))}{tr(covered, tc(p(r('b'))))}</w:tbl>"
    rows = (("Rubrik", None, "Svar"), ("Lång", "a"), (None, "b"))
    assert read(body).tables == (Table("tabell 1", rows),)


def test_table_in_a_cell_is_text_of_the_cell_and_a_table_of_its_own():
    inner = table(("Nu", "Sedan"))
    content = read(f"<w:tbl>{tr(tc(p(r('Bakgrund'))), tc(p(r('Se:')) + inner))}</w:tbl>")
    assert content.tables == (
        Table("tabell 1", (("Bakgrund", "Se:\nNu\tSedan"),)),
        Table("tabell 2", (("Nu", "Sedan"),)),
    )


def test_text_box_is_read_once():
    box = f"<wps:txbx><w:txbxContent>{p(r('I rutan'))}</w:txbxContent></wps:txbx>"
    fallback = f"<w:pict><w:txbxContent>{p(r('I rutan'))}</w:txbxContent></w:pict>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(p(r("Före"), drawn)).lines == ("Före", "I rutan")


def test_emoji_that_only_a_new_word_draws_is_read_from_its_fallback():
    drawn = '<mc:Choice Requires="w16se"><w16se:symEx xmlns:w16se="s" w16se:char="2705"/></mc:Choice>'
    run = f"<w:r><mc:AlternateContent>{drawn}<mc:Fallback><w:t>✅</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    assert read(p(run, r(" Trygg"))).lines == ("✅ Trygg",)


def test_digits_above_the_line_are_no_digits_beside_them():
    above = '<w:r><w:rPr><w:vertAlign w:val="{}"/></w:rPr><w:t>2</w:t></w:r>'
    assert read(p(r("10"), above.format("superscript"), r(" m, CO"), above.format("subscript"))).lines == (
        "10² m, CO2",
    )


def test_words_of_an_equation_are_read_and_of_a_reading_aid_not():
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    equation = f"<m:oMath {math}><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num></m:f></m:oMath>"
    ruby = f"<w:r><w:ruby><w:rt>{r('uttal')}</w:rt><w:rubyBase>{r('ord')}</w:rubyBase></w:ruby></w:r>"
    assert read(p(r("kvot "), equation, r(" "), ruby)).lines == ("kvot a ord",)


def test_table_of_contents_is_left_out():
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = sdt(p(r("Syfte"), "<w:r><w:tab/></w:r>", r("2")), properties=gallery)
    assert read(contents + p(r("Syfte"))).lines == ("Syfte",)


def test_footnote_is_no_part_of_the_answer():
    notes = part_of("footnotes", f"<w:footnote>{p(r('Se bilaga'))}</w:footnote>")
    body = p(r("Svar"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert read(body, **{"word/footnotes.xml": notes}).lines == ("Svar",)


def test_properties_are_read_by_name():
    core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Dagordning</dc:title></cp:coreProperties>'
    custom = '<Properties xmlns:vt="v"><property name="token"><vt:lpwstr>abc123</vt:lpwstr></property></Properties>'
    data = docx(p(r("x")), **{"docProps/core.xml": core, "docProps/custom.xml": custom})
    content = read_document("x.docx", data)
    assert isinstance(content, Document)
    assert content.properties == {"title": "Dagordning", "token": "abc123"}


def test_main_part_is_found_by_its_relation():
    rels = relationships(("rId1", "officeDocument", "/word/document2.xml"))
    data = docx(p(r("gammal")), **{"_rels/.rels": rels, "word/document2.xml": docx_part(p(r("rätt")))})
    content = read_document("x.docx", data)
    assert isinstance(content, Document)
    assert content.lines == ("rätt",)


def docx_part(body: str) -> str:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'


def test_embedded_file_in_place_of_text_is_named():
    reason = "filen innehåller en annan fil i stället för text – öppna den i Word, spara den och skicka den igen"
    assert read_document("x.docx", docx('<w:altChunk r:id="rId5" xmlns:r="r"/>')) == Unreadable("docx", reason)


@pytest.mark.parametrize(("state", "shown"), [("0", "☒"), ("1", "☐"), ("0", "X"), ("1", "☒")])
def test_box_is_ticked_by_its_state_or_by_what_it_shows(state, shown):
    properties = f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
    (control,) = read(p(sdt(r(shown), tag="goals", properties=properties))).controls
    assert control.checked
