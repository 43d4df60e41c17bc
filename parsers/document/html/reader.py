"""Web pages (HTML): what Word saves as «Webbsida», and what some programs call .doc or .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from lxml import etree

from parsers.document import limits, nested_rows
from parsers.document.charsets import to_text
from parsers.document.emphasis import QUOTED, UNSEEN, marked, taken
from parsers.document.file_type import Opened
from parsers.document.html import comments, style_sheets
from parsers.document.html import looks as html_looks
from parsers.document.html.field_labels import FIELDS, FieldLabels
from parsers.document.html.style_sheets import Element
from parsers.document.html.unseen import Shades
from parsers.document.limits import MAX_READ, Refused
from parsers.document.line_breaks import PROGRAM, rooms
from parsers.document.model import CHECKED, UNCHECKED, UNKNOWN, Block, Document, Paragraph, Row, Table
from parsers.document.raised import raised
from parsers.document.unchosen_list import in_doubt

_BLOCKS = frozenset(
    ("p", "div", "li", "tr", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article")
) | frozenset(("form", "fieldset", "legend", "blockquote", "pre", "address", "header", "footer", "main"))
_BLOCKS |= frozenset(("nav", "aside", "details", "summary", "figure", "figcaption", "hr", "center"))
_NO_ANSWER = frozenset(("hidden", "submit", "reset", "button", "image", "file", "password"))
"""Kinds of input in which nobody writes what others read."""
_MAX_SPAN: Final = 60
_NEAR: Final = 8
"""Parts of a line, before a field, that may be its label."""
_FIRST_DAY: Final = date(1899, 12, 30)
_LONGEST_DAY: Final = 6
"""Digits in the number of a day since the first."""
_BLANKS = re.compile(r"[^\S\xa0]+")
_COLUMNS, _LEAST_KEPT = re.compile(r"[ \xa0]{3,}"), 2
"""Blanks that a browser keeps, so many that they part columns."""
_KEPT = re.compile(r" {2,}|\t")


def read(opened: Opened) -> Document:
    """Read a page's tables, and the lines outside them; limits.Refused when it is outsize or no page."""
    if len(opened.data) > MAX_READ:
        raise Refused(limits.OUTSIZE)
    data = to_text(opened.data).encode()
    root = _root(data)
    style_sheets.write_in(root)
    blocks = tuple(_Reader(root).blocks(_written_in(root)))
    if not _is_of_libreoffice(root):
        return Document("html", blocks)
    notes = tuple(comments.notes(_root(data, keeps_comments=True)))
    return Document("html", blocks, notes=notes, rooms=rooms(map(_broken, root.iter("p"))))


def _written_in(root: Element) -> Element:
    """Return the element that holds a page's words: libxml2 takes a label right below a style sheet into the head."""
    return next((one for one in (root.find("body"), root.find("head")) if one is not None), root)


def _root(data: bytes, *, keeps_comments: bool = False) -> Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=not keeps_comments, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(limits.DAMAGED) from error
    if root is None:
        raise Refused(limits.DAMAGED)
    return root


def _is_of_libreoffice(root: Element) -> bool:
    named = (meta.get("content", "") for meta in root.iter("meta") if meta.get("name", "").lower() == "generator")
    return any(PROGRAM in name for name in named)


def _broken(paragraph: Element) -> str:
    """Return a paragraph's text with its line breaks."""
    inner = paragraph.iterdescendants()
    pieces = (("\n" if node.tag == "br" else "") + _flat(node.text) + _flat(node.tail) for node in inner)
    return _flat(paragraph.text) + "".join(pieces)


class _Reader:
    """Walks one page and takes it for lines and tables."""

    def __init__(self, root: Element) -> None:
        self._tables = 0
        self._shades = Shades(root)
        self._labels = FieldLabels(root)

    def blocks(self, node: Element, looks: frozenset[str] = frozenset()) -> Iterator[Block]:
        """Yield the lines and tables in an element, whose words have these looks."""
        parts: list[str | Table] = []
        self._walk(node, parts, looks)
        texts: list[str] = []
        for part in (*parts, None):
            if isinstance(part, str):
                texts.append(part)
                continue
            yield from _paragraphs("".join(texts))
            texts = []
            if part is not None:
                yield part

    def _walk(self, node: Element, parts: list[str | Table], looks: frozenset[str]) -> None:
        look = " ".join(sorted(looks))
        parts.append(marked(_shown(node, node.text), look))
        for child in node:
            tag = child.tag
            if tag == "table" and html_looks.is_seen(child):
                parts += self._table(child)
            elif tag == "br":
                parts.append("\n")
            elif tag in FIELDS and html_looks.is_seen(child):
                parts.append(self._field(child, parts))
            elif isinstance(tag, str) and tag not in FIELDS and self._is_read(child):
                edge = "\n" if tag in _BLOCKS else ""
                if html_looks.is_signature(child.get("class", ""), child.get("id", "")):
                    parts.append("\n--\n")
                parts.append(edge)
                self._walk(child, parts, self._looks(child, looks))
                parts.append(edge or _after_label(child))
            parts.append(marked(_shown(node, child.tail), look))

    def _is_read(self, node: Element) -> bool:
        return html_looks.is_seen(node) and not self._labels.is_away(node)

    def _field(self, field: Element, before: Sequence[str | Table]) -> str:
        """Return what a field shows, with its label where that does not stand before it."""
        label, shown = self._labels.of(field), _filled(field)
        return f"\n{label}: {shown.strip()}\n" if label else _parted(before, shown)

    def _looks(self, node: Element, around: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the looks of an element's words, given those of the words around it."""
        own = around | html_looks.looks(node)
        return own | {UNSEEN} if self._shades.are_unseen(node) else own - {UNSEEN}

    def _table(self, node: Element) -> list[Table]:
        """Return a table, and those in its cells."""
        self._tables += 1
        name = f"tabell {self._tables}"
        nested: list[Table] = []
        cells: dict[tuple[int, int], Paragraph] = {}
        rows: list[Row] = []
        around = frozenset((QUOTED,) if any(map(html_looks.is_quote, node.iterancestors())) else ())
        for row in node.iterdescendants("tr"):
            if next(row.iterancestors("table")) is node and html_looks.is_seen(row):
                texts: list[str | None] = []
                for cell in filter(html_looks.is_seen, row.iterchildren("td", "th")):
                    paragraph = self._cell(cell, nested, around)
                    if paragraph.emphasised:
                        cells[len(rows), len(texts)] = paragraph
                    texts += [paragraph.text, *[None] * _covered(cell)]
                rows.append(tuple(texts))
        return [Table(name, tuple(rows), cells=cells), *nested]

    def _cell(self, cell: Element, nested: list[Table], around: frozenset[str]) -> Paragraph:
        """Return the lines of a cell, and add its tables to those that are `nested`."""
        blocks = [_unboxed(block) for block in self.blocks(cell, self._looks(cell, around))]
        is_beside = cell.getnext() is not None or cell.getprevious() is not None
        nested += [replace(block, in_cell=is_beside) for block in blocks if isinstance(block, Table)]
        lines = [line for block in blocks for line in _lines_of(block, is_beside=is_beside)]
        shown = UNKNOWN if not blocks and next(cell.iter("img"), None) is not None else ""
        text = _day(cell) or "\n".join(line.text for line in lines) or shown
        return Paragraph(text, emphasised=tuple(piece for line in lines for piece in line.emphasised))


def _lines_of(block: Block, *, is_beside: bool) -> Iterator[Paragraph]:
    """Yield the lines of a cell; a table in a cell without others beside it is there to lay out the page."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table) and is_beside and not block.in_cell:
        yield from map(Paragraph, nested_rows.lines(block.rows))


def _unboxed(block: Block) -> Block:
    """Return the text of a table of one cell, which is there for its looks; any other block as it is."""
    is_box = isinstance(block, Table) and len(block.rows) == len(block.rows[0]) == 1
    return Paragraph(block.rows[0][0] or "") if isinstance(block, Table) and is_box else block


def _covered(cell: Element) -> int:
    """Return how many columns a cell takes up besides its own."""
    span = cell.get("colspan", "1")
    return min(int(span), _MAX_SPAN) - 1 if span.isascii() and span.isdigit() else 0


def _day(cell: Element) -> str:
    """Return the day in a cell that LibreOffice saved as a number and a format, with months in English."""
    number, form = cell.get("sdval", ""), cell.get("sdnum", "").upper().rpartition(";")[2]
    is_day = number.isdecimal() and "D" in form and "Y" in form and len(number) <= _LONGEST_DAY
    return (_FIRST_DAY + timedelta(days=int(number))).isoformat() if is_day else ""


def _filled(field: Element) -> str:
    """Return what a field of a web form shows (HTML §4.10): a box or its text, the chosen options, the text written.

    A blank parts what is written from what stands past the field.
    """
    kind = field.get("type", "text").lower() if field.tag == "input" else field.tag
    if kind in ("checkbox", "radio"):
        return CHECKED if "checked" in field.attrib else UNCHECKED
    if kind == "select":
        return _chosen(field)
    if kind == "textarea":
        return f"\n{_text(field)}\n"
    return "" if kind in _NO_ANSWER else f"{field.get('value', '')} "


def _chosen(field: Element) -> str:
    """Return the options that are chosen in a list; where the page tells none, in doubt the first, which is shown."""
    options = [(_flat(_text(option)).strip(), "selected" in option.attrib) for option in field.iter("option")]
    chosen = [text for text, is_chosen in options if is_chosen]
    if chosen or "multiple" in field.attrib:
        return "\n".join(chosen)
    first = next((text for text, _ in options), "")
    return first if len(options) == 1 else in_doubt(first)


def _after_label(node: Element) -> str:
    """Return what parts a label of a question from those of its choices, which stand on its line."""
    following = node.getnext() if node.tag == "label" and next(node.iter(*FIELDS), None) is None else None
    return "\n" if following is not None and following.tag == "label" else ""


def _parted(parts: Sequence[str | Table], shown: str) -> str:
    """Part what a field shows from its label, where that stands before it on its line."""
    line = "".join(part if isinstance(part, str) else "\n" for part in parts[-_NEAR:]).rpartition("\n")[2].rstrip()
    is_labelled = line and not line.endswith(":") and shown.strip() and shown[0] not in (CHECKED, UNCHECKED, "\n")
    return f": {shown}" if is_labelled else shown


def _text(node: Element) -> str:
    return "".join(map(str, node.itertext()))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    for line in _lines(text):
        words, emphasised = taken(line)
        yield Paragraph(words, emphasised=emphasised)


def _lines(text: str) -> Iterator[str]:
    lines = (_COLUMNS.sub(_apart, _BLANKS.sub(" ", line)).replace("\xa0", " ").strip() for line in text.split("\n"))
    return (line for line in lines if line)


def _apart(found: re.Match[str]) -> str:
    return "   " if found[0].count("\xa0") >= _LEAST_KEPT else " "


def _shown(node: Element, text: str | None) -> str:
    """Return text right in an element, with its lines where that keeps them, and its digits above the line."""
    if node.tag == "pre":
        return _KEPT.sub(lambda found: "\xa0" * max(3, len(found[0])), text or "")
    return raised(_flat(text)) if node.tag == "sup" else _flat(text)


def _flat(text: str | None) -> str:
    """Take line breaks in the source for blanks, as browsers do."""
    return (text or "").replace("\n", " ").replace("\r", " ")
