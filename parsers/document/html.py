"""Web pages (HTML): what Word saves as «Webbsida», and what some programs call .doc or .xls."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from parsers.document import limits
from parsers.document.encoding import decoded
from parsers.document.file_type import Opened
from parsers.document.limits import MAX_READ, Refused
from parsers.document.model import Document, Table

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_SILENT = frozenset(("script", "style", "head", "template", "noscript", "textarea", "s", "del", "strike"))
"""What a browser does not show, and what its writer struck out."""
_BLOCKS = frozenset(("p", "div", "li", "tr", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"))
_MAX_SPAN: Final = 60
_BLANKS = re.compile(r"\s+")


def read(opened: Opened) -> Document:
    """Read a page's tables, and the lines outside them; limits.Refused when it is outsize or no page."""
    if len(opened.data) > MAX_READ:
        raise Refused(limits.OUTSIZE)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(decoded(opened.data).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(limits.DAMAGED) from error
    if root is None:
        raise Refused(limits.DAMAGED)
    body = root.find("body")
    reader = _Reader()
    lines = reader.lines(root if body is None else body)
    return Document("html", tables=tuple(reader.tables), lines=lines)


class _Reader:
    """Walks one page and gathers its tables on the way."""

    def __init__(self) -> None:
        self.tables: list[Table] = []

    def lines(self, node: Element) -> tuple[str, ...]:
        parts: list[str] = []
        self._walk(node, parts)
        lines = (_BLANKS.sub(" ", line).strip() for line in "".join(parts).split("\n"))
        return tuple(line for line in lines if line)

    def _walk(self, node: Element, parts: list[str]) -> None:
        parts.append(_flat(node.text))
        for child in node:
            tag = child.tag
            if tag == "table":
                self._table(child)
                parts.append("\n")
            elif tag == "br":
                parts.append("\n")
            elif isinstance(tag, str) and tag not in _SILENT:
                edge = "\n" if tag in _BLOCKS else ""
                parts.append(edge)
                self._walk(child, parts)
                parts.append(edge)
            parts.append(_flat(child.tail))

    def _table(self, table: Element) -> None:
        number = len(self.tables)
        self.tables.append(Table("", ()))
        rows = tuple(
            tuple(text for cell in row.iterchildren("td", "th") for text in self._cell(cell))
            for row in table.iterdescendants("tr")
            if next(row.iterancestors("table")) is table
        )
        self.tables[number] = Table(f"tabell {number + 1}", rows)

    def _cell(self, cell: Element) -> list[str | None]:
        span = cell.get("colspan", "1")
        covered = min(int(span), _MAX_SPAN) - 1 if span.isascii() and span.isdigit() else 0
        return ["\n".join(self.lines(cell)), *[None] * covered]


def _flat(text: str | None) -> str:
    """Take line breaks in the source for blanks, as browsers do."""
    return (text or "").replace("\n", " ").replace("\r", " ")
