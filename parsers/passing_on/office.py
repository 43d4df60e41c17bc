"""Word's, Excel's and PowerPoint's own files (.docx, .xlsx, .pptx; ECMA-376).

Only what a relationship names is opened by these programs, so relationships decide. One that points
outside is fetched when the file is opened, unless it is a link to click: in the copy it points nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lxml import etree

from parsers.document.file_type import Opened
from parsers.document.package import Element, Package, attributes, elements, xml
from parsers.passing_on import archive, faults
from parsers.passing_on.harmless_fields import is_harmless_field, is_harmless_formula

_ACTIVE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            ("vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet", "keymapcustomizations"), faults.MACROS
        ),
        **dict.fromkeys(("attachedtoolbars", "ui/extensibility", "ui/usercustomization", "dialogsheet"), faults.MACROS),
        **dict.fromkeys(("oleobject", "control", "activexcontrolbinary", "ctrlprop", "afchunk"), faults.EMBEDS),
        **dict.fromkeys(("webextension", "webextensiontaskpanes", "connections", "querytable"), faults.FETCHES),
        **dict.fromkeys(("customdata", "recipientdata", "mailmergesource"), faults.FETCHES),
    }
)
"""What is behind a relationship, by how its type ends, where that acts or fetches."""
_NOWHERE: Final = "NULL"
"""What Word itself puts where the target of a picture is lost."""
_CLICKED: Final = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\s*(?:\w[\w+.-]*://|\\\\|//)")
_FORMULAS: Final = frozenset(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
)
_ACTIONS: Final = re.compile(r"ppaction://(?:program|macro|ole)", re.IGNORECASE)


def vet(opened: Opened) -> tuple[bytes, str]:
    """Return the file, or a copy that fetches nothing. Withheld where something in it acts."""
    package = archive.package_of(opened)
    changed: dict[str, bytes] = {}
    for name in package.entries:
        data = package.file(name)
        if name.lower().endswith(".rels"):
            if (other := _without_outside(data)) is not None:
                changed[name] = other
        elif not name.endswith("/"):
            _look(name, data)
    if not changed:
        return opened.data, ""
    return archive.with_parts(opened, changed), faults.LINKS_REMOVED


def _without_outside(data: bytes) -> bytes | None:
    """Return the relationships with none to the outside that is not clicked; None where there was none."""
    root = xml(data)
    outside = [node for node in root.iter() if isinstance(node.tag, str) and _is_fetched(node)]
    for node in outside:
        node.set("Target", _NOWHERE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if outside else None


def _is_fetched(relationship: Element) -> bool:
    kind = relationship.get("Type", "").lower()
    for ending, fault in _ACTIVE.items():
        if kind.endswith(f"/{ending}"):
            raise faults.Withheld(fault)
    if relationship.get("TargetMode", "").lower() != "external" or relationship.get("Target") == _NOWHERE:
        return False
    return not (kind.endswith("/hyperlink") and _CLICKED.match(relationship.get("Target", "").strip()))


def _look(name: str, data: bytes) -> None:
    if data.startswith(archive.PROGRAMS) or name.lower().endswith("vbaproject.bin"):
        raise faults.Withheld(faults.MACROS if "vba" in name.lower() else faults.EMBEDS)
    if data.startswith(b"PK"):
        _look_into(Package(data))
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        _look_through(data)


def _look_into(embedded: Package) -> None:
    """Look into a workbook behind a diagram; nothing is cleaned in it, and it has no other in it."""
    for name in embedded.entries:
        data = embedded.file(name)
        is_deeper = data.startswith((b"PK", *archive.PROGRAMS))
        if is_deeper or (name.lower().endswith(".rels") and _without_outside(data) is not None):
            raise faults.Withheld(faults.EMBEDS)
        _look(name, b"" if name.lower().endswith(".rels") else data)


def _look_through(data: bytes) -> None:
    """Look at all elements of a part. Fields may be nested, and their instructions be cut into pieces."""
    open_fields: list[str] = []
    for element in elements(data):
        name = element.tag.rpartition("}")[2]
        _look_at(element, name)
        if name == "fldChar":
            _take(element, open_fields)
        elif name == "instrText" and open_fields:
            open_fields[-1] += element.text or ""
        elif name == "instrText":
            _must(is_harmless_field(element.text or ""))


def _take(field: Element, open_fields: list[str]) -> None:
    kind = dict(attributes(field)).get("fldCharType", "")
    if kind == "begin":
        open_fields.append("")
    elif open_fields and kind in {"separate", "end"}:
        instruction = open_fields[-1]
        _must(is_harmless_field(instruction))
        if kind == "end":
            open_fields.pop()


def _look_at(element: Element, name: str) -> None:
    for short, value in attributes(element):
        if short in {"src", "href"} and _ADDRESS.match(value):
            raise faults.Withheld(faults.FETCHES)
        _must(short != "instr" or name != "fldSimple" or is_harmless_field(value))
        _must(short != "action" or _ACTIONS.match(value) is None)
    _must(name not in {"ddeLink", "oleLink", "altChunk"})
    _must(name not in _FORMULAS or is_harmless_formula(element.text or ""))


def _must(is_harmless: bool) -> None:  # noqa: FBT001 - it reads as a sentence
    if not is_harmless:
        raise faults.Withheld(faults.STARTS)
