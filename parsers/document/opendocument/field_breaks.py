"""Finds the line breaks above the fields of an OpenDocument text, and the fields whose text is run together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from parsers.document.line_breaks import FIELD, rooms
from parsers.document.model import are_breaks

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
PARAGRAPHS: Final = frozenset((_TEXT + "p", _TEXT + "h"))


def above_fields(body: Element) -> Mapping[str, float]:
    """Return how many line breaks stand above the texts of fields."""
    owners = (next(one.iterancestors(*PARAGRAPHS), None) for one in body.iter(_TEXT + "text-input"))
    paragraphs = dict.fromkeys(owner for owner in owners if owner is not None)
    return rooms(map(_broken, paragraphs), in_fields=True)


def _broken(paragraph: Element) -> str:
    """Return a paragraph's text with its line breaks, and a sign before each field."""
    signs = {_TEXT + "line-break": "\n", _TEXT + "text-input": FIELD}
    pieces = (signs.get(node.tag, "") + flat(node.text) + flat(node.tail) for node in paragraph.iterdescendants())
    return flat(paragraph.text) + "".join(pieces)


def follows_breaks_alone(node: Element) -> bool:
    """Whether a field's text is run together, as `are_breaks` tells."""
    before = "".join(
        ("\n" if one.tag == _TEXT + "line-break" else "x") + (one.tail or "")
        for one in node.itersiblings(preceding=True)
    )
    parent = node.getparent()
    return are_breaks(before) and parent is not None and not parent.text and bool("".join(map(str, node.itertext())))


def flat(text: str | None) -> str:
    """Take line breaks in the XML for blanks (part 3 §6.1.2)."""
    return (text or "").replace("\n", " ")
