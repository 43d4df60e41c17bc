"""Makes templates/celebration/brev.docx anew: `python -m tests.golden.make.celebration_template`.

The template may as well be restyled by hand in Word; this file is how the shipped one came to be.
"""

from __future__ import annotations

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

from tests.golden.make.agenda_template import GREY, PETROL, _drop_thumbnail, _font
from tests.support.paths import ROOT

TARGET = ROOT / "templates" / "celebration" / "brev.docx"


def main() -> None:
    document = Document()
    _styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.4)
    document.core_properties.language = "sv-SE"
    document.core_properties.title = document.core_properties.comments = ""
    _foot(section)
    _drop_thumbnail(document)
    document.save(TARGET)


def _styles(document):
    styles = document.styles
    _font(styles["Normal"], 11, after=6)
    _font(styles["Title"], 26, PETROL, bold=True, after=2)
    _font(styles["Subtitle"], 13, GREY, after=14)
    _font(styles["Heading 1"], 17, PETROL, bold=True, before=20, after=6)
    _font(styles["Heading 2"], 13, PETROL, bold=True, before=12, after=0)
    _font(styles["Heading 3"], 11, GREY, bold=True, before=6, after=0)
    _font(styles["Quote"], 11, after=4)
    _font(styles.add_style("Organisation", WD_STYLE_TYPE.PARAGRAPH), 10, GREY, after=4)
    for name in ("Subtitle", "Quote"):
        styles[name].font.italic = False
    styles["Subtitle"].element.rPr.remove(styles["Subtitle"].element.rPr.find(qn("w:spacing")))
    styles["Title"].element.pPr.remove(styles["Title"].element.pPr.find(qn("w:pBdr")))
    quote = styles["Quote"]
    quote.paragraph_format.left_indent = Cm(0.6)
    quote.font.color.rgb = None
    edge = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="10" w:color="1F4E5F"/></w:pBdr>'
    quote.element.get_or_add_pPr().insert_element_before(
        parse_xml(edge), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")


def _foot(section):
    """Put the page's number at its foot."""
    paragraph = section.footer.paragraphs[0]
    paragraph.add_run("Sida ").font.size = Pt(9)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    run.font.size = Pt(9)
    field.append(run._r)
    paragraph._p.append(field)


if __name__ == "__main__":
    main()
