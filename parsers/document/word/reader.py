"""Word's .docx (and .docm, .dotx as data), read from its XML (ECMA-376 part 1 §17).

Insertions count; deletions, comments and what is struck out or hidden don't. A content control that shows its
placeholder is empty, and so is its place in the text around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parsers.document import openxml
from parsers.document.file_type import Opened
from parsers.document.limits import DAMAGED, Refused
from parsers.document.model import CHECKED, UNCHECKED, Control, ControlKind, Document, Row, Table
from parsers.document.package import Package
from parsers.document.word.clean_up import reduce
from parsers.document.word.controls import VAL, Element, W, described, first, whole_number
from parsers.document.word.styles import Looks, looks

_P, _T, _TBL, _TR, _TC, _SDT, _SDT_PR = (W + name for name in ("p", "t", "tbl", "tr", "tc", "sdt", "sdtPr"))
_TC_PR, _SPAN, _MERGE = W + "tcPr", W + "gridSpan", W + "vMerge"
_MAX_SPAN = 63
"""The most columns that Word allows in a table."""


def read(opened: Opened) -> Document:
    """Read a Word document; limits.Refused when it is damaged."""
    reader = _Reader()
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
    folder = main.rpartition("/")[0]
    look = looks(package, folder, body)
    reduce(body, look)
    lines = [line for child in body for line in reader.blocks(child)]
    tables = tuple(table for table in reader.tables if table is not None)
    margins = [line for part in _margin_parts(package, folder, look) for line in reader.blocks(part, flat=True)]
    return Document(
        "docx",
        tuple(reader.controls),
        tables,
        tuple(filter(str.strip, lines)),
        openxml.properties(package),
        tuple(filter(str.strip, margins)),
    )


def _margin_parts(package: Package, folder: str, look: Looks) -> Iterator[Element]:
    """Yield the pages' headers and footers, which every program that writes Word's format names so."""
    for name in sorted(package.names):
        if name.startswith((f"{folder}/header", f"{folder}/footer")) and (part := package.xml(name)) is not None:
            reduce(part, look)
            yield part


class _Reader:
    """Walks one document, reduced to its words, and gathers its controls and tables on the way."""

    def __init__(self) -> None:
        self.controls: list[Control] = []
        self.tables: list[Table | None] = []

    def blocks(self, parent: Element, *, flat: bool = False) -> list[str]:
        """Return the lines of paragraphs in `parent`; with `flat`, those of its tables, too."""
        lines: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == _P:
                lines += self._text(child).split("\n")
            elif tag == _TBL:
                table = self._table(child)
                if flat:
                    lines += ["\t".join(cell for cell in row if cell) for row in table.rows]
            elif tag == _SDT:
                lines += self._control(child, lambda sdt: self.blocks(sdt, flat=flat))
        return lines

    def _text(self, paragraph: Element) -> str:
        texts: list[str] = []
        for child in paragraph:
            if child.tag == _T:
                texts.append(child.text or "")
            elif child.tag == _SDT:
                texts += self._control(child, lambda sdt: [self._text(sdt)])
        return "".join(texts)

    def _control(self, sdt: Element, read_content: Callable[[Element], list[str]]) -> list[str]:
        """Note a control and return its content as its surroundings see it."""
        properties, lines = first(sdt, _SDT_PR), read_content(sdt)
        if properties is None:
            return lines
        control = described(properties, "\n".join(lines).strip())
        self.controls.append(control)
        if control.kind is ControlKind.CHECK_BOX:
            return [CHECKED if control.checked else UNCHECKED]
        return lines if control.value else []

    def _table(self, table: Element) -> Table:
        number = len(self.tables)
        self.tables.append(None)
        rows = tuple(self._row(row) for row in self._unwrapped(table, _TR))
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
                properties = first(child, _SDT_PR)
                if properties is not None:
                    self._surrounding(child, properties)
                yield from self._unwrapped(child, wanted)

    def _surrounding(self, sdt: Element, properties: Element) -> None:
        """Note a control around rows or cells, and empty these while it shows its placeholder."""
        paragraphs = ("".join(text.text or "" for text in paragraph.iter(_T)) for paragraph in sdt.iter(_P))
        control = described(properties, "\n".join(paragraphs).strip())
        self.controls.append(control)
        if not control.value:
            for text in sdt.iter(_T):
                text.text = ""


def _merged(cell: Element) -> tuple[int, bool]:
    """Return how many columns a cell spans, and whether it continues the cell above."""
    span, covered = 1, False
    for properties in cell.iterchildren(_TC_PR):
        for node in properties:
            if node.tag == _SPAN:
                span = min(whole_number(node, 1), _MAX_SPAN)
            elif node.tag == _MERGE:
                covered = node.get(VAL, "continue") == "continue"
    return span, covered
