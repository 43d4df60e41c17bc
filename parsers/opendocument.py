"""OpenDocument text and sheets (.odt, .ods; OASIS ODF 1.3 part 3), read from their XML.

Inserted text counts; deleted text, notes and comments don't. A content control
or field that shows its placeholder is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from parsers.content import CHECKED, UNCHECKED, Control, ControlKind, Document, Row, Table
from parsers.excel import MAX_COLUMNS, MAX_ROWS
from parsers.guard import DAMAGED, Opened, Package, Refused

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_NAMES: Final = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _FORM, _DRAW, _META, _STYLE = (
    f"{_NAMES}{name}:1.0}}" for name in ("office", "table", "text", "form", "drawing", "meta", "style")
)
_LO: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = frozenset((_TEXT + "p", _TEXT + "h"))
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
_ROW, _CELL, _COVERED = (_TABLE + name for name in ("table-row", "table-cell", "covered-table-cell"))
_MOST_BLANKS = 1_000
_PROPERTIES = {_DC + "title": "title", _DC + "subject": "subject", _META + "keyword": "keywords"}


def read_text(opened: Opened) -> Document:
    """Read a text document; guard.Refused when it is damaged."""
    package, body = _opened(opened, "text")
    reader = _Reader(body)
    lines = tuple(line for line in reader.blocks(body) if line.strip())
    tables = tuple(reader.tables)
    margins = tuple(line for part in _margins(package) for line in reader.blocks(part, flat=True) if line.strip())
    return Document("odt", tuple(reader.controls), tables, lines, _properties(package), margins)


def read_sheets(opened: Opened) -> Document:
    """Read a workbook's visible sheets as shown, dates as ISO; guard.Refused when it is damaged."""
    package, body = _opened(opened, "spreadsheet")
    reader = _Reader(body)
    hidden = _hidden_styles(body.getroottree().getroot())
    tables = [
        Table(f"bladet {sheet.get(_TABLE + 'name', '')}", reader.rows(sheet))
        for sheet in body.iterchildren(_TABLE + "table")
        if sheet.get(_TABLE + "style-name") not in hidden
    ]
    return Document("ods", tuple(reader.controls), tuple(tables), properties=_properties(package))


def _opened(opened: Opened, kind: str) -> tuple[Package, Element]:
    assert opened.package is not None
    content = opened.package.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}{kind}") if content is not None else None
    if body is None:
        raise Refused(DAMAGED)
    return opened.package, body


def _margins(package: Package) -> Iterator[Element]:
    """Yield the page headers and footers of a text document."""
    styles = package.xml("styles.xml")
    if styles is not None:
        yield from styles.iter(_STYLE + "header", _STYLE + "footer")


def _hidden_styles(root: Element) -> frozenset[str]:
    """Return the styles of sheets that are not shown."""
    return frozenset(
        style.get(_STYLE + "name", "")
        for style in root.iter(_STYLE + "style")
        for properties in style.iterchildren(_STYLE + "table-properties")
        if properties.get(_TABLE + "display") == "false"
    )


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
    """Walks one document and gathers its controls and tables on the way."""

    def __init__(self, body: Element) -> None:
        self.controls: list[Control] = []
        self.tables: list[Table] = []
        self._forms = {key: node for node in body.iter() if (key := node.get(_FORM + "id"))}
        self._boxed: list[str] = []

    def blocks(self, parent: Element, *, flat: bool = False) -> list[str]:
        """Return the lines of paragraphs in `parent`; with `flat`, those of its tables, too."""
        lines: list[str] = []
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                lines += "".join(self._inline(child)).split("\n")
                lines += self._boxed
                self._boxed = []
            elif tag == _TABLE + "table":
                table = self._table(child)
                if flat:
                    lines += ["\t".join(cell for cell in row if cell) for row in table.rows]
            elif tag not in _SILENT:
                lines += self.blocks(child, flat=flat)
        return lines

    def _inline(self, parent: Element) -> Iterator[str]:
        yield _flat(parent.text)
        for child in parent:
            yield from self._piece(child)
            yield _flat(child.tail)

    def _piece(self, node: Element) -> Iterator[str]:
        tag = node.tag
        if tag == _TEXT + "s":
            yield " " * min(_number(node.get(_TEXT + "c")), _MOST_BLANKS)
        elif tag == _TEXT + "tab":
            yield "\t"
        elif tag == _TEXT + "line-break":
            yield "\n"
        elif tag == _LO + "content-control":
            yield self._control(node)
        elif tag == _DRAW + "control":
            yield self._form_field(self._forms.get(node.get(_DRAW + "control", "")))
        elif tag == _DRAW + "text-box":
            lines = self.blocks(node)
            self._boxed += lines
        elif tag not in _SILENT:
            yield from self._inline(node)

    def _control(self, node: Element) -> str:
        """Note a content control of LibreOffice and return its content as its surroundings see it."""
        shown = "".join(self._inline(node))
        empty = node.get(_LO + "showing-place-holder") == "true"
        kind, checked = ControlKind.TEXT, node.get(_LO + "checked") == "true"
        if node.get(_LO + "checkbox") == "true":
            kind, shown = ControlKind.CHECK_BOX, CHECKED if checked else UNCHECKED
        elif next(node.iterchildren(_LO + "list-item"), None) is not None:
            kind = ControlKind.CHOICE
        value = "" if empty and kind is not ControlKind.CHECK_BOX else shown
        self.controls.append(Control(node.get(_LO + "tag", ""), node.get(_LO + "alias", ""), kind, value, checked))
        return value

    def _form_field(self, node: Element | None) -> str:
        """Note a form field (part 3 §13) and return what it shows."""
        if node is None:
            return ""
        name, kind = node.get(_FORM + "name", ""), ControlKind.TEXT
        value, checked = node.get(_FORM + "current-value", ""), False
        if node.tag == _FORM + "checkbox":
            kind, checked = ControlKind.CHECK_BOX, node.get(_FORM + "current-state") == "checked"
            value = CHECKED if checked else UNCHECKED
        elif node.tag == _FORM + "listbox":
            options = [option for option in node if option.get(_FORM + "current-selected") == "true"]
            kind, value = ControlKind.CHOICE, "\n".join(option.get(_FORM + "label", "") for option in options)
        self.controls.append(Control(name, node.get(_FORM + "label", name), kind, value, checked))
        return f"{value} {node.get(_FORM + 'label', '')}" if kind is ControlKind.CHECK_BOX else value

    def _table(self, node: Element) -> Table:
        number = len(self.tables)
        self.tables.append(Table("", ()))
        self.tables[number] = Table(f"tabell {number + 1}", self.rows(node))
        return self.tables[number]

    def rows(self, table: Element) -> tuple[Row, ...]:
        """Return a table's rows, each as long as its last cell with text, up to the last such row."""
        rows: list[Row] = []
        for node in _rows(table):
            repeated = _number(node.get(_TABLE + "number-rows-repeated"))
            row = self._row(node)
            rows += [row] * min(repeated, MAX_ROWS - len(rows))
            if len(rows) == MAX_ROWS:
                break
        while rows and not rows[-1]:
            rows.pop()
        return tuple(rows)

    def _row(self, row: Element) -> Row:
        cells: list[str | None] = []
        for node in row.iterchildren(_CELL, _COVERED):
            repeated = min(_number(node.get(_TABLE + "number-columns-repeated")), MAX_COLUMNS - len(cells))
            if repeated > 0:
                cells += [None if node.tag == _COVERED else self._cell(node)] * repeated
        while cells and not cells[-1]:
            cells.pop()
        return tuple(cells)

    def _cell(self, cell: Element) -> str:
        kind = cell.get(_OFFICE + "value-type")
        if kind == "date":
            return cell.get(_OFFICE + "date-value", "").partition("T")[0]
        if kind == "boolean":
            return "SANT" if cell.get(_OFFICE + "boolean-value") == "true" else "FALSKT"
        return "\n".join(self.blocks(cell, flat=True)).strip()


def _rows(parent: Element) -> Iterator[Element]:
    """Yield a table's rows, also those in groups and headers, but not those of tables in its cells."""
    for child in parent:
        if child.tag == _ROW:
            yield child
        elif child.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
            yield from _rows(child)


def _flat(text: str | None) -> str:
    """Take line breaks in the XML for blanks (part 3 §6.1.2)."""
    return (text or "").replace("\n", " ")


def _number(text: str | None) -> int:
    """Return a count, which is 1 where it is not said."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004 - fits any count
