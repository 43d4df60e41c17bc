"""The form as a Word file: blank, or filled in so far."""

# ruff: noqa: SLF001 - python-docx gives its XML under private names alone

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from mailbot.forms.write import prompts
from mailbot.forms.write.custom_property import with_property
from mailbot.forms.write.word_controls import Controls, Name
from parsers import TEMPLATE_PROPERTY, Code, Field, FormTemplate, Kind, Value

_INK, _MUTED, _ACCENT, _ALARM = (RGBColor.from_string(code) for code in ("1F2933", "52606D", "14505C", "9B1C1C"))
_LABEL_SHADE, _HEAD_SHADE, _MISSING_SHADE, _LINE = "F0F5F6", "DCE8EA", "FFF4D6", "B7C6CA"
_LABEL_WIDTH, _ANSWER_WIDTH = Cm(5.6), Cm(11.4)
_DATE_TERMS = "{http://purl.org/dc/terms/}"
_FONT: Final = "Calibri"
_UNUSED = ("/thumbnail", "/stylesWithEffects")
"""How the types of relations end whose parts no form needs."""


def write(
    template: FormTemplate,
    values: Mapping[str, Value] = MappingProxyType({}),
    marked: Mapping[str, Code] = MappingProxyType({}),
) -> bytes:
    """Return the form as a .docx: blank, or with `values` filled in and `marked` fields shown by what is wrong.

    A text in place of a date or choices is what the initiator wrote and has to correct.
    Every field is a content control whose tag is the field's key; a multi-choice is
    one check box for each choice, whose title is the choice.
    """
    document = docx.Document()
    _set_up(document, template)
    _open(document, template)
    page = _Page(document, values, marked)
    for title, fields in prompts.sections(template):
        page.section(title, fields)
    document.add_paragraph()
    file = io.BytesIO()
    document.save(file)
    return with_property(file.getvalue(), TEMPLATE_PROPERTY, template.id)


class _Page:
    """Writes the sections of one form."""

    def __init__(self, document: Document, values: Mapping[str, Value], marked: Mapping[str, Code]) -> None:
        self._document = document
        self._values = values
        self._marked = marked
        self._controls = Controls()

    def section(self, title: str, fields: list[Field]) -> None:
        """Write a heading and its table: questions to the left, answers to the right."""
        if title:
            self._document.add_heading(title, level=1)
        table = self._document.add_table(rows=1, cols=2)
        _lay_out(table, title)
        for cell, text in zip(table.rows[0].cells, ("Fråga", "Ditt svar"), strict=True):
            cell.paragraphs[0].add_run(text).bold = True
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            _shade(cell, _HEAD_SHADE)
        for field in fields:
            row = table.add_row()
            self._question(row.cells[0], field)
            self._answer(row.cells[1], field)
            if field.kind is not Kind.LONG_TEXT:
                row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, width in zip(table.columns, (_LABEL_WIDTH, _ANSWER_WIDTH), strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _question(self, cell: _Cell, field: Field) -> None:
        _shade(cell, _LABEL_SHADE)
        cell.paragraphs[0].add_run(prompts.label(field)).bold = True
        if field.help:
            cell.add_paragraph(field.help, style="Hjälptext")
        if note := prompts.note(field, self._marked.get(field.key), self._values.get(field.key)):
            cell.add_paragraph(note, style="Saknas")

    def _answer(self, cell: _Cell, field: Field) -> None:
        if field.key in self._marked:
            _shade(cell, _MISSING_SHADE)
        paragraph, value = cell.paragraphs[0], self._values.get(field.key)
        if field.kind is Kind.MULTI_CHOICE:
            self._boxes(cell, field, value)
        elif field.kind is Kind.LONG_TEXT:
            lines = prompts.as_text(value).split("\n")
            paragraph._p.addprevious(
                self._controls.paragraphs(Name(field.key, field.label), lines, prompt=prompts.prompt(field))
            )
            cell._tc.remove(paragraph._p)
        else:
            paragraph._p.append(self._control(field, value))

    def _control(self, field: Field, value: Value) -> etree._Element:
        name, prompt, text = Name(field.key, field.label), prompts.prompt(field), prompts.as_text(value)
        if field.kind is Kind.DATE:
            return self._controls.date(name, value if isinstance(value, date) else text, prompt=prompt)
        if field.kind in (Kind.CHOICE, Kind.YES_NO):
            return self._controls.drop_down(name, text, prompts.choices(field), prompt=prompt, free=field.open_choice)
        return self._controls.text(name, text, prompt=prompt)

    def _boxes(self, cell: _Cell, field: Field, value: Value) -> None:
        chosen = prompts.chosen(value)
        for number, choice in enumerate(field.choices):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            box = self._controls.check_box(Name(field.key, choice), checked=choice in chosen)
            paragraph._p.append(box)
            paragraph.add_run(f" {choice}")
        if field.open_choice:
            paragraph = cell.add_paragraph(f"{prompts.OTHER}: ")
            name = Name(field.key, prompts.OTHER)
            other = self._controls.text(name, prompts.others(field, value), prompt=prompts.prompt(field))
            paragraph._p.append(other)


def _set_up(document: Document, template: FormTemplate) -> None:
    properties = document.core_properties
    properties.title, properties.language = template.title, "sv-SE"
    properties.author, properties.comments = template.author, ""
    _strip(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = Cm(2)
    section.bottom_margin = Cm(1.8)
    _styles(document)
    _page_numbers(section.footer.paragraphs[0], template)


def _strip(document: Document) -> None:
    """Take away what python-docx brings: a preview, unused styles, dates, English, the manners of Word 2010."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
            relations.pop(key)
    styles = document.styles.element
    for style in styles.xpath("w:style[@w:type='table'][not(@w:default)]"):
        styles.remove(style)
    core = document.core_properties._element
    for node in [node for node in core if node.tag.startswith(_DATE_TERMS)]:
        core.remove(node)
    settings = document.settings.element
    for mode in settings.iter(qn("w:compatSetting")):
        if mode.get(qn("w:name")) == "compatibilityMode":
            mode.set(qn("w:val"), "15")
    for language in (*settings.iter(qn("w:themeFontLang")), *styles.iter(qn("w:lang"))):
        language.set(qn("w:val"), "sv-SE")


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = _FONT, Pt(11), _INK
    normal.paragraph_format.space_after = Pt(4)
    document.styles["Footer"].font.size = Pt(9)
    for name, size, before, after in (("Title", 24.0, 0, 8), ("Heading 1", 15, 16, 6)):
        _style(document, name, size, _ACCENT, before=before, after=after)
    for name, size, colour in (("Hjälptext", 9.5, _MUTED), ("Saknas", 10, _ALARM)):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = normal
        _style(document, name, size, colour, before=0, after=2)
    document.styles["Saknas"].font.bold = True
    placeholder = document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER, builtin=True)
    placeholder.font.color.rgb = _MUTED


def _style(document: Document, name: str, size: float, colour: RGBColor, *, before: float, after: float) -> None:
    style = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)  # a theme font would win over the named one
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _page_numbers(paragraph: Paragraph, template: FormTemplate) -> None:
    paragraph.add_run(f"{template.title}    Sida ")
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)


def _open(document: Document, template: FormTemplate) -> None:
    document.add_paragraph(template.title, style="Title")
    for line in template.intro.strip().splitlines():
        document.add_paragraph(line)


def _lay_out(table: Table, title: str) -> None:
    """Set borders, cell margins, header row and the name that a screen reader gives, in the order of §17.4.59."""
    table.style, table.autofit = None, False
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{edge}", val="single", sz="4", space="0", color=_LINE))
    layout = properties.find(qn("w:tblLayout"))
    assert layout is not None
    layout.addprevious(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "70"), ("left", "110"), ("bottom", "50"), ("right", "110")):
        margins.append(_element(f"w:{side}", w=width, type="dxa"))
    look = _element("w:tblLook", val="06A0", firstRow="1", lastRow="0", firstColumn="1", noHBand="1", noVBand="1")
    for node in (margins, look, _element("w:tblCaption", val=title)):
        properties.append(node)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _element(name: str, **attributes: str) -> etree._Element:
    return OxmlElement(name, {qn(f"w:{key}"): value for key, value in attributes.items()})


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))
