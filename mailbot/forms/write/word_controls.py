"""Word's content controls as XML (ECMA-376 part 1 §17.5.2; check boxes: [MS-DOCX] §2.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

PLACEHOLDER_STYLE: Final = "PlaceholderText"
"""Word's own style for prompts, by its id: it turns the colour off when somebody writes."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SDT = f'<w:sdt xmlns:w="{_W}" xmlns:w14="{_W14}"><w:sdtPr/><w:sdtContent/></w:sdt>'
_TICKED, _EMPTY = "☒", "☐"
_BOX_FONT = "MS Gothic"


@dataclass(frozen=True, slots=True)
class Name:
    """What a control is called: `tag` by the reader, `title` by whoever fills the form in."""

    tag: str
    title: str


class Controls:
    """Makes the content controls of one document, each with an id of its own."""

    def __init__(self) -> None:
        self._ids: Iterator[int] = count(1001)

    def text(self, name: Name, value: str, *, prompt: str) -> etree._Element:
        """Make a control for one line of plain text."""
        sdt, properties, content = self._control(name, prompted=not value)
        _child(properties, "w:text")
        _write(content, value, prompt)
        return sdt

    def paragraphs(self, name: Name, lines: Sequence[str], *, prompt: str) -> etree._Element:
        """Make a control around whole paragraphs, a line each; lists and pasted text fit in it, too."""
        prompted = not any(lines)
        sdt, _, content = self._control(name, prompted=prompted)
        for line in ["" if prompted else line for line in lines]:
            _write(_child(content, "w:p"), line, prompt if prompted else "")
        return sdt

    def drop_down(self, name: Name, value: str, choices: Sequence[str], *, prompt: str, free: bool) -> etree._Element:
        """Make a drop-down list; with `free`, one that takes other answers, too."""
        sdt, properties, content = self._control(name, prompted=not value)
        items = _child(properties, "w:comboBox" if free else "w:dropDownList")
        for shown, item in ((prompt, ""), *((choice, choice) for choice in choices)):
            _child(items, "w:listItem", displayText=shown, value=item)
        _write(content, value, prompt)
        return sdt

    def date(self, name: Name, value: date | str, *, prompt: str) -> etree._Element:
        """Make a date picker that shows the date as ISO; a text that is no date as it stands."""
        sdt, properties, content = self._control(name, prompted=not value)
        picker = _child(properties, "w:date")
        if isinstance(value, date):
            picker.set(qn("w:fullDate"), f"{value.isoformat()}T00:00:00Z")
        _child(picker, "w:dateFormat", val="yyyy-MM-dd")
        _child(picker, "w:lid", val="sv-SE")
        _child(picker, "w:storeMappedDataAs", val="dateTime")
        _child(picker, "w:calendar", val="gregorian")
        _write(content, str(value), prompt)
        return sdt

    def check_box(self, name: Name, *, checked: bool) -> etree._Element:
        """Make a check box, whose title is what it stands for."""
        sdt, properties, content = self._control(name, prompted=False)
        box = _child(properties, "w14:checkbox")
        _child(box, "w14:checked").set(f"{{{_W14}}}val", "1" if checked else "0")
        for state, sign in (("w14:checkedState", _TICKED), ("w14:uncheckedState", _EMPTY)):
            node = _child(box, state)
            node.set(f"{{{_W14}}}val", f"{ord(sign):04X}")
            node.set(f"{{{_W14}}}font", _BOX_FONT)
        run = _child(content, "w:r")
        fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _BOX_FONT)
        _child(_child(run, "w:rPr"), "w:rFonts", hint="eastAsia", **fonts)
        _child(run, "w:t").text = _TICKED if checked else _EMPTY
        return sdt

    def _control(self, name: Name, *, prompted: bool) -> tuple[etree._Element, etree._Element, etree._Element]:
        """Make a control without content: itself, its properties and the place for its content."""
        sdt: etree._Element = parse_xml(_SDT)
        properties, content = sdt[0], sdt[1]
        _child(properties, "w:alias", val=name.title)
        _child(properties, "w:tag", val=name.tag)
        _child(properties, "w:id", val=str(next(self._ids)))
        _child(properties, "w:lock", val="sdtLocked")
        if prompted:
            _child(properties, "w:showingPlcHdr")
        return sdt, properties, content


def _child(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    node = etree.SubElement(parent, f"{{{_W14}}}{name[4:]}" if name.startswith("w14:") else qn(name))
    for key, value in attributes.items():
        node.set(qn(f"w:{key}"), value)
    return node


def _write(content: etree._Element, value: str, prompt: str) -> None:
    run = _child(content, "w:r")
    if not value:
        _child(_child(run, "w:rPr"), "w:rStyle", val=PLACEHOLDER_STYLE)
    text = _child(run, "w:t")
    text.text = value or prompt
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
