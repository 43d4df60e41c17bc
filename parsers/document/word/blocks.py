"""Walks a Word document that is reduced to its words, and takes it for blocks (ECMA-376 part 1 §17)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from parsers.document import nested_rows
from parsers.document.emphasis import plain, taken
from parsers.document.model import (
    CHECKED,
    UNCHECKED,
    UNKNOWN,
    Block,
    Control,
    ControlKind,
    Paragraph,
    Row,
    Table,
    are_breaks,
    with_controls,
)
from parsers.document.package import first
from parsers.document.word.controls import VAL, Element, W, described, whole_number

_P, _T, _TBL, _TR, _TC, _SDT, _SDT_PR = (W + name for name in ("p", "t", "tbl", "tr", "tc", "sdt", "sdtPr"))
_TC_PR, _SPAN, _MERGE = W + "tcPr", W + "gridSpan", W + "vMerge"
_MAX_SPAN = 63
"""The most columns that Word allows in a table."""


class Reader:
    """Walks one document, reduced to its words, and takes it for blocks.

    `nested` are the tables in cells, or at the page's margins, that no block was made of yet.
    """

    def __init__(self) -> None:
        self.nested: list[Table] = []
        self._controls: list[Control] = []
        """Those in the text that is being read."""
        self._tables = 0

    def taken(self) -> tuple[Control, ...]:
        """Return the controls that were read since the last time."""
        taken = tuple(self._controls)
        self._controls = []
        return taken

    def blocks(self, parent: Element) -> list[Block]:
        """Return the blocks in `parent`: each line that is not blank, and tables with those in their cells."""
        found: list[Block] = []
        for child in parent:
            tag = child.tag
            if tag == _P:
                found += self._paragraph(child)
            elif tag == _TBL:
                found.append(self._table(child))
                found += self.nested
                self.nested = []
            elif tag == _SDT:
                found += self._controlled(child)
        return found

    def _paragraph(self, node: Element) -> Iterator[Block]:
        lines = [line for line in self._text(node).split("\n") if line.strip()]
        return with_controls(lines, self.taken())

    def _controlled(self, sdt: Element) -> list[Block]:
        """Return a control around blocks as its surroundings see it: in its line, where it holds a single one."""
        inner, properties = self.blocks(sdt), first(sdt, _SDT_PR)
        if properties is None:
            return inner
        tables = [block for block in inner if not isinstance(block, Paragraph)]
        texts = [block.text for block in inner if isinstance(block, Paragraph)]
        control = described(properties, "\n".join(texts).strip())
        if control.kind is ControlKind.CHECK_BOX:
            return [*tables, Paragraph(CHECKED if control.checked else UNCHECKED, (control,))]
        if control.value and len(inner) == 1 and isinstance(inner[0], Paragraph):
            return [replace(inner[0], controls=(*inner[0].controls, control))]
        doubted = [Paragraph(f"{UNKNOWN} {control.doubted}")] if control.doubted else []
        return [*(inner if control.value else [*tables, *doubted]), control]

    def lines(self, parent: Element) -> list[str]:
        """Return the lines of paragraphs in `parent` and of its tables, a row to a line."""
        lines: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == _P:
                lines += self._text(child).split("\n")
            elif tag == _TBL:
                number = len(self.nested)
                table = self._table(child)
                self.nested.insert(number, replace(table, in_cell=True))
                lines += nested_rows.lines(table.rows)
            elif tag == _SDT:
                lines += self._control(child, self.lines)
        return lines

    def _text(self, paragraph: Element) -> str:
        texts: list[str] = []
        for child in paragraph:
            if child.tag == _T:
                texts.append(child.text or "")
            elif child.tag == _SDT:
                is_glued, before = are_breaks(plain("".join(texts))), len(self._controls)
                texts += self._control(child, lambda sdt: [self._text(sdt)])
                if is_glued and len(self._controls) == before + 1:
                    texts.append(self._doubt_last())
        return "".join(texts)

    def _doubt_last(self) -> str:
        """Note that the last control's words are run together, if it has any, and return what its place says of it."""
        control = self._controls[-1]
        if control.kind is not ControlKind.TEXT or not control.value:
            return ""
        self._controls[-1] = replace(control, value=f"{control.value} {UNKNOWN}")
        return f" {UNKNOWN}"

    def _control(self, sdt: Element, read_content: Callable[[Element], list[str]]) -> list[str]:
        """Note a control and return its content as its surroundings see it."""
        properties, lines = first(sdt, _SDT_PR), read_content(sdt)
        if properties is None:
            return lines
        control = described(properties, plain("\n".join(lines)).strip())
        self._controls.append(control)
        if control.kind is ControlKind.CHECK_BOX:
            return [CHECKED if control.checked else UNCHECKED]
        return lines if control.value else [f"{UNKNOWN} {control.doubted}"] if control.doubted else []

    def _table(self, table: Element) -> Table:
        """Return a table; those in its cells are `nested`. A control around rows or cells is the first one's."""
        self._tables += 1
        name = f"tabell {self._tables}"
        around, self._controls = self._controls, []
        cells: dict[tuple[int, int], Paragraph] = {}
        rows: list[Row] = []
        for row in self._unwrapped(table, _TR):
            texts: list[str | None] = []
            for cell in self._unwrapped(row, _TC):
                span, covered = _merged(cell)
                text, emphasised = taken(self._cell("\n".join(self.lines(cell))))
                if self._controls or emphasised:
                    cells[len(rows), len(texts)] = Paragraph(text, self.taken(), emphasised=emphasised)
                texts.append(None if covered else text)
                texts += [None] * (span - 1)
            rows.append(tuple(texts))
        self._controls = around + self._controls
        return Table(name, tuple(rows), cells=cells)

    def _cell(self, text: str) -> str:
        return text.strip()

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
        control = described(properties, plain("\n".join(paragraphs)).strip())
        self._controls.append(control)
        if not control.value:
            shown = f"{UNKNOWN} {control.doubted}" if control.doubted else ""
            for text in sdt.iter(_T):
                text.text, shown = shown, ""


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
