"""ActiveX controls in a Word document, which LibreOffice makes of the fields of a form ([MS-OFORMS]).

Each is written as the content control that it might have been, so that nothing else has to know of it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from parsers.document import openxml
from parsers.document.compound_file import MAGIC, stream
from parsers.document.limits import Refused
from parsers.document.model import CHECKED, UNCHECKED
from parsers.document.package import Package
from parsers.document.word.controls import VAL, W14, Element, W

_AX: Final = "{http://schemas.microsoft.com/office/2006/activeX}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FIXED: Final = (
    *((bit, 4) for bit in range(4)),
    *((bit, 1) for bit in range(4, 8)),
    *((9, 2), (10, 4), (11, 2), (12, 2), (13, 2), (14, 2), (15, 2), (16, 1), (17, 1), (18, 1), (20, 1), (21, 1)),
    *((22, 4), (23, 4), (24, 4), (25, 4), (26, 4), (27, 2), (28, 2), (29, 2), (32, 4)),
)
"""The properties of §2.2.5.1 that have a place in the data block: the bit that says so, and their size."""
_STYLE, _SIZE, _VALUE, _CAPTION = 6, 8, 22, 23
_BOXES: Final = frozenset((4, 5, 6))
"""Check box, option button and toggle (§2.5.21)."""
_LISTS: Final = frozenset((2, 3, 7))
"""Of these LibreOffice does not write what was chosen."""
_COMPRESSED: Final = 1 << 31
"""Of a string's length: it has one byte a character (§2.1.1.2)."""
_TICKED: Final = frozenset(("1", "-1", "True"))


@dataclass(frozen=True, slots=True)
class _Field:
    """What a control holds; `is_box`: it is ticked or not, and its caption stands beside it."""

    value: str
    caption: str = ""
    is_box: bool = False


_UNKNOWN: Final = _Field("\ufffd")
"""A control that can't be read: it is asked about."""


def write_as_content_controls(root: Element, package: Package, part: str) -> None:
    """Write a content control in place of every ActiveX control of a document's tree, in place."""
    controls = list(root.iter(W + "control"))
    targets = openxml.relations(package, part) if controls else {}
    for control in controls:
        around = next(control.iterancestors(W + "object", W + "pict"), None)
        if around is not None:
            kind, name = targets.get(control.get(_RELATION, ""), ("", ""))
            field = _read(package, name) if kind == "control" else None
            if field is not None:
                _write(around, control.get(W + "name", ""), field)


def _write(around: Element, name: str, field: _Field) -> None:
    """Make the element around a control a content control, with the control's caption behind it."""
    for child in list(around):
        around.remove(child)
    around.tag = W + "sdt"
    properties = etree.SubElement(around, W + "sdtPr")
    etree.SubElement(properties, W + "tag").set(VAL, name)
    text = field.value
    if field.is_box:
        etree.SubElement(properties, W + "alias").set(VAL, field.caption)
        state = etree.SubElement(etree.SubElement(properties, W14 + "checkbox"), W14 + "checked")
        state.set(W14 + "val", "1" if field.value in _TICKED else "0")
        text = CHECKED if field.value in _TICKED else UNCHECKED
        caption = etree.Element(W + "t")
        caption.text = f" {field.caption}"
        around.addnext(caption)
    content = etree.SubElement(around, W + "sdtContent")
    etree.SubElement(content, W + "t").text = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def _read(package: Package, part: str) -> _Field | None:
    """Return what a control holds; None for one that holds nothing by its kind, as a button or a label."""
    described = package.xml(part)
    if described is None:
        return _UNKNOWN
    told = {node.get(_AX + "name", ""): node.get(_AX + "value", "") for node in described.iter(_AX + "ocxPr")}
    if told:
        style = int(told.get("DisplayStyle", "1")) if told.get("DisplayStyle", "1").isdecimal() else 1
        return _Field(told.get("Value", ""), told.get("Caption", ""), style in _BOXES)
    if described.get(_AX + "classid", "").upper() not in _FORM_FIELDS:
        return None
    data = next((package.read(name) for _, name in openxml.relations(package, part).values()), b"")
    try:
        return _field(stream(data, "contents") if data.startswith(MAGIC) else data[16:])
    except (Refused, struct.error, UnicodeDecodeError):
        return _UNKNOWN


_FORM_FIELDS: Final = frozenset(f"{{8BD21D{number}0-EC42-11CE-9E0D-00AA006002F3}}" for number in (1, 2, 3, 4, 5, 6))
"""Text, list, combo box, check box, option button, toggle: the class of a control (§2.1)."""


def _field(data: bytes) -> _Field:
    """Read a MorphDataControl (§2.2.5)."""
    (mask,) = struct.unpack_from("<Q", data, 4)
    numbers, at = _numbers(data, mask)
    at += 8 if mask >> _SIZE & 1 else 0
    value, at = _string(data, at, numbers.get(_VALUE, 0))
    if not value and numbers.get(_STYLE) in _LISTS:
        return _UNKNOWN
    caption, _ = _string(data, at, numbers.get(_CAPTION, 0))
    return _Field(value.replace("\r\n", "\n").replace("\r", "\n"), caption, numbers.get(_STYLE, 1) in _BOXES)


def _numbers(data: bytes, mask: int) -> tuple[Mapping[int, int], int]:
    """Return the properties in the data block, by their bits, and where the block ends."""
    found = dict(_placed(mask))
    numbers = {bit: int.from_bytes(data[at : at + size], "little") for bit, (at, size) in found.items()}
    end = max((at + size for at, size in found.values()), default=12)
    return numbers, end + -end % 4


def _placed(mask: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield where each property is, and its size: each is aligned to that."""
    at = 12
    for bit, size in _FIXED:
        if mask >> bit & 1:
            at += -at % size
            yield bit, (at, size)
            at += size


def _string(data: bytes, at: int, told: int) -> tuple[str, int]:
    """Return a string that begins here, and where the next one does."""
    length = told & ~_COMPRESSED
    text = data[at : at + length].decode("cp1252" if told & _COMPRESSED else "utf-16-le")
    return text, at + length + -length % 4
