"""Word's .docx (and .docm, .dotx as data), read from its XML (ECMA-376 part 1 §17).

Insertions count; deletions, comments and what is struck out or hidden don't. A content control that shows its
placeholder is empty, and so is its place in the text around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from parsers import openxml
from parsers.content import CHECKED, UNCHECKED, Control, ControlKind, Document, Row, Table
from parsers.guard import DAMAGED, Opened, Package, Refused
from parsers.word_controls import OFF, VAL, Element, W, described, first, legacy_field, whole_number

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _TBL, _TR, _TC, _SDT = (W + name for name in ("p", "r", "t", "tbl", "tr", "tc", "sdt"))
_SDT_PR, _SDT_CONTENT, _FIELD = W + "sdtPr", W + "sdtContent", W + "fldChar"
_UNSEEN = (W + "strike", W + "dstrike", W + "vanish")
_SPAN, _MERGE = W + "gridSpan", W + "vMerge"
_CONTAINERS = frozenset(
    W + name
    for name in ("ins", "moveTo", "hyperlink", "fldSimple", "smartTag", "customXml", "sdtContent", "dir", "bdo")
)
_DRAWN = frozenset((_MC + "AlternateContent", W + "drawing", W + "pict", W + "object"))
_MARKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_SYMBOLS = dict.fromkeys(("F0FE", "F0FD", "F052", "F054"), CHECKED) | dict.fromkeys(("F0A8", "F06F", "F0A3"), UNCHECKED)
"""Boxes in Wingdings and Wingdings 2, ticked and empty."""
_MAX_SPAN = 63
"""The most columns that Word allows in a table."""


def read(opened: Opened) -> Document:
    """Read a Word document; guard.Refused when it is damaged."""
    return _read(opened, _Reader())


def read_blank(opened: Opened) -> Document:
    """Read a form to learn its questions: a control stands in its surroundings as its number, «⟦0⟧» for the first."""
    return _read(opened, _Reader(numbered=True))


def _read(opened: Opened, reader: _Reader) -> Document:
    package = opened.package
    assert package is not None
    main = openxml.main_part(package)
    body = package.xml(main)
    if body is None:
        raise Refused(DAMAGED)
    if next(body.iter(W + "altChunk"), None) is not None:
        raise Refused(
            "filen innehåller en annan fil i stället för text – öppna den i Word, spara den och skicka den igen"
        )
    lines = [line for child in body for line in reader.blocks(child)]
    tables = tuple(table for table in reader.tables if table is not None)
    margins = [line for part in _margin_parts(package, main) for line in reader.blocks(part, flat=True)]
    return Document(
        "docx",
        tuple(reader.controls),
        tables,
        tuple(filter(str.strip, lines)),
        openxml.properties(package),
        tuple(filter(str.strip, margins)),
    )


def _margin_parts(package: Package, main: str) -> Iterator[Element]:
    """Yield the pages' headers and footers, which every program that writes Word's format names so."""
    folder = main.rpartition("/")[0]
    for name in sorted(package.names):
        if name.startswith((f"{folder}/header", f"{folder}/footer")) and (part := package.xml(name)) is not None:
            yield part


class _Reader:
    """Walks one document and gathers its controls and tables on the way."""

    def __init__(self, *, numbered: bool = False) -> None:
        self._numbered = numbered
        self.controls: list[Control] = []
        self.tables: list[Table | None] = []
        self._boxed: list[str] = []

    def blocks(self, parent: Element, *, flat: bool = False) -> list[str]:
        """Return the lines of paragraphs in `parent`; with `flat`, those of its tables, too."""
        lines: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == _P:
                lines += "".join(self._inline(child)).split("\n")
                lines += self._boxed
                self._boxed = []
            elif tag == _TBL:
                table = self._table(child)
                if flat:
                    lines += ["\t".join(cell for cell in row if cell) for row in table.rows]
            elif tag == _SDT:
                lines += self._control(child, lambda content: self.blocks(content, flat=flat))
            elif tag in _CONTAINERS:
                lines += self.blocks(child, flat=flat)
        return lines

    def _inline(self, parent: Element) -> list[str]:
        texts: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, texts)
            elif tag == _SDT:
                texts += self._control(child, lambda content: ["".join(self._inline(content))])
            elif tag in _CONTAINERS:
                texts += self._inline(child)
        return texts

    def _run(self, run: Element, texts: list[str]) -> None:
        if _is_unseen(run):
            return
        for child in run:
            tag = child.tag
            if tag == _T:
                texts.append(child.text or "")
            elif tag in _MARKS:
                texts.append(_MARKS[tag])
            elif tag == _FIELD:
                texts.append(legacy_field(child))
            elif tag == W + "sym":
                texts.append(_SYMBOLS.get(child.get(W + "char", "").upper(), ""))
            elif tag in _DRAWN:
                self._text_boxes(child)

    def _text_boxes(self, drawn: Element) -> None:
        """Keep the text of boxes for after the paragraph; Fallback only repeats Choice (ECMA-376 part 3)."""
        choice = first(drawn, _MC + "Choice")
        for box in (drawn if choice is None else choice).iter(W + "txbxContent"):
            lines = self.blocks(box)
            self._boxed += lines

    def _control(self, sdt: Element, read_content: Callable[[Element], list[str]]) -> list[str]:
        """Note a control and return its content as its surroundings see it."""
        properties, content = first(sdt, _SDT_PR), first(sdt, _SDT_CONTENT)
        lines = [] if content is None else read_content(content)
        if properties is None:
            return lines
        control = described(properties, "\n".join(lines).strip())
        self.controls.append(control)
        if control.kind is ControlKind.CHECK_BOX:
            return [CHECKED if control.checked else UNCHECKED]
        if self._numbered and not any(UNCHECKED in line for line in lines):
            return [f"⟦{len(self.controls) - 1}⟧"]
        return lines if control.value else []

    def _table(self, table: Element) -> Table:
        number = len(self.tables)
        self.tables.append(None)
        rows = tuple(self._row(row) for row in self._unwrapped(table, _TR) if not _is_deleted(row))
        read = Table(f"tabell {number + 1}", rows)
        self.tables[number] = read
        return read

    def _row(self, row: Element) -> Row:
        cells: list[str | None] = []
        for cell in self._unwrapped(row, _TC):
            span, covered = _merged(cell)
            text = "\n".join(self.blocks(cell, flat=True)).strip()
            cells.append(None if covered else text)
            cells += [None] * (span - 1)
        return tuple(cells)

    def _unwrapped(self, parent: Element, wanted: str) -> Iterator[Element]:
        """Yield rows or cells, also those inside controls; such a control's value is all the text in it."""
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag == _SDT:
                content, properties = first(child, _SDT_CONTENT), first(child, _SDT_PR)
                if content is None:
                    continue
                if properties is not None:
                    self._surrounding(properties, content)
                yield from self._unwrapped(content, wanted)
            elif child.tag in _CONTAINERS:
                yield from self._unwrapped(child, wanted)

    def _surrounding(self, properties: Element, content: Element) -> None:
        """Note a control around rows or cells, and empty these while it shows its placeholder."""
        paragraphs = ("".join(_seen_texts(node)) for node in content.iter(_P))
        control = described(properties, "\n".join(paragraphs).strip())
        self.controls.append(control)
        is_whole = self._numbered and next(content.iter(_SDT), None) is None
        shown = f"⟦{len(self.controls) - 1}⟧" if is_whole else ""
        if shown or not control.value:
            for text in content.iter(_T):
                text.text, shown = shown, ""


def _is_unseen(run: Element) -> bool:
    """Whether a run is struck out or hidden (§17.3.2.9, .37 and .41): what its writer took back."""
    properties = first(run, W + "rPr")
    marks = () if properties is None else (node for node in properties if node.tag in _UNSEEN)
    return any(node.get(VAL, "1") not in OFF for node in marks)


def _seen_texts(node: Element) -> Iterator[str]:
    return (text.text or "" for run in node.iter(_R) if not _is_unseen(run) for text in run.iterchildren(_T))


def _is_deleted(row: Element) -> bool:
    properties = first(row, W + "trPr")
    return properties is not None and first(properties, W + "del") is not None


def _merged(cell: Element) -> tuple[int, bool]:
    """Return how many columns a cell spans, and whether it continues the cell above."""
    span, covered = 1, False
    for properties in cell.iterchildren(W + "tcPr"):
        for node in properties:
            if node.tag == _SPAN:
                span = min(whole_number(node, 1), _MAX_SPAN)
            elif node.tag == _MERGE:
                covered = node.get(VAL, "continue") == "continue"
    return span, covered
