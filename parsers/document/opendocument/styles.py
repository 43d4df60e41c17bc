"""Which text an OpenDocument file's styles strike out or hide: it is no answer (ODF 1.3 part 3 §16, §20)."""

from __future__ import annotations

from typing import Final

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_STYLE, _TEXT, _TABLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("style", "text", "table"))
_PROPERTIES: Final = (_STYLE + "text-properties", _STYLE + "table-properties")
_MOST_PARENTS: Final = 8


class Styles:
    """The styles that the parts of one file define."""

    def __init__(self, *parts: Element | None) -> None:
        self._nodes = {
            (node.get(_STYLE + "family", ""), node.get(_STYLE + "name", "")): node
            for part in parts
            if part is not None
            for node in part.iter(_STYLE + "style")
        }

    def shows(self, family: str, name: str | None, *, around: bool = True) -> bool:
        """Whether text in this style is to be read: as the style or a parent of it says, else as the text around is."""
        for _ in range(_MOST_PARENTS):
            node = self._nodes.get((family, name or ""))
            if node is None:
                break
            told = [_shows(properties) for properties in node.iterchildren(*_PROPERTIES)]
            if False in told or True in told:
                return False not in told
            name = node.get(_STYLE + "parent-style-name")
        return around


def _shows(properties: Element) -> bool | None:
    """Return what a style's properties say themselves; None where they don't."""
    struck, shown = properties.get(_STYLE + "text-line-through-style"), properties.get(_TEXT + "display")
    if struck not in (None, "none") or shown == "none" or properties.get(_TABLE + "display") == "false":
        return False
    return None if struck is None and shown is None else True
