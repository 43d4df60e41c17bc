"""Which fields of a web form have their label elsewhere: named by `for` (HTML §4.10.4), or told in an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from parsers.document.html.style_sheets import Element

FIELDS: Final = frozenset(("input", "select", "textarea"))
_BOXES = ("checkbox", "radio")
_UNASKED = (*_BOXES, "hidden", "submit", "reset", "button", "image")
_TOLD = ("aria-label", "title", "placeholder")
_LEAST: Final = 5
"""Fields that tell their label themselves, before a page is taken for one without any."""


class FieldLabels:
    """The labels of a page that stand away from their fields."""

    def __init__(self, root: Element) -> None:
        away = dict(_away(root))
        self._by_id = {name: _words(label) for label, name in away.items()}
        self._away = frozenset(away)
        self._has_none = _has_none(root)

    def is_away(self, node: Element) -> bool:
        """Whether an element is the label of a field that does not follow it."""
        return node in self._away

    def of(self, field: Element) -> str:
        """Return a field's label that stands away from it; nothing where it has one beside it, or none."""
        if field.get("type", "").lower() in _UNASKED:
            return ""
        return self._by_id.get(field.get("id", ""), "") or (_told(field) if self._has_none else "")


def _away(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield each label that its field does not follow, and the field's id, where no other label of it stands there."""
    nodes = list(root.iter("label", *FIELDS))
    fields = {node.get("id") for node in nodes if node.tag in FIELDS and node.get("type", "").lower() not in _BOXES}
    followed = {label.get("for") for label, node in pairwise(nodes) if node.tag in FIELDS and _names(label, node)}
    for label in nodes:
        name = label.get("for", "") if label.tag == "label" else ""
        if name in fields - followed and next(label.iter(*FIELDS), None) is None:
            yield label, name


def _names(label: Element, field: Element) -> bool:
    return label.tag == "label" and label.get("for") == field.get("id")


def _has_none(root: Element) -> bool:
    """Whether a page has hardly a word but in its fields, which tell themselves what they ask."""
    asked = [node for node in root.iter(*FIELDS) if node.get("type", "").lower() not in _UNASKED]
    shown = sum(len(_words(node).split()) for node in (root.find("body"), root)[:1] if node is not None)
    written = sum(len(_words(node).split()) for node in asked)
    return len(asked) >= _LEAST and all(map(_told, asked)) and shown - written < len(asked)


def _told(field: Element) -> str:
    return next(filter(None, (" ".join(field.get(name, "").split()) for name in _TOLD)), "")


def _words(node: Element) -> str:
    return " ".join("".join(map(str, node.itertext())).split())
