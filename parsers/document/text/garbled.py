"""Mends texts whose letters a program has written otherwise: in the code of a mail, a page, a script, or a terminal.

Each is told by several letters that nobody writes so, where the text has hardly any of å, ä and ö as they are.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable
from html import unescape
from typing import Final

from parsers.document.charsets import to_text

_LEAST, _SHARE = 3, 3
_LETTERS = re.compile("[åäöÅÄÖ]")
_QUOTED = re.compile(r"=C3=[89AB][0-9A-F]|(?<=[A-Za-z])=(?:E4|E5|F6)(?=[a-z])")
_NAMED = re.compile(r"&(?:aring|auml|ouml|Aring|Auml|Ouml|eacute|#(?:229|228|246|197|196|214|xe[45]|xf6));")
_ESCAPED = re.compile(r"\\u00(?:e[459]|f6|c[45]|d6)", re.IGNORECASE)
_SHIFTED = re.compile(r"\+A(?:OQ|OU|PY|MQ|MU|NY)-")
"""UTF-7 (RFC 2152), which some old programs save."""
_TWICE = re.compile("Ã[¥¤¶…„–\x85\x84\x96]")
_NATIONAL = re.compile(r"(?<=[A-Za-z])[{|}](?=[a-z\s.,:])|(?<![^\s:,.])[{|}](?=[a-z])")
_LEAST_NATIONAL: Final = 8
_NEWLINE: Final = "\\n"
_LEAST_LINES: Final = 5
_AS_SWEDISH = str.maketrans("{|}", "äöå")
"""What terminals showed where SEN 85 02 00 had Swedish letters."""


def mended(text: str) -> str:
    """Return a text with its letters as they are read; as it is where nothing tells that they were others."""
    if text.count(_NEWLINE) >= _LEAST_LINES and "\n" not in text.strip():
        text = text.replace(_NEWLINE, "\n")
    if _TWICE.search(text) and len(_TWICE.findall(text)) >= _LEAST:
        return _read_twice(text)
    letters = len(_LETTERS.findall(text))
    ways: tuple[tuple[re.Pattern[str], int, Callable[[str], str]], ...] = (
        (_QUOTED, _LEAST, _unquoted),
        (_NAMED, _LEAST, unescape),
        (_SHIFTED, _LEAST, lambda garbled: garbled.encode("ascii", "ignore").decode("utf-7", "replace")),
        (_ESCAPED, _LEAST, _unescaped),
        (_NATIONAL, _LEAST_NATIONAL, lambda garbled: _NATIONAL.sub(lambda one: one[0].translate(_AS_SWEDISH), garbled)),
    )
    told = ((len(sign.findall(text)), least, mend) for sign, least, mend in ways)
    return next((mend(text) for count, least, mend in told if count >= max(least, _SHARE * letters)), text)


def _unquoted(text: str) -> str:
    """Decode what is quoted-printable (RFC 2045 §6.7) where a program has said that it is not."""
    return to_text(quopri.decodestring(text.encode("utf-8", "replace")))


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def _read_twice(text: str) -> str:
    """Read UTF-8 that a program took for Windows-1252, and wrote anew; as it is where it was not that alone."""
    try:
        return b"".join(map(_byte, text)).decode()
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
