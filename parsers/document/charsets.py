"""Bytes to text: what their mark or the sender says, else UTF-8, else Windows-1252 or what older programs wrote."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Codecs that are no charset of a mail: some take quadratic time, some warn, some give half characters.
_NOT_FOR_MAIL = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})

# What mail programs call Latin 1 is Windows-1252 in practice, and what they call GB2312 holds all of GBK,
# as the web found, too (WHATWG Encoding §4.2).
_IN_PRACTICE = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

_WIDE = ("utf-16", "utf-32")
_DRESSING = re.compile(r"^x-|-[ie]$|(?<=^cp)-", re.IGNORECASE)
"""What some programs add to a charset's name: RFC 1556 marks the direction of writing by -i or -e."""
_OLDER = {
    "cp850": re.compile(rb"(?<=[A-Za-z])\x84(?=[a-z])|(?<=[a-z])\x86|\x86(?=[a-z])"),
    "mac-roman": re.compile(rb"(?<=[A-Za-z])\x8a(?=[a-z])|(?<=[a-z])\x8c|\x8c(?=[a-z])"),
}
"""How DOS and old Macintosh programs wrote ä and å: as signs that Windows never has inside of words."""
_WESTERN_LETTERS = re.compile(rb"[\xe4\xe5\xf6\xc4\xc5\xd6]")
_WESTERN = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
"""Bytes that are no UTF-8, as Python's surrogateescape carries them, to letters."""


def to_text(data: bytes, declared: str = "") -> str:
    """Decode without ever failing; the text holds no NUL and no byte order mark, and can be encoded as UTF-8.

    A declared charset that is unknown, or that the bytes contradict, is passed over:
    a byte order mark decides, and sound UTF-8 beyond ASCII is never anything else.
    """
    text = data.decode("utf-16", "replace") if data.startswith(_WIDE_MARKS) else None
    if text is None and not data.isascii():
        text = _decoded(data, "utf-8")
    if text is None:
        text = _as_declared(data, declared)
    if text is None:
        text = _guessed(data)
    return text.replace("\0", "").removeprefix("\ufeff")


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        name = codecs.lookup(_DRESSING.sub("", declared.strip(" \"'"))).name
    except (LookupError, ValueError):
        return None
    name = _IN_PRACTICE.get(name, name)
    # European text in two or four bytes a letter has a NUL in every one.
    contradicted = name.startswith(_WIDE) and b"\0" not in data
    return None if contradicted or name in _NOT_FOR_MAIL else _decoded(data, name)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes) -> str:
    """Read as UTF-8, and what is none of it as Windows-1252: a list may have put its lines below a mail."""
    older = next((name for name, letters in _OLDER.items() if _holds_both(letters.findall(data))), None)
    is_older = older is not None and not _WESTERN_LETTERS.search(data)
    return data.decode(older or "") if is_older else data.decode("utf-8", "surrogateescape").translate(_WESTERN)


def _holds_both(letters: Sequence[bytes]) -> bool:
    return len(set(letters)) > 1
