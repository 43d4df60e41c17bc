"""Everything that is written in an Office package, shown or not: what goes along when the file is passed on.

A reader gives what answers a form's questions. Comments, notes, deleted and hidden text, hidden sheets and the names
of all of them are none, and can be read all the same by whoever gets the file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from parsers.document import file_type
from parsers.document.limits import OUTSIZE, Refused
from parsers.document.package import Package

_MOST: Final = 8 * 1024 * 1024
"""Bytes of XML that are looked through in one package, small parts first."""
_WITHOUT_WORDS = re.compile(
    r"(?:^|/)(?:_rels|theme)/|(?:^|/)(?:fontTable|webSettings|calcChain)\.xml$|^(?:word|xl)/(?:styles|settings)\.xml$"
)
"""Parts whose numbers are no words: sizes, colours, marks of who saved when."""
_PACKED = (".docx", ".xlsx")
_DIGITS = re.compile(rb"[0-9]")
_WITH_DIGITS = re.compile(rb'>[^<]*[0-9][^<]*<|"[^"<]*[0-9]{4}[^"<]*"')
_NAMING = re.compile(rb'[ :](?:name|title|descr|alt|author|string-value)="([^"]*)"')
_HYPHEN = re.compile(rb"<w:(?:noBreakHyphen|softHyphen)\b[^>]*>")
_BREAK = re.compile(rb"<(?:w:br|w:cr|w:tab|a:br|text:line-break|text:tab|text:s)\b[^>]*>")
_END = re.compile(rb"</(?:[a-z0-9]{1,8}:)?(?:p|h|si|is|v|f|text|oddHeader|evenHeader|oddFooter|evenFooter)>")
_TAG = re.compile(rb"<[^>]*>")


def all_texts(data: bytes) -> Iterator[str]:
    """Give all that is written in a Word, Excel, PowerPoint or OpenDocument file, names included; else nothing.

    Text that is cut into pieces comes as one, paragraph by paragraph and cell by cell. Refused, after what could be
    given, where that is not all: a part is damaged, or more is written than is looked through.
    """
    if not data.startswith(b"PK\x03\x04"):
        return
    opened = file_type.inspect(data)
    if opened.package is not None and opened.format != "zip":
        yield from _in_package(opened.package)


def _in_package(package: Package, *, is_packed: bool = False) -> Iterator[str]:
    parts = [name for name in package.names if name.endswith(".xml") and not _WITHOUT_WORDS.search(name)]
    left = _MOST
    for name in sorted(parts, key=package.size):
        left -= package.size(name)
        if left < 0:
            raise Refused(OUTSIZE)
        yield from _in_part(package.file(name))
    if not is_packed:
        # The workbook behind a diagram.
        for name in sorted(name for name in package.names if name.lower().endswith(_PACKED)):
            yield from _in_package(Package(package.file(name)), is_packed=True)


def _in_part(xml: bytes) -> Iterator[str]:
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        xml = xml.decode("utf-16", "replace").encode()
    if not _WITH_DIGITS.search(xml):
        return
    yield from (html.unescape(name.decode("utf-8", "replace")) for name in _NAMING.findall(xml))
    text = _TAG.sub(b"", _END.sub(b"\0", _BREAK.sub(b"\n", _HYPHEN.sub(b"-", xml))))
    yield from (html.unescape(part.decode("utf-8", "replace")) for part in text.split(b"\0") if _DIGITS.search(part))
