"""A blank Word form, with what is no text there as marks in the text.

A control, or a form field of older Word, is its number, «⟦0⟧» for the first; «⟦#1⟧» stands before a heading of
level 1, «⟦#0⟧» before the title and «⟦#9⟧» before a line in bold; «⟦tabell 1⟧» is the line where the first table
stands, and «⟦⟧» an empty paragraph outside tables. The file is rewritten so; then the ordinary reader reads it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from parsers.document import file_type, limits, openxml, package
from parsers.document.model import CHECKED, UNCHECKED, Control, ControlKind, Document
from parsers.document.word import reader
from parsers.document.word.controls import Element, W, described

_P, _R, _T, _TBL, _SDT = (W + name for name in ("p", "r", "t", "tbl", "sdt"))
_FIELD, _DATA, _STYLE = W + "fldChar", W + "ffData", W + "pStyle"
_VAL = W + "val"
_BOLD: Final = 9
"""The level of a heading that is one by its bold letters alone."""
_OFF = ("0", "false", "off")
_BOXES = (CHECKED, UNCHECKED)


def read(opened: file_type.Opened) -> Document:
    """Read a form to learn its questions; limits.Refused when it is damaged."""
    package = opened.package
    assert package is not None
    main = openxml.main_part(package)
    root = package.xml(main)
    body = None if root is None else root.find(f"{W}body")
    if root is None or body is None:
        raise limits.Refused(limits.DAMAGED)
    _mark_blocks(body, _heading_styles(package, main))
    controls: list[Control] = []
    _mark_controls(root, controls)
    _mark_fields(root, controls)
    marked = reader.read(file_type.inspect(_with_part(opened.data, main, etree.tostring(root))))
    tables = [replace(table, cells={}) for table in marked.tables]
    return Document.of_parts("docx", controls=controls, tables=tables, lines=marked.lines, properties=marked.properties)


def _heading_styles(package: package.Package, main: str) -> dict[str, int]:
    """Return the levels of styles that are headings, by id: 0 for the title (ECMA-376 part 1 §17.7.4.9)."""
    name = next((part for kind, part in openxml.relations(package, main).values() if kind == "styles"), "")
    root = package.xml(name or f"{main.rpartition('/')[0]}/styles.xml")
    names = (
        {}
        if root is None
        else {
            style.get(f"{W}styleId", ""): node.get(_VAL, "").lower()
            for style in root.iter(f"{W}style")
            for node in style.iterfind(f"{W}name")
        }
    )
    levels = {key: int(name[8:]) for key, name in names.items() if name.startswith("heading ") and name[8:].isdigit()}
    return levels | {key: 0 for key, name in names.items() if name == "title"}


def _mark_blocks(body: Element, styles: dict[str, int]) -> None:
    """Mark tables, headings and empty paragraphs of the page itself; in a table's cells they speak for themselves."""
    tables = list(body.iter(_TBL))
    for block in list(_blocks(body)):
        if block.tag == _TBL:
            block.addprevious(_paragraph(f"⟦tabell {tables.index(block) + 1}⟧"))
        elif not _text(block).strip() and next(block.iter(_SDT, _FIELD), None) is None:
            block.append(_run(_child_text("⟦⟧")))
        elif (level := _level(block, styles)) is not None:
            _part_from_help(block)
            next(block.iter(_R)).addprevious(_run(_child_text(f"⟦#{level}⟧")))


def _blocks(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag == _SDT:
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _blocks(content)


def _level(paragraph: Element, styles: dict[str, int]) -> int | None:
    named = next((styles[node.get(_VAL, "")] for node in paragraph.iter(_STYLE) if node.get(_VAL) in styles), None)
    runs = [run for run in paragraph.iter(_R) if _text(run).strip()]
    if named is None and runs and _is_bold(runs[0]) and not _asks_on_the_line(paragraph):
        return _BOLD
    return named


def _is_bold(run: Element) -> bool:
    return any(node.get(_VAL, "1") not in _OFF for node in run.iterfind(f"{W}rPr/{W}b"))


def _asks_on_the_line(paragraph: Element) -> bool:
    """Whether a bold beginning has its answer on the same line: «Namn: [control]»."""
    return next(paragraph.iter(_SDT, _FIELD), None) is not None or "__" in _text(paragraph)


def _part_from_help(paragraph: Element) -> None:
    """Break a line where its bold letters end: what follows is a label's help."""
    runs = [run for run in paragraph.iter(_R) if _text(run).strip()]
    plain = next((run for run in runs if not _is_bold(run)), None)
    if plain is not None and _is_bold(runs[0]):
        plain.addprevious(_run(etree.Element(f"{W}br")))


def _mark_controls(root: Element, controls: list[Control]) -> None:
    """Put a marker in the place of each control that holds no other; a check box stays the box it is."""
    for sdt in list(root.iter(_SDT)):
        properties, content = sdt.find(f"{W}sdtPr"), sdt.find(f"{W}sdtContent")
        if properties is None or content is None or next(content.iter(_SDT), None) is not None:
            continue
        control = described(properties, _text(content).strip())
        if control.kind is ControlKind.CHECK_BOX or any(box in _text(content) for box in _BOXES):
            continue
        _put(content, f"⟦{len(controls)}⟧")
        sdt.remove(properties)
        controls.append(control)


def _mark_fields(root: Element, controls: list[Control]) -> None:
    """Put a marker in the place of each form field of older Word (§17.16.17) but for check boxes."""
    for data in list(root.iter(_DATA)):
        field = data.getparent()
        if field is None or data.find(f"{W}checkBox") is not None:
            continue
        choices = tuple(entry.get(_VAL, "") for entry in data.iterfind(f"{W}ddList/{W}listEntry"))
        is_date = any(node.get(_VAL) == "date" for node in data.iterfind(f"{W}textInput/{W}type"))
        kind = ControlKind.CHOICE if choices else ControlKind.DATE if is_date else ControlKind.TEXT
        field.addnext(_child_text(f"⟦{len(controls)}⟧"))
        field.remove(data)
        controls.append(Control("", "", kind, "", choices=tuple(filter(str.strip, choices))))


def _put(content: Element, text: str) -> None:
    """Write a text instead of all that is in a control, and leave its paragraphs, rows and cells."""
    for node in list(content.iter(_T)):
        node.text = ""
    place = next(content.iter(_R), None)
    if place is None:
        place = etree.SubElement(next(content.iter(_P), content), _R)
    for properties in place.findall(f"{W}rPr"):
        place.remove(properties)
    place.append(_child_text(text))


def _text(node: Element) -> str:
    return "".join(text.text or "" for text in node.iter(_T))


def _child_text(text: str) -> Element:
    node = etree.Element(_T)
    node.text = text
    return node


def _paragraph(text: str) -> Element:
    paragraph = etree.Element(_P)
    paragraph.append(_run(_child_text(text)))
    return paragraph


def _run(*content: Element) -> Element:
    run = etree.Element(_R)
    run.extend(content)
    return run


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == name else old.read(entry))
    return file.getvalue()
