"""OpenDocument files that programs build, with odfpy."""

from __future__ import annotations

import io

from odf import style, table, text
from odf.opendocument import OpenDocument, OpenDocumentSpreadsheet, OpenDocumentText

from tests.golden.make.filled_forms.filled import Filled, Form, Line, Look

_PROPERTIES = {
    Look.STRUCK: {"textlinethroughstyle": "solid"},
    Look.HIGHLIGHTED: {"backgroundcolor": "#ffff00"},
    Look.BOLD: {"fontweight": "bold"},
    Look.COLOURED: {"color": "#c00000"},
}


def written(form: Form) -> bytes:
    """Write a text document with a table: label and answer."""
    document = OpenDocumentText()
    looks = _looks(document)
    document.text.addElement(text.H(outlinelevel=1, text=form.title))
    for line in form.intro:
        document.text.addElement(text.P(text=line))
    document.text.addElement(_table(form, looks))
    for line in form.below:
        document.text.addElement(text.P(text=line))
    return _saved(document)


def sheet(form: Form) -> bytes:
    """Write a spreadsheet with a table: label and answer."""
    document = OpenDocumentSpreadsheet()
    looks = _looks(document)
    made = _table(form, looks)
    for line in ("", *form.below):
        row = table.TableRow()
        row.addElement(_cell((Line(line),), looks))
        made.addElement(row)
    document.spreadsheet.addElement(made)
    return _saved(document)


def _table(form: Form, looks: dict[Look, style.Style]) -> table.Table:
    made = table.Table(name="Forslag")
    made.addElement(table.TableColumn(numbercolumnsrepeated=3 if form.beside else 2))
    for one in form.filled:
        row = table.TableRow()
        row.addElement(_cell((Line(one.question.printed),), looks))
        row.addElement(_cell(one.lines, looks))
        if form.beside:
            row.addElement(_cell(_beside(form, one), looks))
        made.addElement(row)
    return made


def _beside(form: Form, one: Filled) -> tuple[Line, ...]:
    return tuple(Line(line) for line in form.beside.get(one.question.key, "").split("\n"))


def _cell(lines: tuple[Line, ...], looks: dict[Look, style.Style]) -> table.TableCell:
    cell = table.TableCell(valuetype="string")
    for line in lines:
        paragraph = text.P()
        if line.look is Look.PLAIN:
            paragraph.addText(line.text)
        else:
            paragraph.addElement(text.Span(stylename=looks[line.look], text=line.text))
        cell.addElement(paragraph)
    return cell


def _looks(document: OpenDocument) -> dict[Look, style.Style]:
    looks = {}
    for look, properties in _PROPERTIES.items():
        looks[look] = style.Style(name=look.value, family="text")
        looks[look].addElement(style.TextProperties(attributes=properties))
        document.automaticstyles.addElement(looks[look])
    return looks


def _saved(document: OpenDocument) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()
