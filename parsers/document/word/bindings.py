"""Content controls whose text is bound to a value in the file (ECMA-376 part 1 §17.5.2.6): Word shows that value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from parsers.document.limits import Refused
from parsers.document.package import Package, first
from parsers.document.word.controls import DOUBTED, VAL, W14, Element, W

_DATA: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_PROPERTIES = re.compile(r"customXml/itemProps(\d{1,4})\.xml")
_STEP = re.compile(r"(?:[\w.-]+:)?([\w.-]+)(?:\[(\d{1,4})\])?")
_CORE: Final = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
"""By which Word binds a control to the file's own title and the like ([MS-OE376] §2.1.417)."""
_OF_WORDS_ELSEWHERE: Final = (*(W + name for name in ("date", "dropDownList", "comboBox", "picture")), W14 + "checkbox")
"""Kinds of controls that show a value otherwise than it is kept."""


def doubt_bound(body: Element, package: Package) -> None:
    """Doubt each control that shows other words than the value it is bound to, in place."""
    bound = [node for node in body.iter(W + "dataBinding") if node.getparent() is not None]
    stores = dict(_stores(package)) if bound else {}
    for node in bound:
        properties = node.getparent()
        kept = _value(stores.get(node.get(W + "storeItemID", "").upper()), node.get(W + "xpath", ""))
        is_text = properties is not None and all(first(properties, kind) is None for kind in _OF_WORDS_ELSEWHERE)
        if properties is not None and is_text and kept and kept != _shown(properties.getparent()):
            flag = first(properties, W + "showingPlcHdr")
            flag = properties.makeelement(W + "showingPlcHdr") if flag is None else flag
            flag.set(VAL, DOUBTED)
            properties.append(flag)


def _stores(package: Package) -> Iterator[tuple[str, Element]]:
    """Yield what the file keeps values in, each by its id."""
    for name in package.names:
        found = _PROPERTIES.fullmatch(name)
        with suppress(Refused):
            told = package.xml(name) if found else None
            item = package.xml(f"customXml/item{found[1]}.xml") if found else None
            if told is not None and item is not None:
                yield told.get(_DATA + "itemID", "").upper(), item
    if (core := package.xml("docProps/core.xml")) is not None:
        yield _CORE, core


def _value(store: Element | None, path: str) -> str:
    """Return the words at a path of plain steps, «/n:form[1]/n:title[1]»; nothing elsewhere."""
    nodes = [store] if store is not None else []
    for number, step in enumerate(path.strip("/").split("/")):
        found = _STEP.fullmatch(step)
        if found is None or not nodes:
            return ""
        beneath = [child for child in (nodes[0] if number else nodes) if str(child.tag).rpartition("}")[2] == found[1]]
        nodes = beneath[int(found[2] or 1) - 1 :][:1] if int(found[2] or 1) else []
    return _words("".join(map(str, nodes[0].itertext()))) if nodes else ""


def _shown(control: Element | None) -> str:
    content = None if control is None else first(control, W + "sdtContent")
    return "" if content is None else _words("".join(text.text or "" for text in content.iter(W + "t")))


def _words(text: str) -> str:
    """Return a text without blanks: paragraphs part words as blanks do elsewhere."""
    return "".join(text.split())
