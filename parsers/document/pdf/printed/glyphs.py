"""What a glyph is written as: ligatures and blanks in ordinary letters, and the signs of symbol fonts."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_LIGATURES: Final = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}
_BLANKS: Final = dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2009, 0x202F), " ")
_WRITTEN: Final = {**_LIGATURES, **_BLANKS, 0x02: "-"}
"""What a code is written as; 2 is what PDFium gives for a hyphen at the end of a line."""
_WINGDINGS: Final = {
    0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0x78: "☒", 0xFD: "☒", 0xFE: "☑", 0xFC: "✓", 0xFB: "✗",
    0x6E: "■", 0xA7: "▪", 0x6C: "●", 0x9F: "•", 0xB7: "•", 0xD8: "➢", 0xE0: "→", 0xE8: "→",
}  # fmt: skip
_SYMBOL: Final = {
    0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0x6D: "µ", 0xB0: "°",
    0xBB: "≈", 0xA5: "∞", 0x2D: "−", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0xA0: "€",
}  # fmt: skip
"""What the glyphs of these fonts are, by the last byte of their code."""
_BULLETS: Final = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢"}
"""Bullets that keep their code in whatever font a list is printed."""
_LATIN: Final = 0x100
UNKNOWN: Final = "\ufffd"
_PRIVATE: Final = range(0xE000, 0xF900)
"""Codes that mean nothing outside of the font."""
_SURROGATES: Final = range(0xD800, 0xE000)
_LOW: Final = 0xDC00
_PRIVATE_PLANES: Final = 0xF0000
_UNSEEN: Final = frozenset((*range(0x7F, 0xA0), *range(0x200B, 0x2010), 0x2060, 0xFEFF))
"""Codes above that of the blank that nobody sees."""
_SWAPPED: Final = frozenset(ord(letter) << 8 for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""What Ghostscript makes of the letters of a ligature: their codes with the bytes swapped."""


def written(code: int, symbols: Mapping[int, str]) -> str:
    """Return what a glyph is written as: nothing for what is no letter, a sign of it for what can't be known.

    `symbols` are the glyphs of the font, where it has signs for letters.
    """
    if symbols and (code < _LATIN or code in _PRIVATE):
        return symbols.get(code & 0xFF, " " if code & 0xFF == ord(" ") else UNKNOWN)
    if code in _SWAPPED:
        return chr(code >> 8)
    if code in _PRIVATE or code >= _PRIVATE_PLANES:
        return _BULLETS.get(code, UNKNOWN)
    is_letter = code >= ord(" ") and code not in _SURROGATES and code not in _UNSEEN
    return _WRITTEN.get(code) or (chr(code) if is_letter else "")


def is_first_half(code: int) -> bool:
    """Whether a code makes up a sign with the next one (UTF-16)."""
    return code in _SURROGATES and code < _LOW


def of_pair(high: int, code: int) -> int:
    """Return the code that two halves make up; the second alone where they do not."""
    is_pair = is_first_half(high) and code in _SURROGATES
    return 0x10000 + ((high - _SURROGATES[0]) << 10) + code - _LOW if is_pair else code


def symbols_of(font: str) -> Mapping[int, str]:
    """Return the glyphs of a font that has signs for letters; none of any other."""
    name = font.casefold()
    if "wingding" in name:
        return _WINGDINGS
    return _SYMBOL if name.rpartition("+")[2].startswith("symbol") else {}
