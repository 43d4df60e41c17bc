"""Makes templates/agenda/dagordning.docx anew: `python -m tests.golden.make.agenda_template`.

The template may as well be restyled by hand in Word; this file is how the shipped
one came to be. What stands between {{ }} and {% %} is filled in by mailbot.
"""

from __future__ import annotations

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from tests.support.paths import ROOT

TARGET = ROOT / "templates" / "agenda" / "dagordning.docx"
PETROL = RGBColor(0x1F, 0x4E, 0x5F)
GREY = RGBColor(0x59, 0x59, 0x59)
LABEL_WIDTH, TEXT_WIDTH = 5.0, 11.6
"""Centimetres. The longest label, «Framgångsfaktorer», stands on one line in the widest fonts that replace Calibri."""
LABEL_FILL = "EAF1F3"
ANSWER_FILL = "FFF9E5"
LINE = "B7C4C9"
LAST = {"responsible": "ansvarig", "applies_to": "vad det gäller"}


def main() -> None:
    document = Document()
    _styles(document)
    _page(document)
    _header(document)
    _front(document)
    _initiatives(document)
    _notices(document)
    _under_way(document)
    _spread(document)
    _footer(document)
    core = document.core_properties
    core.title = "Dagordning RUG {{ agenda.meeting.day }}"
    core.author = "Omtanke Halland"
    core.language = "sv-SE"
    core.comments = ""
    _drop_thumbnail(document)
    document.save(TARGET)


def _drop_thumbnail(document):
    """Leave out the picture of another document that python-docx brings along."""
    package = document.part.package
    for key in [key for key, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def _styles(document):
    styles = document.styles
    _font(styles["Normal"], 10.5, after=4)
    _font(styles["Title"], 24, PETROL, bold=True, after=0)
    _font(styles["Subtitle"], 12, GREY, after=8)
    _font(styles["Heading 1"], 15, PETROL, bold=True, before=16, after=4)
    _font(styles["Heading 2"], 11, PETROL, bold=True, before=8, after=2)
    _font(styles["Heading 3"], 10.5, bold=True, before=6, after=0)
    styles["Heading 3"].font.color.rgb = RGBColor(0x1D, 0x27, 0x33)
    _font(styles["List Bullet"], 10.5, after=2)
    _font(styles.add_style("Anvisning", WD_STYLE_TYPE.PARAGRAPH), 9.5, GREY, before=6, after=2)
    _font(styles.add_style("Tabelltext", WD_STYLE_TYPE.PARAGRAPH), 10, before=1, after=1)
    _font(styles.add_style("Tabelltext liten", WD_STYLE_TYPE.PARAGRAPH), 8, before=1, after=1)
    _font(styles.add_style("Forslag", WD_STYLE_TYPE.PARAGRAPH), 12, before=2, after=4)
    _font(styles.add_style("Sidhuvud", WD_STYLE_TYPE.PARAGRAPH), 9, PETROL)
    _font(styles.add_style("Sidfot", WD_STYLE_TYPE.PARAGRAPH), 8, GREY)
    styles["Subtitle"].font.italic = False
    styles["Subtitle"].element.rPr.remove(styles["Subtitle"].element.rPr.find(qn("w:spacing")))
    placeholder = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    placeholder.font.color.rgb = GREY
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")


def _font(style, size, color=None, *, bold=False, before=0, after=0):
    style.font.name = "Calibri"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), "Calibri")
    style.font.size = Pt(size)
    style.font.bold = bold
    if color is not None:
        style.font.color.rgb = color
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.08


def _page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(1.8)
    section.header_distance = Cm(1.2)


def _header(document):
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.style = document.styles["Sidhuvud"]
    paragraph.add_run("Omtanke Halland").bold = True
    paragraph.add_run(" · {{ words.group }}")
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="4" w:color="1F4E5F"/></w:pBdr>')
    )


def _front(document):
    document.add_paragraph("Dagordning", style="Title")
    document.add_paragraph("{{ words.group }}, {{ agenda.meeting.day }}", style="Subtitle")
    facts = _table(document, (LABEL_WIDTH, TEXT_WIDTH), "Mötet", "Tid, plats, kallade och vad dagordningen gäller.")
    _row(facts, "Tid", "{{ agenda.meeting.day | capitalize }} kl. {{ agenda.meeting.time }}", header=True)
    _tag_row(facts, "{%tr if agenda.meeting.place %}")
    _row(facts, "Plats", "{{ agenda.meeting.place }}")
    _tag_row(facts, "{%tr endif %}")
    _tag_row(facts, "{%tr if agenda.called %}")
    _row(facts, "Kallade", "{{ agenda.called | join(', ') }}")
    _tag_row(facts, "{%tr endif %}")
    _row(facts, "Sekreterare", "{{ agenda.secretary }}")
    _row(facts, "Stoppdag", "{{ agenda.meeting.stop | capitalize }}")
    _tag_row(facts, "{%tr if agenda.revision > 1 %}")
    _row(facts, "Version", "{{ agenda.revision }}, ersätter tidigare versioner")
    _tag_row(facts, "{%tr endif %}")
    _row(facts, "Märkning", "{{ agenda.mark }}")
    document.add_paragraph("Föredragningslista", style="Heading 1")
    _overview(document)
    _tag(document, "{%p if agenda.by_organisation %}")
    document.add_paragraph("Initiativ per organisation", style="Heading 1")
    _organisations(document)
    _tag(document, "{%p endif %}")


def _overview(document):
    table = _table(
        document, (1.4, 9.4, 5.8), "Föredragningslista", "Paragraf, ärende och organisation, i mötets ordning."
    )
    _cells(table, ("§", "Ärende", "Organisation"), header=True)
    _fixed_rows(table, "agenda.opening")
    _tag_row(table, "{%tr for item in agenda.items %}")
    state = "{% if item.removed %} (utgår){% elif item.deferred %} (bordlagt tidigare){% endif %}"
    _cells(
        table,
        (
            "{{ item.paragraph }}",
            "{{ item.reference }} {{ item.title }}" + state,
            "{{ item.organisation }}",
        ),
    )
    _tag_row(table, "{%tr endfor %}")
    _tag_row(table, "{%tr for item in agenda.notices %}")
    gone = "{% if item.removed %} (utgår){% endif %}"
    title = "{{ words.notice }}: {{ item.reference }} {{ item.title }}" + gone
    _cells(table, ("{{ item.paragraph }}", title, "{{ item.organisation }}"))
    _tag_row(table, "{%tr endfor %}")
    _fixed_rows(table, "agenda.closing")


def _fixed_rows(table, which):
    _tag_row(table, f"{{%tr for item in {which} %}}")
    _cells(table, ("{{ item.paragraph }}", "{{ item.text }}", "–"))
    _tag_row(table, "{%tr endfor %}")


def _organisations(document):
    table = _table(
        document,
        (7.2, 2.2, 7.2),
        "Initiativ per organisation",
        "Hur många initiativ varje organisation har på dagordningen, och deras paragrafer.",
    )
    _cells(table, ("Organisation", "Antal", "Paragrafer"), header=True)
    _tag_row(table, "{%tr for one in agenda.by_organisation %}")
    paragraphs = "{% for item in one.items %}{% if not loop.first %}, {% endif %}§ {{ item.paragraph }}{% endfor %}"
    _cells(table, ("{{ one.organisation }}", "{{ one.items | length }}", paragraphs))
    _tag_row(table, "{%tr endfor %}")


def _initiatives(document):
    _tag(document, "{%p for item in agenda.items %}")
    heading = "§ {{ item.paragraph }} {{ item.reference }} {{ item.title }}"
    _tag(document, "{%p if item.new_page %}")
    document.add_paragraph(heading, style="Heading 1").paragraph_format.page_break_before = True
    _tag(document, "{%p else %}")
    document.add_paragraph(heading, style="Heading 1")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p if item.removed %}")
    document.add_paragraph("Ärendet utgår från dagordningen.")
    _tag(document, "{%p else %}")
    _tag(document, "{%p if item.deferred %}")
    document.add_paragraph("Initiativet bordlades vid ett tidigare möte och tas därför upp först.", style="Anvisning")
    _tag(document, "{%p endif %}")
    document.add_paragraph("{{ item.request.label }}", style="Heading 2")
    _lines(document, "item.request", "Forslag")
    document.add_paragraph("Om initiativet", style="Heading 2")
    facts = _table(
        document,
        (LABEL_WIDTH, TEXT_WIDTH),
        "Om {{ item.reference }}",
        "Vem som har lämnat initiativet, och vad det siktar mot.",
    )
    _row(facts, "Initiativtagare", "{{ item.initiator }}", header=True)
    _row(facts, "Organisation", "{{ item.organisation }}")
    _tag_row(facts, "{%tr for fact in item.facts %}")
    _row(facts, "{{ fact.label }}", "{{ fact.text }}")
    _tag_row(facts, "{%tr endfor %}")
    _passages(document)
    document.add_paragraph("Beslut", style="Heading 2")
    _decision(document)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")


def _notices(document):
    """Show evaluated work after the proposals, in a section of its own, each with a decision to fill in."""
    _tag(document, "{%p if agenda.notices %}")
    document.add_paragraph("{{ words.notices }}", style="Heading 1").paragraph_format.page_break_before = True
    _tag(document, "{%p for item in agenda.notices %}")
    document.add_paragraph("§ {{ item.paragraph }} {{ item.reference }} {{ item.title }}", style="Heading 1")
    _tag(document, "{%p if item.removed %}")
    document.add_paragraph("Ärendet utgår från dagordningen.")
    _tag(document, "{%p else %}")
    facts = _table(
        document,
        (LABEL_WIDTH, TEXT_WIDTH),
        "Utvärdering av {{ item.reference }}",
        "Vem som ansvarar för arbetet, och vad utvärderingen säger.",
    )
    _row(facts, "Organisation", "{{ item.organisation }}", header=True)
    _row(facts, "{{ words.notice_responsible }}", "{{ item.responsible }}")
    _tag_row(facts, "{%tr for passage in item.passages %}")
    _row(facts, "{{ passage.label }}", "{{ passage.text }}")
    _tag_row(facts, "{%tr endfor %}")
    document.add_paragraph("Beslut", style="Heading 2")
    _decision(document, "applies_to")
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")


def _under_way(document):
    """Show the work that goes on, a line each; nothing is decided about it."""
    _tag(document, "{%p if agenda.under_way %}")
    document.add_paragraph("{{ work.under_way }}", style="Heading 1")
    table = _table(
        document, (5.2, 3.5, 2.5, 2.6, 2.8), "Pågående arbete", "Initiativ, läge, dag för uppföljning och ansvarig."
    )
    _cells(table, [f"{{{{ work.headings[{place}] }}}}" for place in range(5)], header=True)
    _tag_row(table, "{%tr for one in agenda.under_way %}")
    title = "{{ one.about.reference }} {{ one.about.title }}"
    _cells(
        table, (title, "{{ one.organisation }}", "{{ one.standing }}", "{{ one.follow_up }}", "{{ one.responsible }}")
    )
    _tag_row(table, "{%tr endfor %}")
    _tag(document, "{%p endif %}")


def _spread(document):
    """Show which organisation takes up what; mailbot makes as many columns as there are organisations."""
    _tag(document, "{%p if agenda.spread.rows %}")
    document.add_paragraph("{{ work.spreading }}", style="Heading 1")
    table = _table(
        document, (3.8, 4.2, 4.4, 4.2), "Spridning", "Vilken organisation som gör likadant, för varje initiativ."
    )
    _cells(
        table,
        ("{{ work.initiative }}", "{%tc for name in agenda.spread.organisations %}", "{{ name }}", "{%tc endfor %}"),
        header=True,
    )
    _tag_row(table, "{%tr for row in agenda.spread.rows %}")
    title = "{{ row.about.reference }} {{ row.about.title }}"
    _cells(table, (title, "{%tc for cell in row.cells %}", "{{ cell }}", "{%tc endfor %}"))
    _tag_row(table, "{%tr endfor %}")
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].style = document.styles["Tabelltext liten"]
    _tag(document, "{%p endif %}")


def _passages(document):
    document.add_paragraph("Sammanfattning", style="Heading 2")
    _tag(document, "{%p for passage in item.summary %}")
    document.add_paragraph("{{ passage.label }}", style="Heading 3")
    _lines(document, "passage")
    _tag(document, "{%p endfor %}")
    document.add_paragraph("Beslutsunderlag", style="Heading 2")
    _keep(_loop(document, "name in item.material", "{{ name }}", "List Bullet"))
    document.add_paragraph("Expedieras till", style="Heading 2")
    _keep(document.add_paragraph("{{ item.initiator }}, {{ item.organisation }}"))


def _lines(document, passage, style="Normal"):
    """Show a passage's paragraphs, and what its writer listed as a real list."""
    _tag(document, f"{{%p for line in {passage}.lines %}}")
    _tag(document, "{%p if line.listed %}")
    document.add_paragraph("{{ line.text }}", style="List Bullet")
    _tag(document, "{%p else %}")
    document.add_paragraph("{{ line.text }}", style=style)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p endfor %}")


def _keep(paragraph):
    """Hold a paragraph to the next one: the decision table never stands alone on a page."""
    paragraph.paragraph_format.keep_with_next = True


def _loop(document, what, text, style="Normal"):
    _tag(document, f"{{%p for {what} %}}")
    paragraph = document.add_paragraph(text, style=style)
    _tag(document, "{%p endfor %}")
    return paragraph


def _decision(document, last="responsible"):
    """Show what is to be filled in: the decision, the reasons and `last`."""
    table = _table(
        document,
        (LABEL_WIDTH, TEXT_WIDTH),
        "Beslut om {{ item.reference }}",
        f"Beslut, motivering och {LAST[last]}, att fylla i.",
    )
    _row(table, "{{ words.labels.case }}", "{{ item.reference }}", header=True)
    for part, kind in (
        ("outcome", "<w:dropDownList/>"),
        ("reasons", '<w:text w:multiLine="1"/>'),
        (last, "<w:text/>"),
    ):
        row = _row(table, "{{ words.labels." + part + " }}", "")
        row.height = Cm(1.8) if part == "reasons" else None
        row.cells[1].paragraphs[0]._p.append(_control(part, kind))
        for cell in table.rows[-2].cells:
            _keep(cell.paragraphs[0])
        _shade(row.cells[1], ANSWER_FILL)


def _control(part, kind):
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{{{{ words.labels.{part} }}}} {{{{ item.reference }}}}"/>'
        f'<w:tag w:val="{{{{ item.reference }}}}.{part}"/><w:id w:val="1"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        f"<w:t>{{{{ words.placeholders.{part} }}}}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _footer(document):
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Sidfot"]
    paragraph.add_run("Dagordning RUG {{ agenda.meeting.day }} · {{ agenda.mark }} · Sida ")
    for instruction in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
        paragraph._p.append(field)
        if instruction == "PAGE":
            paragraph.add_run(" av ")


def _table(document, widths, title, description):
    table = document.add_table(rows=0, cols=len(widths))
    table.style = document.styles["Table Grid"]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(parse_xml(f'<w:tblInd {nsdecls("w")} w:w="108" w:type="dxa"/>'))
    layout.addprevious(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
        said = OxmlElement(name)
        said.set(qn("w:val"), text)
        table._tbl.tblPr.append(said)
    return table


def _row(table, label, value, *, header=False):
    row = _cells(table, (label, value))
    row.cells[0].paragraphs[0].runs[0].bold = True
    _shade(row.cells[0], LABEL_FILL)
    if header:
        _as_header(row)
    return row


def _cells(table, texts, *, header=False):
    row = table.add_row()
    for cell, column, text in zip(row.cells, table.columns, texts, strict=True):
        cell.width = column.width
        cell.paragraphs[0].style = table.part.document.styles["Tabelltext"]
        if text:
            cell.paragraphs[0].add_run(text).bold = header or None
        if header:
            _shade(cell, LABEL_FILL)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if header:
        _as_header(row)
    return row


def _as_header(row):
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _shade(cell, fill):
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{fill}"/>'))


def _tag_row(table, tag):
    table.add_row().cells[0].paragraphs[0].add_run(tag)


def _tag(document, tag):
    document.add_paragraph(tag)


if __name__ == "__main__":
    main()
