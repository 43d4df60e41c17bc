"""OpenDocument text and sheets (.odt, .ods; OASIS ODF 1.3 part 3), read from their XML.

Inserted text counts; deleted text, notes and comments don't. A content control
or field that shows its placeholder is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from lxml import etree

from parsers.document import nested_rows
from parsers.document.emphasis import marked, plain, taken
from parsers.document.faint import doubted
from parsers.document.file_type import Opened
from parsers.document.limits import DAMAGED, Refused
from parsers.document.model import (
    TEMPLATE_PROPERTY,
    UNKNOWN,
    Block,
    Control,
    Document,
    Note,
    Paragraph,
    Table,
    with_controls,
)
from parsers.document.opendocument import cell_values, comments, grid, headings, paragraph_ends, unseen_text
from parsers.document.opendocument.controls import (
    CONTENT_CONTROL,
    FIELD_MARK,
    content_control,
    field_mark,
    form_field,
    form_fields,
)
from parsers.document.opendocument.field_breaks import PARAGRAPHS, above_fields, flat, follows_breaks_alone
from parsers.document.opendocument.grid import count
from parsers.document.opendocument.styles import Styles
from parsers.document.package import Package, xml
from parsers.document.raised import raised

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _DRAW, _META, _STYLE = (
    f"{_NAMES}{name}:1.0}}" for name in ("office", "table", "text", "drawing", "meta", "style")
)
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_SILENT = frozenset(
    (
        _TEXT + "tracked-changes",
        _TEXT + "note",
        _TEXT + "placeholder",
        _TEXT + "hidden-text",
        _TEXT + "ruby-text",
        _OFFICE + "annotation",
        _OFFICE + "forms",
    )
)
_TABLES: Final = "tabell "
"""How the names of a text's tables begin, other than those of sheets."""
_FORMULA: Final = _TABLE + "formula"
_MOST_BLANKS = 1_000
_PROPERTIES = {_DC + "title": "title", _DC + "subject": "subject", _META + "keyword": "keywords"}


def read_text(opened: Opened) -> Document:
    """Read a text document; limits.Refused when it is damaged."""
    package, body, styles = _opened(opened, "text")
    properties = _properties(package)
    reader = _Reader(body, styles, is_own=TEMPLATE_PROPERTY in properties, keeps_room=opened.is_blank)
    blocks = reader.blocks(body)
    lines = [plain(line) for part in _margins(styles) for line in reader.lines(part)]
    # A page's header and footer are none of its text, but a field in them is a field of the form.
    in_tables = (cell.controls for table in reader.nested for cell in table.cells.values())
    fields = (*reader.taken(), *chain.from_iterable(in_tables))
    margins, notes = tuple(filter(str.strip, lines)), tuple(comments.notes(body))
    return Document("odt", (*blocks, *fields), properties, margins, notes=notes, rooms=above_fields(body))


def read_sheets(opened: Opened) -> Document:
    """Read a workbook's visible sheets as shown, dates as ISO; limits.Refused when it is damaged.

    Hidden rows are in a table after their sheet, so that what is seen counts first.
    """
    package, body, styles = _opened(opened, "spreadsheet")
    reader = _Reader(body, styles)
    blocks: list[Block] = []
    notes: list[Note] = []
    hidden_sheets: list[Table] = []
    for sheet in body.iterchildren(_TABLE + "table"):
        if reader.styles.shows("table", sheet.get(_TABLE + "style-name")):
            name = f"bladet {sheet.get(_TABLE + 'name', '')}"
            shown, hidden = reader.table(sheet, name), reader.table(sheet, name, hidden=True)
            notes += comments.on_cells(sheet, len(blocks))
            blocks += [shown, hidden] if hidden.rows else [shown]
        else:
            hidden_sheets.append(reader.table(sheet, f"bladet {sheet.get(_TABLE + 'name', '')}"))
    told = _properties(package)
    hides_columns = grid.hides_columns(body)
    return Document(
        "ods",
        (*blocks, *reader.taken()),
        told,
        notes=tuple(notes),
        hides_columns=hides_columns,
        hidden_sheets=tuple(hidden_sheets),
    )


def _opened(opened: Opened, kind: str) -> tuple[Package, Element, Element | None]:
    """Return the package, the document's body and the part with its styles."""
    assert opened.package is not None
    content = _content(opened.package)
    body = content.find(f"{_OFFICE}body/{_OFFICE}{kind}") if content is not None else None
    if body is None:
        raise Refused(DAMAGED)
    return opened.package, body, opened.package.xml("styles.xml")


def _content(package: Package) -> Element | None:
    data = package.read("content.xml")
    try:
        return xml(data) if data else None
    except Refused:
        return xml(paragraph_ends.mended(data))


def _margins(styles: Element | None) -> Iterator[Element]:
    """Yield the page headers and footers of a text document."""
    if styles is not None:
        yield from styles.iter(_STYLE + "header", _STYLE + "footer")


def _properties(package: Package) -> dict[str, str]:
    """Return title, subject and keyword where they are set, and every property of one's own by its name."""
    meta = package.xml("meta.xml")
    found: dict[str, str] = {}
    for node in meta.iter() if meta is not None else ():
        name = _PROPERTIES.get(node.tag) or node.get(_META + "name", "")
        if name and node.text:
            found.setdefault(name, node.text)
    return found


class _Reader:
    """Walks one document and takes it for blocks.

    `nested` are the tables in cells, or at the page's margins, that no block was made of yet.
    """

    def __init__(
        self, body: Element, styles: Element | None, *, is_own: bool = False, keeps_room: bool = False
    ) -> None:
        self._is_own, self._keeps_room = is_own, keeps_room
        self.nested: list[Table] = []
        self.styles = Styles(styles, body.getroottree().getroot())
        self._controls: list[Control] = []
        """Those in the text that is being read."""
        self._tables = 0
        self._forms = form_fields(body)
        self._boxed: list[str] = []
        self._ground = self._faint = False
        """Whether a colour lies behind the text that is being read, and whether its letters are those that need one."""

    def taken(self) -> tuple[Control, ...]:
        """Return the controls that were read since the last time."""
        taken = tuple(self._controls)
        self._controls = []
        return taken

    def blocks(self, parent: Element) -> list[Block]:
        """Return the blocks in `parent`: lines, the empty ones of a blank form too, and tables with those in cells."""
        found: list[Block] = []
        for child in parent:
            tag = child.tag
            if tag == _TABLE + "table":
                found += [self._numbered(child), *self.nested]
                self.nested = []
            elif tag in PARAGRAPHS or tag == _DRAW + "control":
                found += self._paragraph(child)
            elif tag not in _SILENT and child.get(_TEXT + "display") != "none":
                found += self.blocks(child)
        return found

    def _paragraph(self, node: Element) -> Iterator[Block]:
        lines = self._lines_of(node, seen=True)
        if self._keeps_room:
            return headings.with_levels(node, with_controls(lines, self.taken()), self.styles)
        return with_controls([line for line in lines if line.strip()], self.taken())

    def lines(self, parent: Element, *, seen: bool = True) -> list[str]:
        """Return the lines of paragraphs in `parent` and of its tables, a row to a line.

        `seen`: whether their text is, where no style of their own says otherwise.
        """
        lines: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == _TABLE + "table":
                number = len(self.nested)
                table = self._numbered(child)
                self.nested.insert(number, replace(table, in_cell=True))
                lines += nested_rows.lines(table.rows)
            elif tag in PARAGRAPHS or tag == _DRAW + "control":
                lines += self._lines_of(child, seen=seen)
            elif tag not in _SILENT and child.get(_TEXT + "display") != "none":
                lines += self.lines(child, seen=seen)
        return lines

    def _lines_of(self, node: Element, *, seen: bool) -> list[str]:
        """Return the lines of a paragraph, and of the text boxes that hang on it, or what a form field shows."""
        if node.tag not in PARAGRAPHS:
            return [self._form_field(node)]
        style = node.get(_TEXT + "style-name")
        around, self._ground = self._ground, self._ground or self.styles.has_ground("paragraph", style)
        self._faint = self.styles.is_faint("paragraph", style)
        text = "".join(self._inline(node, self.styles.shows("paragraph", style, around=seen)))
        text = doubted(text) if self._faint and not self._ground and not node.get(_TEXT + "outline-level") else text
        self._ground = around
        lines = marked(text, self.styles.look("paragraph", style)).split("\n")
        lines += self._boxed
        self._boxed = []
        return lines

    def _inline(self, parent: Element, seen: bool) -> Iterator[str]:  # noqa: FBT001 - the state of the text around
        yield flat(parent.text) if seen else ""
        for child in parent:
            yield from self._piece(child, seen)
            yield flat(child.tail) if seen else ""

    def _piece(self, node: Element, seen: bool) -> Iterator[str]:  # noqa: FBT001 - as above
        tag = node.tag
        if tag == _TEXT + "s":
            yield " " * min(count(node.get(_TEXT + "c")), _MOST_BLANKS)
        elif tag == _TEXT + "tab":
            yield "\t"
        elif tag == _TEXT + "line-break":
            yield "\n"
        elif tag == CONTENT_CONTROL:
            yield self._noted(content_control(node, plain("".join(self._inline(node, seen))), is_own=self._is_own))
        elif tag == _DRAW + "control":
            yield self._form_field(node)
        elif tag == FIELD_MARK:
            yield field_mark(node)
        elif tag == _DRAW + "text-box":
            lines = self.lines(node)
            self._boxed += lines
        elif tag not in _SILENT:
            style = node.get(_TEXT + "style-name")
            text = "".join(self._inline(node, self.styles.shows("text", style, around=seen)))
            text = raised(text) if self.styles.is_raised(style) else text
            is_seen = self._ground or self.styles.has_ground("text", style) or not self.styles.is_faint("text", style)
            text = text if is_seen else doubted(text)
            yield marked(text, self.styles.look("text", style))
            if tag == _TEXT + "text-input" and follows_breaks_alone(node):
                yield f" {UNKNOWN}"

    def _noted(self, control: Control) -> str:
        self._controls.append(control)
        return control.value

    def _form_field(self, node: Element) -> str:
        """Note the form field that stands here, and return what it shows."""
        field = self._forms.get(node.get(_DRAW + "control", ""))
        if field is None:
            return ""
        control, shown = form_field(field)
        self._controls.append(control)
        return shown

    def _numbered(self, node: Element) -> Table:
        self._tables += 1
        return self.table(node, f"{_TABLES}{self._tables}")

    def table(self, node: Element, name: str, *, hidden: bool = False) -> Table:
        """Return a table's rows that are shown, or those that are hidden, as `grid.table` does."""
        around, self._controls = self._controls, []
        read = grid.table(
            name, node, self._cell, hidden=hidden, keeps_room=self._keeps_room, keeps_covered=name.startswith(_TABLES)
        )
        self._controls = around
        return read

    def _cell(self, cell: Element) -> Paragraph:
        style = cell.get(_TABLE + "style-name")
        self._ground = self.styles.has_ground("table-cell", style)
        shown = unseen_text.with_sign(cell, self._shown(cell), self.styles)
        is_faint = self.styles.is_faint("table-cell", style)
        self._ground = False
        text, emphasised = taken(marked(doubted(shown) if is_faint else shown, self.styles.look("table-cell", style)))
        return Paragraph(text, self.taken(), emphasised=emphasised)

    def _shown(self, cell: Element) -> str:
        seen = self.styles.shows("table-cell", cell.get(_TABLE + "style-name"))
        text = "\n".join(self.lines(cell, seen=seen)).strip()
        return (
            cell_values.shown(cell, text) if (seen and cell.get(_OFFICE + "value-type")) or cell.get(_FORMULA) else text
        )
