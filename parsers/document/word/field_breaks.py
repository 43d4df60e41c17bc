"""Finds the line breaks above the fields of a Word document, before it is reduced to its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from parsers.document.line_breaks import FIELD, rooms
from parsers.document.word.controls import Element, W

_P, _SDT, _TEXT_INPUT = W + "p", W + "sdt", W + "textInput"
_BREAKS: Final = (W + "br", W + "cr")
_SHOWN: Final = (W + "t", *_BREAKS, _TEXT_INPUT, _SDT)


def above_fields(body: Element) -> Mapping[str, float]:
    """Return how many line breaks stand above the texts of content controls, and of form fields of older Word."""
    owners = dict.fromkeys(next(field.iterancestors(_P), None) for field in body.iter(_TEXT_INPUT, _SDT))
    paragraphs = [owner for owner in owners if owner is not None and next(owner.iter(*_BREAKS), None) is not None]
    return rooms(("".join(_shown(paragraph)) for paragraph in paragraphs), in_fields=True)


def _shown(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter(*_SHOWN):
        if node.tag in _BREAKS:
            yield "\n"
        else:
            yield FIELD if node.tag in (_TEXT_INPUT, _SDT) else node.text or ""
