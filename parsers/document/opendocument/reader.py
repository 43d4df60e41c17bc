"""OpenDocument text and sheets (.odt, .ods; OASIS ODF 1.3 part 3), read from their XML.

Inserted text counts; deleted text, notes and comments don't. A content control
or field that shows its placeholder is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from parsers.document.file_type import Opened
from parsers.document.limits import DAMAGED, Refused
from parsers.document.model import CHECKED, UNCHECKED, Control, ControlKind, Document, Row, Table
from parsers.document.opendocument import grid
from parsers.document.opendocument.grid import count
from parsers.document.opendocument.styles import Styles
from parsers.document.package import Package

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
_MOST_BLANKS = 1_000
_PROPERTIES = {_DC + "title": "title", _DC + "subject": "subject", _META + "keyword": "keywords"}


def read_text(opened: Opened) -> Document:
    """Read a text document; limits.Refused when it is damaged."""
    package, body, styles = _opened(opened, "text")
    reader = _Reader(body, styles)
    lines = tuple(line for line in reader.blocks(body) if line.strip())
    tables = tuple(reader.tables)
    margins = tuple(line for part in _margins(styles) for line in reader.blocks(part, flat=True) if line.strip())
    return Document("odt", tuple(reader.controls), tables, lines, _properties(package), margins)


def read_sheets(opened: Opened) -> Document:
    """Read a workbook's visible sheets as shown, dates as ISO; limits.Refused when it is damaged.

    Hidden rows are in a table after their sheet, so that what is seen counts first.
    """
    package, body, styles = _opened(opened, "spreadsheet")
    reader = _Reader(body, styles)
    tables = [
        Table(f"bladet {sheet.get(_TABLE + 'name', '')}", rows)
        for sheet in body.iterchildren(_TABLE + "table")
        if reader.styles.shows("table", sheet.get(_TABLE + "style-name"))
        for rows in _shown_and_hidden(reader, sheet)
    ]
    return Document("ods", tuple(reader.controls), tuple(tables), properties=_properties(package))


def _shown_and_hidden(reader: _Reader, sheet: Element) -> list[tuple[Row, ...]]:
    shown, hidden = reader.rows(sheet), reader.rows(sheet, hidden=True)
    return [shown, hidden] if hidden else [shown]


def _opened(opened: Opened, kind: str) -> tuple[Package, Element, Element | None]:
    """Return the package, the document's body and the part with its styles."""
    assert opened.package is not None
    content = opened.package.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}{kind}") if content is not None else None
    if body is None:
        raise Refused(DAMAGED)
    return opened.package, body, opened.package.xml("styles.xml")


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
    """Walks one document and gathers its controls and tables on the way."""

    def __init__(self, body: Element, styles: Element | None) -> None:
        self.controls: list[Control] = []
        self.tables: list[Table] = []
        self.styles = Styles(styles, body.getroottree().getroot())
        self._forms = {key: node for node in body.iter() if (key := node.get(_FORM + "id"))}
        self._boxed: list[str] = []

    def blocks(self, parent: Element, *, flat: bool = False, seen: bool = True) -> list[str]:
        """Return the lines of paragraphs in `parent`; with `flat`, those of its tables, too.

        `seen`: whether their text is, where no style of their own says otherwise.
        """
        lines: list[str] = []
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                style = child.get(_TEXT + "style-name")
                lines += "".join(self._inline(child, self.styles.shows("paragraph", style, around=seen))).split("\n")
                lines += self._boxed
                self._boxed = []
            elif tag == _TABLE + "table":
                table = self._table(child)
                if flat:
                    lines += ["\t".join(cell for cell in row if cell) for row in table.rows]
            elif tag == _DRAW + "control":
                lines.append(self._form_field(self._forms.get(child.get(_DRAW + "control", ""))))
            elif tag not in _SILENT and child.get(_TEXT + "display") != "none":
                lines += self.blocks(child, flat=flat, seen=seen)
        return lines

    def _inline(self, parent: Element, seen: bool) -> Iterator[str]:  # noqa: FBT001 - the state of the text around
        yield _flat(parent.text) if seen else ""
        for child in parent:
            yield from self._piece(child, seen)
            yield _flat(child.tail) if seen else ""

    def _piece(self, node: Element, seen: bool) -> Iterator[str]:  # noqa: FBT001 - as above
        tag = node.tag
        if tag == _TEXT + "s":
            yield " " * min(count(node.get(_TEXT + "c")), _MOST_BLANKS)
        elif tag == _TEXT + "tab":
            yield "\t"
        elif tag == _TEXT + "line-break":
            yield "\n"
        elif tag == _LO + "content-control":
            yield self._control(node, seen)
        elif tag == _DRAW + "control":
            yield self._form_field(self._forms.get(node.get(_DRAW + "control", "")))
        elif tag == _DRAW + "text-box":
            lines = self.blocks(node)
            self._boxed += lines
        elif tag not in _SILENT:
            yield from self._inline(node, self.styles.shows("text", node.get(_TEXT + "style-name"), around=seen))

    def _control(self, node: Element, seen: bool) -> str:  # noqa: FBT001 - as above
        """Note a content control of LibreOffice and return its content as its surroundings see it."""
        shown = "".join(self._inline(node, seen))
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

    def rows(self, table: Element, *, hidden: bool = False) -> tuple[Row, ...]:
        """Return a table's rows that are shown, or those that are hidden, as `opendocument_grid` does."""
        return grid.rows(table, self._cell, hidden=hidden)

    def _cell(self, cell: Element) -> str:
        seen = self.styles.shows("table-cell", cell.get(_TABLE + "style-name"))
        kind = cell.get(_OFFICE + "value-type")
        if kind == "date":
            return cell.get(_OFFICE + "date-value", "").partition("T")[0] if seen else ""
        if kind == "boolean":
            truth = "SANT" if cell.get(_OFFICE + "boolean-value") == "true" else "FALSKT"
            return truth if seen else ""
        return "\n".join(self.blocks(cell, flat=True, seen=seen)).strip()


def _flat(text: str | None) -> str:
    """Take line breaks in the XML for blanks (part 3 §6.1.2)."""
    return (text or "").replace("\n", " ")
