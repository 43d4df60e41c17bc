"""How the words of a web page look: what is not shown, or struck out, and what looks other than the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from parsers.document.emphasis import BACKGROUND, BOLD, FRAMED, QUOTED, UNDERLINED
from parsers.document.html.style_sheets import Element
from parsers.document.html.unseen import is_hidden

_SILENT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "button", "s", "del", "strike")
) | frozenset(("comment", "datalist", "dialog", "svg", "math", "iframe", "object", "video", "audio", "canvas"))
"""What a browser does not show, what its writer struck out, what others remarked, and what is no answer."""
_SIGNATURE = re.compile(
    r"\b(?:gmail|moz|ms-outlook-mobile|protonmail)[_-]signature(?:_block|$|\s)|(?<!\S)(?:x_)?Signature(?!\S)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"(?<!\S)(?:moz-cite-prefix|gmail_(?:quote|attr)|yahoo_quoted|protonmail_quote)(?!\S)")
"""Classes of what mail programs quote, and of the line above it."""
_REMARKS = frozenset(("msocomanchor", "msocommentreference", "msocommenttext"))
"""Classes that Word gives to comments, and to the signs that lead to them."""
_TAGS: Mapping[str, str] = MappingProxyType(
    {"b": BOLD, "strong": BOLD, "u": UNDERLINED, "ins": UNDERLINED, "i": "kursiv", "em": "kursiv", "mark": BACKGROUND}
)
_NAMES_A_FIELD = frozenset(("label", "legend"))
"""What may be written for those alone who have a page read to them, and names a field all the same."""
_INLINE = frozenset(("span", "b", "strong", "em", "i", "u", "a", "font", "label"))
_FRAMED = re.compile(r"(?:^|;)(?:border|outline):[^;]*(?:solid|dashed|dotted|double)")
_BOLD, _UNDERLINED = re.compile(r"font-weight:(?:bold|[6-9]00)"), re.compile(r"text-decoration[^;]*:[^;]*underline")
_GROUND, _COLOUR = re.compile(r"(?:^|;)background(?:-color)?:([^;]+)"), re.compile(r"(?:^|;)color:([^;]+)")
_NO_COLOUR: Final = frozenset(
    ("", "none", "transparent", "inherit", "initial", "auto", "white", "black", "#fff", "#ffffff", "#000", "#000000")
)


def is_signature(*names: str) -> bool:
    """Whether an element's classes or id are what mail programs call the one that holds a signature."""
    return any("ignature" in name and _SIGNATURE.search(name) for name in names)


def is_quote(node: Element) -> bool:
    """Whether an element holds the mail that is answered, or says whose that is."""
    is_cited = node.tag == "blockquote" and node.get("type", "").lower() == "cite"
    return is_cited or bool(_QUOTE.search(node.get("class", "")))


def is_seen(node: Element) -> bool:
    """Whether a browser shows an element, and its writer let it stand."""
    is_shown = node.tag not in _SILENT and "hidden" not in node.attrib
    is_shown = is_shown and (node.tag in _NAMES_A_FIELD or not is_hidden(node))
    return is_shown and _REMARKS.isdisjoint(node.get("class", "").lower().split())


def looks(node: Element) -> frozenset[str]:
    """Return the looks that an element gives to its words: of its tag, its attributes and its style."""
    return frozenset(_looks(node))


def _looks(node: Element) -> Iterator[str]:
    if is_quote(node):
        yield QUOTED
    if isinstance(node.tag, str) and node.tag in _TAGS:
        yield _TAGS[node.tag]
    style = _style(node)
    if node.tag in _INLINE and _FRAMED.search(style):
        yield FRAMED
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
