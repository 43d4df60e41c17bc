"""The shipped Word form, filled in as Word and its users leave it."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

from lxml import etree

from tests.golden.make.filled_forms import blanks
from tests.golden.make.filled_forms.filled import Filled, Form, Look

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SYMBOLS = {"→": ("Wingdings", "F0E0"), "≥": ("Symbol", "F0B3"), "≤": ("Symbol", "F0A3"), "µ": ("Symbol", "F06D")}
"""Signs as Word's Insert Symbol leaves them: in a font, not as text."""
_EMPTY = {"\u2011": "noBreakHyphen", "\v": "br"}
"""Signs that are elements of their own; the second is a line that was broken with Shift and Enter."""


def fill(form: Form) -> bytes:
    """Return the shipped form with this form's answers in its controls."""
    data = blanks.word(form.mall)
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    for one in form.filled:
        _fill(document, one)
    _write_beside(document, form)
    _write_below(document, form)
    return with_document(data, etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True))


def with_document(data: bytes, document: bytes) -> bytes:
    """Return a Word file with another main document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item.filename, document if item.filename == "word/document.xml" else old.read(item))
    return out.getvalue()


def _fill(document: etree._Element, one: Filled) -> None:
    controls = [
        sdt
        for sdt in document.iter(f"{{{_W}}}sdt")
        if sdt.xpath("string(w:sdtPr/w:tag/@w:val)", namespaces={"w": _W}) == one.question.key
    ]
    if one.joined:
        _join(controls, one.joined)
    elif one.question.many:
        _mark(controls, one)
    elif one.text:
        _type(controls[0], one.text)
    elif not one.prompt:
        _type(controls[0], "")


def _join(controls: list[etree._Element], text: str) -> None:
    """Replace the choices by one line that names the chosen ones."""
    first, *others = (control.getparent() for control in controls)
    for paragraph in others:
        paragraph.getparent().remove(paragraph)
    for child in list(first):
        first.remove(child)
    line, *lines = text.split("\n")
    first.append(_run(line))
    for line in reversed(lines):
        first.addnext(_paragraph(line))


def _mark(controls: list[etree._Element], one: Filled) -> None:
    for control, choice in zip(controls, one.choices, strict=False):
        paragraph = control.getparent()
        if not choice.mark.shown:
            paragraph.getparent().remove(paragraph)
        elif choice.mark.before in ("☒ ", "☐ ") and not choice.mark.after:
            _tick(control, choice.mark.before[0])
            _look(paragraph, choice.mark.look)
        else:
            for child in list(paragraph):
                paragraph.remove(child)
            paragraph.append(_run(choice.line.text))
    if one.own:
        _type(controls[len(one.choices)], one.own)


def _tick(control: etree._Element, sign: str) -> None:
    state = next(control.iter(f"{{{_W14}}}checked"))
    state.set(f"{{{_W14}}}val", "1" if sign == "☒" else "0")
    next(control.iter(f"{{{_W}}}t")).text = sign


def _type(control: etree._Element, text: str) -> None:
    """Put text in a control as Word does: prompt gone, a paragraph a line where it may have several."""
    for prompting in control.findall(f"{{{_W}}}sdtPr/{{{_W}}}showingPlcHdr"):
        prompting.getparent().remove(prompting)
    content = control.find(f"{{{_W}}}sdtContent")
    several = content.find(f"{{{_W}}}p") is not None
    for child in list(content):
        content.remove(child)
    for line in text.split("\n") if several else [text]:
        content.append(_paragraph(line) if several else _run(line))


def _write_beside(document: etree._Element, form: Form) -> None:
    """Add a third column to every table, with the answers that were written there."""
    if not form.beside:
        return
    labels = {one.question.printed: one.question.key for one in form.filled}
    for row in document.iter(f"{{{_W}}}tr"):
        cells = row.findall(f"{{{_W}}}tc")
        label = "".join(cells[0].find(f"{{{_W}}}p").itertext())
        added = deepcopy(cells[-1])
        for child in list(added):
            added.remove(child)
        for line in form.beside.get(labels.get(label, ""), "").split("\n"):
            added.append(_paragraph(line))
        row.append(added)


def _write_below(document: etree._Element, form: Form) -> None:
    body = document.find(f"{{{_W}}}body")
    for line in form.below:
        body.insert(len(body) - 1, _paragraph(line))


def _paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(f"{{{_W}}}p")
    paragraph.append(_run(text))
    return paragraph


def _run(text: str) -> etree._Element:
    run = etree.Element(f"{{{_W}}}r")
    plain = etree.SubElement(run, f"{{{_W}}}t")
    plain.set(_SPACE, "preserve")
    plain.text = ""
    for sign in text:
        if sign in _SYMBOLS:
            font, code = _SYMBOLS[sign]
            etree.SubElement(run, f"{{{_W}}}sym", {f"{{{_W}}}font": font, f"{{{_W}}}char": code})
        elif sign in _EMPTY:
            etree.SubElement(run, f"{{{_W}}}{_EMPTY[sign]}")
        else:
            if run[-1].tag != plain.tag:
                plain = etree.SubElement(run, f"{{{_W}}}t", {_SPACE: "preserve"})
                plain.text = ""
            plain.text = f"{plain.text}{sign}"
    return run


def _look(paragraph: etree._Element, look: Look) -> None:
    """Give the words of a choice another look."""
    shown = {
        Look.STRUCK: ("strike", ""),
        Look.HIGHLIGHTED: ("highlight", "yellow"),
        Look.BOLD: ("b", ""),
        Look.COLOURED: ("color", "C00000"),
    }
    if look is Look.PLAIN:
        return
    run = paragraph.findall(f"{{{_W}}}r")[-1]
    properties = etree.Element(f"{{{_W}}}rPr")
    name, value = shown[look]
    etree.SubElement(properties, f"{{{_W}}}{name}", {f"{{{_W}}}val": value} if value else {})
    run.insert(0, properties)
