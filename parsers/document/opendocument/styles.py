"""What an OpenDocument file's styles do with text: strike out, hide, let stand out (ODF 1.3 part 3 §16, §20)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from parsers.document.emphasis import BACKGROUND, BOLD, PLAIN, UNDERLINED
from parsers.document.faint import LEAST_POINTS, is_white

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_STYLE, _TEXT, _TABLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("style", "text", "table"))
_PROPERTIES: Final = (_STYLE + "text-properties", _STYLE + "table-properties")
_PARENT: Final = _STYLE + "parent-style-name"
_MOST_PARENTS: Final = 8
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOOKING: Final = (*(_STYLE + f"{kind}-properties" for kind in ("text", "paragraph", "table-cell")),)
_NUMBER: Final = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_DATA_STYLE: Final = _STYLE + "data-style-name"
_DISPLAY: Final = _TEXT + "display"
_POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
_RAISED = re.compile(r"[1-9]\d*%")
_NO_COLOURS: Final = frozenset(("transparent", "#ffffff", "#000000", "none", "normal", ""))


class Styles:
    """The styles that the parts of one file define."""

    def __init__(self, *parts: Element | None) -> None:
        self._nodes = {
            (node.get(_STYLE + "family", ""), node.get(_STYLE + "name", "")): node
            for part in parts
            if part is not None
            for node in part.iter(_STYLE + "style")
        }
        self._looks: dict[Element, str] = {}
        self._white_formats = {name for part in parts if part is not None for name in _white_formats(part)}

    def shows(self, family: str, name: str | None, *, around: bool = True) -> bool:
        """Whether text in this style is to be read: as the style or a parent of it says, else as the text around is."""
        for _ in range(_MOST_PARENTS):
            node = self._nodes.get((family, name or ""))
            if node is None:
                break
            told = [_shows(properties) for properties in node.iterchildren(*_PROPERTIES)]
            if False in told or True in told:
                return False not in told
            name = node.get(_PARENT)
        return around

    def hides(self, family: str, name: str | None) -> bool:
        """Whether a style, or a parent of it, hides text."""
        return next((told for node in self._line(family, name) if (told := _told(node, _DISPLAY))), "") == "none"

    def is_faint(self, family: str, name: str | None) -> bool:
        """Whether letters in this style are white, or too small to be read.

        What lies behind them is looked at in a cell's style alone, whose colour may be theirs.
        """
        line = list(self._line(family, name))
        colour = next((told for node in line if (told := _told(node, _FO + "color"))), "")
        size = _POINTS.fullmatch(next((told for node in line if (told := _told(node, _FO + "font-size"))), ""))
        is_tiny = size is not None and 0 < float(size[1]) < LEAST_POINTS
        if family != "table-cell":
            return is_white(colour) or is_tiny
        formats = {node.get(_DATA_STYLE, "") for node in line[:1]}
        ground = self._ground(line).lower()
        is_unseen = is_white(colour) and ground in _NO_COLOURS
        return is_unseen or is_tiny or bool(formats & self._white_formats) or bool(ground and colour.lower() == ground)

    def has_ground(self, family: str, name: str | None) -> bool:
        """Whether a style puts a colour behind its text."""
        return self._ground(list(self._line(family, name))).lower() not in _NO_COLOURS

    def _ground(self, line: Sequence[Element]) -> str:
        return next((told for node in line if (told := _told(node, _FO + "background-color"))), "")

    def names(self, family: str, name: str | None) -> Iterator[str]:
        """Yield the name of a style, and those of its parents."""
        yield from (node.get(_STYLE + "name", "") for node in self._line(family, name))

    def _line(self, family: str, name: str | None) -> Iterator[Element]:
        """Yield a style and its parents."""
        for _ in range(_MOST_PARENTS):
            node = self._nodes.get((family, name or ""))
            if node is None:
                return
            yield node
            name = node.get(_PARENT)

    def is_raised(self, name: str | None) -> bool:
        """Whether text in this style stands above the line (§20.393)."""
        node = self._nodes.get(("text", name or ""))
        told = (
            (one.get(_STYLE + "text-position", "") for one in node.iterchildren(*_PROPERTIES))
            if node is not None
            else ()
        )
        return any(place.startswith("super") or _RAISED.match(place) is not None for place in told)

    def look(self, family: str, name: str | None) -> str:
        """Return how text in this style looks other than most (`parsers.document.emphasis`).

        What a style of one's own is based on is left out: it is how the document's headings and labels look.
        """
        node = self._nodes.get((family, name or ""))
        if node is None:
            return PLAIN
        if node not in self._looks:
            self._looks[node] = PLAIN  # a style may be based on itself
            self._looks[node] = _look(node) or (self.look(family, node.get(_PARENT)) if family == "text" else PLAIN)
        return self._looks[node]


def _white_formats(part: Element) -> Iterator[str]:
    """Yield the names of formats for numbers, dates and texts that write in white."""
    for properties in part.iter(_STYLE + "text-properties"):
        owner = properties.getparent()
        is_format = owner is not None and str(owner.tag).startswith(_NUMBER)
        if owner is not None and is_format and is_white(properties.get(_FO + "color", "")):
            yield owner.get(_STYLE + "name", "")


def _told(style: Element, attribute: str) -> str:
    """Return what a style itself says of its text, or of what lies behind it."""
    return next((told for properties in style.iterchildren(*_LOOKING) if (told := properties.get(attribute))), "")


def _look(style: Element) -> str:
    looks: set[str] = set()
    for properties in style.iterchildren(*_LOOKING):
        looks |= {
            BOLD if properties.get(_FO + "font-weight", "normal") not in ("normal", "400") else PLAIN,
            "kursiv" if properties.get(_FO + "font-style", "normal") != "normal" else PLAIN,
            UNDERLINED if properties.get(_STYLE + "text-underline-style", "none") != "none" else PLAIN,
            _coloured(properties, _FO + "color", "färg"),
            _coloured(properties, _FO + "background-color", BACKGROUND),
        }
    return " ".join(sorted(looks - {PLAIN}))


def _coloured(properties: Element, attribute: str, name: str) -> str:
    colour = properties.get(attribute, "").lower()
    return PLAIN if colour in _NO_COLOURS else f"{name}:{colour}"


def _shows(properties: Element) -> bool | None:
    """Return what a style's properties say themselves; None where they don't."""
    shown = properties.get(_TEXT + "display")
    struck = properties.get(_STYLE + "text-line-through-style") or properties.get(_STYLE + "text-line-through-type")
    if struck not in (None, "none") or shown == "none" or properties.get(_TABLE + "display") == "false":
        return False
    return None if struck is None and shown is None else True
