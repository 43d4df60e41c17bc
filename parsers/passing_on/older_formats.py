"""Files of older programs (.doc, .xls, .ppt, .rtf): nothing is cleaned in them; what acts withholds the file.

The old formats are not taken apart. Their streams' names, fields and links stand in their bytes as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from parsers.document.file_type import Opened
from parsers.passing_on import faults
from parsers.passing_on.harmless_fields import is_harmless_field


def _either_way(words: Iterable[str]) -> re.Pattern[bytes]:
    """Match any of the words in 8-bit text or in UTF-16."""
    ways = [re.escape(word.encode(way)) for word in words for way in ("cp1252", "utf-16-le")]
    return re.compile(b"|".join(ways), re.IGNORECASE)


_STREAMS: Final = (
    (re.compile("_VBA_PROJECT|Macros".encode("utf-16-le").replace(b"|\0", b"|")), faults.MACROS),
    (re.compile(b"|".join(name.encode("utf-16-le") for name in ("ObjectPool", "Ole10Native", "MBD0"))), faults.EMBEDS),
)
"""Names in the container's directory ([MS-CFB] §2.6)."""
_FIELDS: Final = _either_way(("DDEAUTO", "\x13DDE ", "\x13 DDE ", "\x13LINK ", "\x13 LINK "))
_FETCHED: Final = _either_way(("INCLUDEPICTURE", "INCLUDETEXT"))
_OTHER_BOOK: Final = re.compile(
    rb"\xae\x01..(?:\0\0[\x01-\xff]\0[\0\x01][^\x03]{0,255}\x03|..[\x01-\xff]\0[\0\x01]\x01)", re.DOTALL
)
"""A SupBook record that names a program (DDE) or a workbook elsewhere ([MS-XLS] §2.4.271)."""
_MACRO_SHEET: Final = re.compile(rb"\x85\0.\0....[\0-\x02]\x01", re.DOTALL)
"""A BoundSheet8 record of a sheet with Excel 4.0 macros ([MS-XLS] §2.4.28)."""


def vet(opened: Opened) -> tuple[bytes, str]:
    """Return the file as it is. Withheld where something in it acts or fetches."""
    data = opened.data
    for mark, fault in _STREAMS:
        if mark.search(data):
            raise faults.Withheld(fault)
    if _FETCHED.search(data):
        raise faults.Withheld(faults.FETCHES)
    if _FIELDS.search(data) or (opened.format == "xls" and _OTHER_BOOK.search(data)):
        raise faults.Withheld(faults.STARTS)
    if opened.format == "xls" and _MACRO_SHEET.search(data):
        raise faults.Withheld(faults.MACROS)
    return data, ""


_RTF_OBJECT: Final = re.compile(rb"\\(?:obj[a-z]+|object)(?![a-z])")
_RTF_FETCHED: Final = re.compile(rb"\\(?:template|filetbl|nextfile|subdocument|mmconnectstr|mmdatasource)(?![a-z])")
_RTF_FIELD: Final = re.compile(rb"\\fldinst(?![a-z])([^\x00]{0,400})")
_RTF_WORD: Final = re.compile(rb"\\\*|\\[a-z]+-?\d* ?|[{}\r\n]")
_RTF_BYTE: Final = re.compile(rb"\\'([0-9a-fA-F]{2})")


def vet_rtf(opened: Opened) -> tuple[bytes, str]:
    """Return the file as it is. Withheld where something in it acts or fetches."""
    if _RTF_OBJECT.search(opened.data):
        raise faults.Withheld(faults.EMBEDS)
    if _RTF_FETCHED.search(opened.data):
        raise faults.Withheld(faults.FETCHES)
    for found in _RTF_FIELD.finditer(opened.data):
        text = _RTF_BYTE.sub(lambda byte: bytes.fromhex(byte[1].decode()), _RTF_WORD.sub(b"", found[1]))
        if not is_harmless_field(text.decode("cp1252", errors="replace")):
            raise faults.Withheld(faults.STARTS)
    return opened.data, ""
