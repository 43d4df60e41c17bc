"""How the words of a web page look: what is not shown, or struck out, and what looks other than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from parsers.document.emphasis import BACKGROUND, BOLD, UNDERLINED

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_SILENT = frozenset(("script", "style", "head", "template", "noscript", "button", "s", "del", "strike")) | frozenset(
    ("comment", "datalist", "dialog", "svg", "math", "iframe", "object", "video", "audio", "canvas")
)
"""What a browser does not show, what its writer struck out, what others remarked, and what is no answer."""
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|mso-element:comment|[^;]*line-through|"
    r"(?:font-size|opacity):0*(?:\.0+)?(?:px|pt|em|rem|%)?(?:!important)?(?:;|$))"
)
_REMARKS = frozenset(("msocomanchor", "msocommentreference", "msocommenttext"))
"""Classes that Word gives to comments, and to the signs that lead to them."""
_TAGS: Mapping[str, str] = MappingProxyType(
    {"b": BOLD, "strong": BOLD, "u": UNDERLINED, "ins": UNDERLINED, "i": "kursiv", "em": "kursiv", "mark": BACKGROUND}
)
_BOLD, _UNDERLINED = re.compile(r"font-weight:(?:bold|[6-9]00)"), re.compile(r"text-decoration[^;]*:[^;]*underline")
_GROUND, _COLOUR = re.compile(r"(?:^|;)background(?:-color)?:([^;]+)"), re.compile(r"(?:^|;)color:([^;]+)")
_NO_COLOUR: Final = frozenset(
    ("", "none", "transparent", "inherit", "initial", "auto", "white", "black", "#fff", "#ffffff", "#000", "#000000")
)


def is_seen(node: Element) -> bool:
    """Whether a browser shows an element, and its writer let it stand."""
    is_shown = node.tag not in _SILENT and "hidden" not in node.attrib and not _UNSEEN.search(_style(node))
    return is_shown and _REMARKS.isdisjoint(node.get("class", "").lower().split())


def looks(node: Element) -> frozenset[str]:
    """Return the looks that an element gives to its words: of its tag, its attributes and its style."""
    return frozenset(_looks(node))


def _looks(node: Element) -> Iterator[str]:
    if isinstance(node.tag, str) and node.tag in _TAGS:
        yield _TAGS[node.tag]
    style = _style(node)
    if _BOLD.search(style):
        yield BOLD
    if _UNDERLINED.search(style):
        yield UNDERLINED
    grounds = (node.get("bgcolor", ""), *_GROUND.findall(style))
    yield from (f"{BACKGROUND}:{colour}" for colour in map(str.lower, grounds) if colour not in _NO_COLOUR)
    colours = (node.get("color", ""), *_COLOUR.findall(style))
    yield from (f"färg:{colour}" for colour in map(str.lower, colours) if colour not in _NO_COLOUR)


def _style(node: Element) -> str:
    return "".join(node.get("style", "").lower().split())
