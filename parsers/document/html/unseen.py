"""Tells what a browser does not show of a page: by an element's style, and by letters in the colour of their ground."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from parsers.document.html.style_sheets import Element, declarations, declared
from parsers.short_texts import kept

_NUMBER = re.compile(r"(-?\d*\.?\d+)(px|pt|em|rem|%)?")
_NOT_SHOWN: Final = (
    ("display", re.compile("none")),
    ("visibility", re.compile("hidden|collapse")),
    ("content-visibility", re.compile("hidden")),
    ("mso-hide", re.compile("all")),
    ("mso-element", re.compile("comment")),
    ("text-decoration", re.compile(".*line-through")),
    ("text-decoration-line", re.compile(".*line-through")),
    ("opacity", re.compile(r"0*(?:\.0\d*)?%?$")),
    ("filter", re.compile(r"(?:alpha\()?opacity[(=]0*(?:\.0*)?%?\)")),
    ("transform", re.compile(r"scale\(0*(?:\.0*)?\)")),
    ("zoom", re.compile(r"0*(?:\.0*)?%?$")),
    ("color", re.compile(r"transparent|(?:rgb|hsl)a?\(.*[,/]0*(?:\.0*)?%?\)$|#[0-9a-f]{6}00$|#[0-9a-f]{3}0$")),
    ("clip-path", re.compile(r"inset\((?:50|100)%|circle\(0")),
    ("clip", re.compile(r"rect\([01](?:px)?[,)]|rect\(0")),
)
"""What each property says that hides words; `rgb(0,0,0)` has three numbers and no opacity (CSS Color 4 §5)."""
_MAY_HIDE = re.compile(
    r"display|visibility|hide|element|line-through|opacity|transparent|rgba|hsl|rgb\([^)]{0,60}/|clip|scale|zoom|-\s?\d{3}"
    r"|font-size\s*:\s*[01]?\.?\d?(?![\d.])|(?:width|height)\s*:\s*[01]?(?![\d.])|#[0-9a-f]{3}0\b|#[0-9a-f]{6}00\b",
    re.IGNORECASE,
)
"""Without any of these no style hides anything; most have none."""
_THREE_NUMBERS = re.compile(r"(?:rgb|hsl)\([^,/]*,[^,/]*,[^,/]*\)")
_FAR: Final = -500.0
"""Pixels beside the page where nobody sees anything."""
_LEAST_LETTER, _LEAST_ROOM = 1.5, 1.0
"""Pixels of a letter's height, and of a box, that show nothing."""
_MOVED = ("left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent")
_ROOM = ("width", "height", "max-width", "max-height")
_ALIKE: Final = 30
"""How much a colour may differ from its ground, of 255 parts of red, green or blue, and still not be seen."""
_WHITE: Final = (255, 255, 255)
_NAMES: Mapping[str, tuple[int, int, int]] = {
    "white": _WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "black": (0, 0, 0), "yellow": (255, 255, 0),
    "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0), "navy": (0, 0, 128), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "lime": (0, 255, 0), "teal": (0, 128, 128), "maroon": (128, 0, 0), "purple": (128, 0, 128),
    "silver": (192, 192, 192), "aqua": (0, 255, 255), "cyan": (0, 255, 255), "orange": (255, 165, 0),
}  # fmt: skip
_MAY_MOVE = (
    ("position", re.compile("absolute|fixed")),
    ("transform", re.compile("(?!none)")),
    ("z-index", re.compile("-")),
    ("mask", re.compile("(?!none)")),
    ("-webkit-mask", re.compile("(?!none)")),
    ("-webkit-text-fill-color", re.compile("transparent|#fff|white")),
    ("font", re.compile(r"0(?:px)?[/a-z]")),
    ("mix-blend-mode", re.compile("(?!normal)")),
)
"""What may put words where nobody sees them, or leave them where they are: only a browser could tell."""
_HEX = re.compile(r"#([0-9a-f]{3,8})")
_GREY = re.compile(r"hsla?\([\d.]+(?:deg)?[,\s]+[\d.]+%[,\s]+(100|9\d(?:\.\d+)?)%")
"""So light that it is no colour."""
_RGB = re.compile(r"rgba?\((\d{1,3})[,\s]+(\d{1,3})[,\s]+(\d{1,3})")


def is_hidden(node: Element) -> bool:
    """Whether an element's style keeps a browser from showing it, or strikes it out."""
    return is_hiding(node.get("style", ""))


@kept
def is_hiding(text: str) -> bool:
    """Whether a style, as an attribute has it, keeps a browser from showing the words, or strikes them out."""
    if not text or not _MAY_HIDE.search(text):
        return False
    style = declarations(text)
    told = ((style.get(name, ""), hides) for name, hides in _NOT_SHOWN)
    return any(value and hides.match(value) and not _THREE_NUMBERS.fullmatch(value) for value, hides in told) or (
        _is_too_small(style) or _is_away(style)
    )


def _is_too_small(style: Mapping[str, str]) -> bool:
    """Whether letters have no height, or stand in a box that has no room and shows nothing past its edge."""
    letter = _pixels(style.get("font-size", ""))
    rooms = [_pixels(style.get(name, "")) for name in _ROOM]
    is_shut = style.get("overflow", "") in ("hidden", "clip") and any(
        room is not None and 0 <= room <= _LEAST_ROOM for room in rooms
    )
    return (letter is not None and letter < _LEAST_LETTER) or is_shut


def _is_away(style: Mapping[str, str]) -> bool:
    places = (_pixels(style.get(name, "")) for name in _MOVED)
    return any(place is not None and place <= _FAR for place in places)


def _pixels(length: str) -> float | None:
    """Return a length; parts of a letter's height are taken for ten pixels, a hundredth of the room for one."""
    told = _NUMBER.fullmatch(length)
    return float(told[1]) * (10 if told[2] in ("em", "rem") else 1) if told else None


class Shades:
    """Which words of a page may not be seen, for their colour or for where their style may have put them.

    A ground that is not told is white. One that is a picture may have any colour, and so may letters without one.
    """

    def __init__(self, root: Element) -> None:
        self._unseen: dict[Element, bool] = {}
        colours: dict[Element | None, tuple[str, str]] = {None: ("", "white")}
        words = {True: 0, False: 0}
        for node in root.iter("*"):
            around = node.getparent() if node is not root else None
            style = declared(node)
            own, under = _letters(node, style), _ground(node, style)
            colours[node] = (own or colours[around][0], under or colours[around][1])
            told = _may_be_moved(style) or (_are_alike(*colours[node]) if own or under else None)
            is_unseen = self._unseen[node] = bool(
                (around is not None and self._unseen[around]) if told is None else told
            )
            words[is_unseen] += sum(len((text or "").split()) for text in (node.text, *(one.tail for one in node)))
        self._is_told = 0 < words[True] < words[False]

    def are_unseen(self, node: Element) -> bool:
        """Whether the words right in an element may not be seen.

        Where most of a page looks so, its ground is one that it does not tell.
        """
        return self._is_told and self._unseen.get(node, False)


def _are_alike(letters: str, ground: str) -> bool:
    own, under = _colour(letters), _colour(ground)
    return own is not None and under is not None and all(abs(a - b) <= _ALIKE for a, b in zip(own, under, strict=True))


def _may_be_moved(style: Mapping[str, str]) -> bool | None:
    """Whether a style may put words where nobody sees them; None where it says nothing of that."""
    return True if any(name in style and moves.match(style[name]) for name, moves in _MAY_MOVE) else None


def _letters(node: Element, style: Mapping[str, str]) -> str:
    told = style.get("color", "") or node.get("color", "").lower() or node.get("text", "").lower()
    return "" if told in ("inherit", "initial", "auto", "windowtext") else told


def _ground(node: Element, style: Mapping[str, str]) -> str:
    told = style.get("background-color") or style.get("background") or node.get("bgcolor", "").lower()
    return "" if told in ("inherit", "initial", "none", "transparent", "auto") else told


def _colour(told: str) -> tuple[int, int, int] | None:
    """Return the parts of red, green and blue; None where it is no colour that is known."""
    if found := _HEX.match(told):
        digits = found[1] if len(found[1]) >= 6 else "".join(digit * 2 for digit in found[1])  # noqa: PLR2004 - two each
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if found := _GREY.match(told):
        return (round(float(found[1]) * 2.55),) * 3
    if found := _RGB.match(told):
        return int(found[1]), int(found[2]), int(found[3])
    return _NAMES.get(told)
