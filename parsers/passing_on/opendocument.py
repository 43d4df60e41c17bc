"""OpenDocument files (.odt, .ods, .odp): nothing is cleaned in them; what acts or fetches withholds the file."""

from __future__ import annotations

import re
from typing import Final

from parsers.document.file_type import Opened
from parsers.document.package import Element, attributes, elements
from parsers.passing_on import archive, faults
from parsers.passing_on.harmless_fields import is_harmless_formula

_MACROS: Final = ("basic/", "scripts/")
_CLICKED: Final = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_INSIDE: Final = re.compile(r"(?:#|\./|$)|(?!/)[^:\\]*$")
"""Something in the package itself: no scheme, no drive, no place on a server."""
_LINKS: Final = frozenset(("a", "bookmark", "reference"))
_FETCHING: Final = re.compile(r"dde-.*|.*-?connection-decl|connection-resource|database-.*|table-source|section-source")
_ACTING: Final = frozenset(("event-listener", "plugin", "applet"))


def vet(opened: Opened) -> tuple[bytes, str]:
    """Return the file as it is. Withheld where something in it acts or fetches."""
    package = archive.package_of(opened)
    for name in package.entries:
        if name.lower().startswith(_MACROS) and not name.endswith("/"):
            raise faults.Withheld(faults.MACROS)
        data = package.file(name)
        if data.startswith((b"PK", *archive.PROGRAMS)):
            raise faults.Withheld(faults.EMBEDS)
        if name.lower().endswith((".xml", ".rdf", ".svg")):
            for element in elements(data):
                _look_at(element)
    return opened.data, ""


def _look_at(element: Element) -> None:
    name = element.tag.rpartition("}")[2]
    if name in _ACTING:
        raise faults.Withheld(faults.MACROS)
    for short, value in attributes(element):
        if short == "href" and not _is_harmless(name, value.strip()):
            raise faults.Withheld(faults.FETCHES)
        if short in {"formula", "condition"} and not is_harmless_formula(value):
            raise faults.Withheld(faults.STARTS)
    if _FETCHING.fullmatch(name) and element.attrib:
        raise faults.Withheld(faults.FETCHES)


def _is_harmless(name: str, target: str) -> bool:
    return _INSIDE.match(target) is not None or (name in _LINKS and _CLICKED.match(target) is not None)
