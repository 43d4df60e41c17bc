"""What a blank Word form tells by its looks: which lines are headings, and where older Word's form fields stand.

It is written into the document's tree, before that is reduced to its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from parsers.document import openxml
from parsers.document.model import BOLD_HEADING
from parsers.document.package import Package
from parsers.document.word.controls import OFF, VAL, Element, W

LEVEL: Final = "level"
"""The attribute of a paragraph that is a heading: its level."""
_P, _R, _T, _TBL, _SDT, _CONTENT = (W + name for name in ("p", "r", "t", "tbl", "sdt", "sdtContent"))
_FIELD, _DATA, _STYLE = W + "fldChar", W + "ffData", W + "pStyle"


def mark(package: Package, main: str, root: Element) -> None:
    """Mark the headings of the page itself, and write form fields of older Word as content controls (§17.16.17)."""
    levels = _styled(package, main)
    for paragraph in list(_paragraphs(root)):
        if (level := _level(paragraph, levels)) is not None:
            paragraph.set(LEVEL, str(level))
            _part_from_help(paragraph)
    for data in list(root.iter(_DATA)):
        if data.find(f"{W}checkBox") is None:
            _write_control(data)


def _styled(package: Package, main: str) -> Mapping[str, int]:
    """Return the levels of styles that are headings, by id: 0 for the title (ECMA-376 part 1 §17.7.4.9)."""
    name = next((part for kind, part in openxml.relations(package, main).values() if kind == "styles"), "")
    root = package.xml(name or f"{main.rpartition('/')[0]}/styles.xml")
    styles = root.iter(f"{W}style") if root is not None else ()
    names = {
        style.get(f"{W}styleId", ""): node.get(VAL, "").lower()
        for style in styles
        for node in style.iterfind(f"{W}name")
    }
    levels = {key: int(name[8:]) for key, name in names.items() if name.startswith("heading ") and name[8:].isdigit()}
    return levels | {key: 0 for key, name in names.items() if name == "title"}


def _paragraphs(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == _P:
            yield child
        elif child.tag in (W + "body", _SDT, _CONTENT):
            yield from _paragraphs(child)


def _level(paragraph: Element, styles: Mapping[str, int]) -> int | None:
    named = next((styles[node.get(VAL, "")] for node in paragraph.iter(_STYLE) if node.get(VAL) in styles), None)
    runs = [run for run in paragraph.iter(_R) if _text(run).strip()]
    if named is None and runs and _is_bold(runs[0]) and not _asks_on_the_line(paragraph):
        return BOLD_HEADING
    return named if runs else None


def _is_bold(run: Element) -> bool:
    return any(node.get(VAL, "1") not in OFF for node in run.iterfind(f"{W}rPr/{W}b"))


def _asks_on_the_line(paragraph: Element) -> bool:
    """Whether a bold beginning has its answer on the same line: «Namn: [control]»."""
    return next(paragraph.iter(_SDT, _FIELD), None) is not None or "__" in _text(paragraph)


def _part_from_help(paragraph: Element) -> None:
    """Break a line where its bold letters end: what follows is a label's help."""
    runs = [run for run in paragraph.iter(_R) if _text(run).strip()]
    plain = next((run for run in runs if not _is_bold(run)), None)
    if plain is not None and _is_bold(runs[0]):
        line_break = etree.Element(_R)
        etree.SubElement(line_break, f"{W}br")
        plain.addprevious(line_break)


def _write_control(data: Element) -> None:
    """Put a content control before a form field, which then is none."""
    field = data.getparent()
    if field is None:
        return
    control = etree.Element(_SDT)
    properties = etree.SubElement(control, f"{W}sdtPr")
    entries = [entry.get(VAL, "") for entry in data.iterfind(f"{W}ddList/{W}listEntry")]
    if entries:
        items = etree.SubElement(properties, f"{W}dropDownList")
        for text in filter(str.strip, entries):
            etree.SubElement(items, f"{W}listItem", {f"{W}displayText": text, f"{W}value": text})
    elif any(node.get(VAL) == "date" for node in data.iterfind(f"{W}textInput/{W}type")):
        etree.SubElement(properties, f"{W}date")
    etree.SubElement(control, _CONTENT)
    field.addnext(control)
    field.remove(data)


def _text(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(_T))
