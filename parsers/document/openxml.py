"""What Word's and Excel's files have in common: relations between parts, and properties (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath

from parsers.document.limits import DAMAGED, Refused
from parsers.document.package import Package

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = ("title", "subject", "keywords")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the parts that `part` refers to, by id: the last word of the relation's type, and the part's name."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    if root is None:
        return {}
    return {
        node.get("Id", ""): (node.get("Type", "").rpartition("/")[2], _resolved(folder, node.get("Target", "")))
        for node in root.iter(_RELATIONSHIPS)
        if node.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def main_part(package: Package) -> str:
    """Return the name of the document or workbook part; Refused where the file has none."""
    for kind, name in relations(package, "").values():
        if kind == "officeDocument" and name in package.names:
            return name
    raise Refused(DAMAGED)


def holds_files(package: Package, folder: str) -> bool:
    """Whether other files are put into one of which these are the parts: none but the numbers of a chart."""
    has_charts = any(name.startswith(f"{folder}/charts/") for name in package.names)
    return not has_charts and any(name.startswith(f"{folder}/embeddings/") for name in package.names)


def properties(package: Package) -> dict[str, str]:
    """Return title, subject and keywords where they are set, and every custom property by its name."""
    found: dict[str, str] = {}
    core = package.xml("docProps/core.xml")
    for node in core if core is not None else ():
        name = node.tag.rpartition("}")[2]
        if name in _CORE and node.text:
            found[name] = node.text
    custom = package.xml("docProps/custom.xml")
    for node in custom if custom is not None else ():
        found.setdefault(node.get("name", ""), "".join(map(str, node.itertext())))
    return found
