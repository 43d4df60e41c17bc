"""ActiveX controls: what a form's fields hold once LibreOffice, or Word, has saved them so ([MS-OFORMS] §2.2.5)."""

from __future__ import annotations

import struct

import pytest

from parsers.document.model import Control, ControlKind, Document
from parsers.document.read import read_document
from tests.support.office_files import docx, p, r, relationships

AX = (
    'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TEXT, LIST, BOX, BUTTON = (
    f"{{8BD21D{number}0-EC42-11CE-9E0D-00AA006002F3}}" if number else "{D7053240-CE69-11CD-A777-00DD01143C57}"
    for number in (1, 2, 4, 0)
)


def stored(style: int, value: str, caption: str = "", *, narrow: bool = False) -> bytes:
    """Return a control as a stream: its class, then a MorphDataControl; `narrow` has a byte for each character."""
    texts = [text.encode("cp1252" if narrow else "utf-16-le") for text in (value, caption)]
    lengths = [len(text) | (narrow << 31) for text in texts]
    block = struct.pack("<IBxHIIII", 0x2C80081B, style, 0, *lengths, 0, 0)
    mask = 1 << 0 | 1 << 6 | 1 << 9 | 1 << 22 | 1 << 23 | 1 << 25 | 1 << 26 | 1 << 8
    extra = struct.pack("<II", 1, 1) + b"".join(text + bytes(-len(text) % 4) for text in texts)
    return bytes(16) + struct.pack("<BBHQ", 0, 2, 8 + len(block) + len(extra), mask) + block + extra


def read(kind: str, data: bytes, properties: str = "") -> Document:
    control = (
        '<w:r><w:object><w:control xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'r:id="rId9" w:name="goals"/></w:object></w:r>'
    )
    body = p(r("Mål: "), control, r(" (slut)"))
    content = read_document(
        "x.docx",
        docx(
            body,
            **{
                "word/_rels/document.xml.rels": relationships(("rId9", "control", "activeX/activeX1.xml")),
                "word/activeX/activeX1.xml": f'<ax:ocx {AX} ax:classid="{kind}" r:id="rId1">{properties}</ax:ocx>',
                "word/activeX/_rels/activeX1.xml.rels": relationships(("rId1", "activeXControlBinary", "activeX1.bin")),
                "word/activeX/activeX1.bin": data,
            },
        ),
    )
    assert isinstance(content, Document)
    return content


def box(caption: str, *, checked: bool) -> Control:
    return Control("goals", caption, ControlKind.CHECK_BOX, "☒" if checked else "☐", checked)


PROPERTIES = '<ax:ocxPr ax:name="{}" ax:value="{}"/>'


@pytest.mark.parametrize(
    ("kind", "data", "line", "control"),
    [
        (TEXT, stored(1, "Nära ≥ 5"), "Mål: Nära ≥ 5 (slut)", Control("goals", "", ControlKind.TEXT, "Nära ≥ 5")),
        (TEXT, stored(1, "Nära", narrow=True), "Mål: Nära (slut)", Control("goals", "", ControlKind.TEXT, "Nära")),
        (BOX, stored(4, "1", "Nära"), "Mål: ☒ Nära (slut)", box("Nära", checked=True)),
        (BOX, stored(4, "0", "Nära", narrow=True), "Mål: ☐ Nära (slut)", box("Nära", checked=False)),
        (LIST, stored(2, "Trygg"), "Mål: Trygg (slut)", Control("goals", "", ControlKind.TEXT, "Trygg")),
        (LIST, stored(2, ""), "Mål: \ufffd (slut)", Control("goals", "", ControlKind.TEXT, "\ufffd")),
        (TEXT, bytes(20), "Mål: \ufffd (slut)", Control("goals", "", ControlKind.TEXT, "\ufffd")),
    ],
    ids=["text", "narrow text", "ticked", "not ticked", "list", "list that says nothing", "damaged"],
)
def test_control_stands_in_its_line_as_a_content_control_does(kind, data, line, control):
    content = read(kind, data)
    assert (content.lines, content.controls) == ((line,), (control,))


def test_button_is_no_field():
    assert read(BUTTON, b"").lines == ("Mål:  (slut)",)


def test_control_with_its_properties_as_xml():
    told = PROPERTIES.format("DisplayStyle", "5") + PROPERTIES.format("Caption", "Nära") + PROPERTIES.format("Value", 1)
    assert read(BOX, b"", told).lines == ("Mål: ☒ Nära (slut)",)


def test_lines_of_a_text_are_kept():
    assert read(TEXT, stored(1, "Ett\r\nTvå")).lines == ("Mål: Ett", "Två (slut)")
