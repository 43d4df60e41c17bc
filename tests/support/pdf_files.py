"""Builders for PDF files: printed text, drawn lines and form fields (ISO 32000-1), written by pypdf."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

SIZE = 11
Rectangle = tuple[float, float, float, float]


def text(x: float, y: float, words: str, size: float = SIZE) -> bytes:
    escaped = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %g Tf %g %g Td (%s) Tj ET\n" % (size, x, y, escaped)


def line(x1: float, y1: float, x2: float, y2: float) -> bytes:
    return b"%g %g m %g %g l S\n" % (x1, y1, x2, y2)


def field(
    name: str, rectangle: Rectangle, *, kind: str = "Tx", tooltip: str = "", **entries: object
) -> DictionaryObject:
    """Return a field and its widget in one (§12.7.4.1). An entry that is a string is one in the file, too."""
    node = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject(f"/{kind}"),
            NameObject("/T"): TextStringObject(name),
            NameObject("/Rect"): ArrayObject(FloatObject(number) for number in rectangle),
        }
    )
    if tooltip:
        node[NameObject("/TU")] = TextStringObject(tooltip)
    for key, value in entries.items():
        node[NameObject(f"/{key}")] = TextStringObject(value) if isinstance(value, str) else value
    return node


def box(name: str, rectangle: Rectangle, *, ticked: bool, tooltip: str = "") -> DictionaryObject:
    state = NameObject("/Yes" if ticked else "/Off")
    return field(name, rectangle, kind="Btn", tooltip=tooltip, V=state, AS=state)


def pdf(*pages: bytes, fields: tuple[DictionaryObject, ...] = (), title: str = "", password: str = "") -> bytes:
    """Return a file of these pages, with the fields on the first of them."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for content in pages:
        page = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if fields:
        references = ArrayObject(writer._add_object(node) for node in fields)
        writer.pages[0][NameObject("/Annots")] = references
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): references})
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


IS_RADIO = NumberObject(1 << 15)
