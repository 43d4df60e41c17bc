"""What the characters of the fonts Symbol and Wingdings show, as Unicode has it (its mapping file SYMBOL.TXT)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_FIRST = 0xF020
"""Where a font of symbols has its characters, from the blank on."""
_UNKNOWN = "\ufffd"
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλµνοπθρστυϖωξψζ{|}∼"
    + _UNKNOWN * 33
    + "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"
)
_WINGDINGS = {
    0xF020: " ", 0xF028: "☎", 0xF029: "✆", 0xF02A: "✉", 0xF04A: "☺", 0xF04C: "☹", 0xF06C: "●", 0xF06E: "■",
    0xF076: "❖", 0xF09F: "•", 0xF0A7: "▪", 0xF0AB: "★", 0xF0D8: "➢", 0xF0DF: "←", 0xF0E0: "→", 0xF0E1: "↑",
    0xF0E2: "↓", 0xF0E3: "↖", 0xF0E4: "↗", 0xF0E5: "↙", 0xF0E6: "↘", 0xF0E7: "←", 0xF0E8: "→", 0xF0E9: "↑",
    0xF0EA: "↓", 0xF0EF: "⇦", 0xF0F0: "⇨", 0xF0F1: "⇧", 0xF0F2: "⇩", 0xF0F3: "⬄", 0xF0F4: "⇳",
}  # fmt: skip
"""But for its boxes, ticks and crosses, which a reader takes for what they mean."""
_FONTS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {"Symbol": dict(enumerate(_SYMBOL, _FIRST)), "Wingdings": _WINGDINGS}
)


def shown(font: str, character: str) -> str:
    """Return what a character shows in one of these fonts; U+FFFD where nobody knows, in another font itself."""
    point = ord(character) | 0xF000 if ord(character) <= 0xFF else ord(character)  # noqa: PLR2004 - the fonts' own codes
    known = _FONTS.get(font)
    if known is None:
        return _UNKNOWN if 0xE000 <= point <= 0xF8FF else character  # noqa: PLR2004 - Unicode's private use area (§23.5)
    return known.get(point, _UNKNOWN)
