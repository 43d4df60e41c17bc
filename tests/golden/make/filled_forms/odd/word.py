"""Odd Word files: the shipped form, with what Word and other programs leave in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.golden.make.filled_forms.odd.case import Odd, expect, several, unsure
from tests.golden.make.filled_forms.shapes import word_blank
from tests.golden.make.filled_forms.styles import BY_NAME

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_NAMES = {"w": _W, "w14": _W14}
Change = Callable[[etree._Element], None]


def _made(style: str, change: Change) -> Callable[[], bytes]:
    """Return a maker of the shipped form in this style, changed."""

    def make() -> bytes:
        data = word_blank.fill(BY_NAME[style].form())
        document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
        change(document)
        return word_blank.with_document(data, etree.tostring(document, xml_declaration=True, encoding="UTF-8"))

    return make


def _states_off(document: etree._Element) -> None:
    """The box shows ☒ and its state says no: search and replace, or a template program."""
    for state in document.iter(f"{{{_W14}}}checked"):
        state.set(f"{{{_W14}}}val", "0")


def _states_without_signs(document: etree._Element) -> None:
    """The state says yes and the box shows ☐: a program set what isn't seen."""
    for control in document.xpath("//w:sdt[w:sdtPr/w14:checkbox]", namespaces=_NAMES):
        for sign in control.iter(f"{{{_W}}}t"):
            sign.text = "☐"


def _prompt_flags_on(document: etree._Element) -> None:
    """Own text in a control that still says that it shows its prompt."""
    for properties in document.xpath("//w:sdtPr[not(w14:checkbox)]", namespaces=_NAMES):
        if properties.find(f"{{{_W}}}showingPlcHdr") is None:
            properties.append(etree.Element(f"{{{_W}}}showingPlcHdr"))


def _controls_gone(document: etree._Element) -> None:
    """Every control replaced by what it holds."""
    for control in document.xpath("//w:sdt", namespaces=_NAMES):
        place = control.getparent().index(control)
        control.getparent()[place : place + 1] = list(control.find(f"{{{_W}}}sdtContent"))


def _struck_draft(document: etree._Element) -> None:
    """Tracked changes: a first answer that was deleted stands beside the one that was inserted."""
    answer = document.xpath("//w:sdt[w:sdtPr/w:tag/@w:val='resources']//w:p", namespaces=_NAMES)[0]
    written = answer.findall(f"{{{_W}}}r")
    dropped = etree.SubElement(answer, f"{{{_W}}}del", {f"{{{_W}}}id": "901", f"{{{_W}}}author": "Ulf Brandt"})
    run = etree.SubElement(dropped, f"{{{_W}}}r")
    etree.SubElement(run, f"{{{_W}}}delText").text = "Två bilar hela året. "
    added = etree.SubElement(answer, f"{{{_W}}}ins", {f"{{{_W}}}id": "902", f"{{{_W}}}author": "Ulf Brandt"})
    added.extend(written)


def _in_text_boxes(document: etree._Element) -> None:
    """«Risker: …» in a text box at the end; the table's cell untouched."""
    body = document.find(f"{{{_W}}}body")
    body.insert(len(body) - 1, _text_box("Risker: Bilen behövs till annat."))


def _text_box(text: str) -> etree._Element:
    return etree.fromstring(
        f'<w:p xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict>'
        '<v:shape style="position:absolute;width:300pt;height:60pt"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def _second_form(document: etree._Element) -> None:
    """Another filled form after the first, in the same file."""
    data = word_blank.fill(BY_NAME["wide"].form())
    other = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    body = document.find(f"{{{_W}}}body")
    for element in other.find(f"{{{_W}}}body")[:-1]:
        body.insert(len(body) - 1, deepcopy(element))


def _beside_the_label(document: etree._Element) -> None:
    """A telephone number written in the label's own cell, after the label."""
    label = next(text for text in document.iter(f"{{{_W}}}t") if text.text == "Telefon")
    label.text = "Telefon: 0430-150 00"


def _rows_split(document: etree._Element) -> None:
    """The table split in two where a page ended, with its head repeated by hand."""
    table = document.findall(f".//{{{_W}}}tbl")[1]
    second = deepcopy(table)
    for row in table.findall(f"{{{_W}}}tr")[3:]:
        table.remove(row)
    for row in second.findall(f"{{{_W}}}tr")[1:3]:
        second.remove(row)
    table.addnext(second)
    table.addnext(etree.Element(f"{{{_W}}}p"))


def _note_after(document: etree._Element) -> None:
    """A line under the tables that answers nothing."""
    body = document.find(f"{{{_W}}}body")
    note = etree.fromstring(f'<w:p xmlns:w="{_W}"><w:r><w:t>OBS! Ring Ulf på måndagar.</w:t></w:r></w:p>')
    body.insert(len(body) - 1, note)


_KEEP = expect("plain")

ODD_WORD: tuple[Odd, ...] = (
    Odd("states-off", "docx", _made("plain", _states_off), _KEEP),
    Odd(
        "states-without-signs",
        "docx",
        _made("wide", _states_without_signs),
        unsure("wide", "partners", "success_factors", "goals", "indicators"),
    ),
    Odd("prompt-flags-on", "docx", _made("wide", _prompt_flags_on), expect("wide")),
    Odd("controls-gone", "docx", _made("long", _controls_gone), expect("long")),
    Odd("struck-draft", "docx", _made("plain", _struck_draft), _KEEP),
    Odd("text-box", "docx", _made("no-risks", _in_text_boxes), unsure("plain", "risks")),
    Odd("two-forms", "docx", _made("plain", _second_form), several("plain", "wide")),
    Odd("beside-the-label", "docx", _made("no-phone", _beside_the_label), unsure("plain", "phone")),
    Odd("rows-split", "docx", _made("wide", _rows_split), expect("wide")),
    Odd("note-after", "docx", _made("plain", _note_after), unsure("plain")),
)
