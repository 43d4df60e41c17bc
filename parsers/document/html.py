"""Web pages (HTML): what Word saves as «Webbsida», and what some programs call .doc or .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree

from parsers.document import limits
from parsers.document.charsets import to_text
from parsers.document.file_type import Opened
from parsers.document.limits import MAX_READ, Refused
from parsers.document.model import CHECKED, UNCHECKED, Block, Document, Paragraph, Table

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_SILENT = frozenset(("script", "style", "head", "template", "noscript", "button", "s", "del", "strike"))
"""What a browser does not show, what its writer struck out, and what is no answer."""
_BLOCKS = frozenset(
    ("p", "div", "li", "tr", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article")
) | frozenset(("form", "fieldset", "legend", "blockquote", "pre", "address", "header", "footer", "main"))
_FIELDS = frozenset(("input", "select", "textarea"))
_NO_ANSWER = frozenset(("hidden", "submit", "reset", "button", "image", "file", "password"))
"""Kinds of input in which nobody writes what others read."""
_MAX_SPAN: Final = 60
_BLANKS = re.compile(r"\s+")


def read(opened: Opened) -> Document:
    """Read a page's tables, and the lines outside them; limits.Refused when it is outsize or no page."""
    if len(opened.data) > MAX_READ:
        raise Refused(limits.OUTSIZE)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(to_text(opened.data).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(limits.DAMAGED) from error
    if root is None:
        raise Refused(limits.DAMAGED)
    body = root.find("body")
    return Document("html", tuple(_Reader().blocks(root if body is None else body)))


class _Reader:
    """Walks one page and takes it for lines and tables."""

    def __init__(self) -> None:
        self._tables = 0

    def blocks(self, node: Element) -> Iterator[Block]:
        """Yield the lines and tables in an element."""
        parts: list[str | Table] = []
        self._walk(node, parts)
        texts: list[str] = []
        for part in (*parts, None):
            if isinstance(part, str):
                texts.append(part)
                continue
            yield from map(Paragraph, _lines("".join(texts)))
            texts = []
            if part is not None:
                yield part

    def _walk(self, node: Element, parts: list[str | Table]) -> None:
        parts.append(_flat(node.text))
        for child in node:
            tag = child.tag
            if tag == "table":
                parts += self._table(child)
            elif tag == "br":
                parts.append("\n")
            elif tag in _FIELDS:
                parts.append(_filled(child))
            elif isinstance(tag, str) and tag not in _SILENT:
                edge = "\n" if tag in _BLOCKS else ""
                parts.append(edge)
                self._walk(child, parts)
                parts.append(edge)
            parts.append(_flat(child.tail))

    def _table(self, node: Element) -> list[Table]:
        """Return a table, and those in its cells."""
        self._tables += 1
        name = f"tabell {self._tables}"
        nested: list[Table] = []
        rows = tuple(
            tuple(text for cell in row.iterchildren("td", "th") for text in self._cell(cell, nested))
            for row in node.iterdescendants("tr")
            if next(row.iterancestors("table")) is node
        )
        return [Table(name, rows), *nested]

    def _cell(self, cell: Element, nested: list[Table]) -> list[str | None]:
        """Return the lines of a cell, its other columns, and add its tables to those that are `nested`."""
        span = cell.get("colspan", "1")
        covered = min(int(span), _MAX_SPAN) - 1 if span.isascii() and span.isdigit() else 0
        blocks = list(self.blocks(cell))
        nested += [replace(block, in_cell=True) for block in blocks if isinstance(block, Table)]
        return ["\n".join(block.text for block in blocks if isinstance(block, Paragraph)), *[None] * covered]


def _filled(field: Element) -> str:
    """Return what a field of a web form shows (HTML §4.10): a box or its text, the chosen options, the text written."""
    kind = field.get("type", "text").lower() if field.tag == "input" else field.tag
    if kind in ("checkbox", "radio"):
        return CHECKED if "checked" in field.attrib else UNCHECKED
    if kind == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib]
        shown = chosen or ([] if "multiple" in field.attrib else options[:1])
        return "\n".join(_flat(_text(option)).strip() for option in shown)
    if kind == "textarea":
        return f"\n{_text(field)}\n"
    return "" if kind in _NO_ANSWER else field.get("value", "")


def _text(node: Element) -> str:
    return "".join(map(str, node.itertext()))


def _lines(text: str) -> Iterator[str]:
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return (line for line in lines if line)


def _flat(text: str | None) -> str:
    """Take line breaks in the source for blanks, as browsers do."""
    return (text or "").replace("\n", " ").replace("\r", " ")
