"""Word's content controls (ECMA-376 part 1 §17.5.2, [MS-DOCX] §2.6) and the form fields of older Word (§17.16)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from lxml import etree

from parsers.document.model import CHECKED, UNCHECKED, Control, ControlKind
from parsers.document.package import first
from parsers.document.unchosen_list import in_doubt

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL: Final = W + "val"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PROPERTIES = {W + name: name for name in ("tag", "alias", "showingPlcHdr", "checkbox", "date")} | {
    W14 + "checkbox": "checkbox",
    W + "dropDownList": "list",
    W + "comboBox": "list",
}
_NUMBER = re.compile(r"\d{1,4}")
_TICKS = frozenset((CHECKED, *"☑✓✔✗✘🗹xX"))
"""What a box shows that is ticked, whatever its state says: not every program keeps the two together."""
DOUBTED = "doubted"
"""The value of a flag for a placeholder that its text does not look like."""
UNPICKED = "unpicked"
"""An attribute of a list whose first entry may stand there though nobody has picked it."""
OFF = frozenset(("0", "false", "off"))


def described(properties: Element, text: str) -> Control:
    """Make a control of its properties and its shown text."""
    tag = title = ""
    kind, checked, placeholder, doubted = ControlKind.TEXT, False, False, False
    choices: tuple[str, ...] = ()
    for node in properties:
        name = _PROPERTIES.get(node.tag)
        if name == "tag":
            tag = node.get(VAL, "")
        elif name == "alias":
            title = node.get(VAL, "")
        elif name == "showingPlcHdr":
            placeholder, doubted = node.get(VAL, "1") not in OFF, node.get(VAL) == DOUBTED
        elif name == "checkbox":
            kind, checked = ControlKind.CHECK_BOX, _is_checked(node) or text.strip() in _TICKS
        elif name == "list":
            kind, text, choices = ControlKind.CHOICE, _chosen(node, text), _choices(node)
            may_be_left = node.get(UNPICKED) is not None and _shows_first(node, text, choices)
            placeholder, doubted = placeholder or may_be_left, doubted or may_be_left
        elif name == "date":
            kind, text = ControlKind.DATE, _day(node.get(W + "fullDate", "")[:10], text)
    return Control(tag, title, kind, "" if placeholder else text, checked, choices, text if doubted else "")


def _day(picked: str, text: str) -> str:
    """Return the picked day, unless what is shown is another: not every program keeps the two together."""
    try:
        day = date.fromisoformat(picked)
    except ValueError:
        return text
    numbers = {int(number) for number in _NUMBER.findall(text)}
    is_within = numbers <= {day.day, day.month, day.year, day.year % 100}
    is_same = is_within and (day.day in numbers or numbers == {day.year})
    return picked if is_same or not text else text


def _choices(node: Element) -> tuple[str, ...]:
    """Return what a list offers: an item without a value is its prompt."""
    items = ((item.get(W + "displayText", ""), item.get(W + "value", "")) for item in node)
    return tuple(shown or value for shown, value in items if value)


def _shows_first(node: Element, text: str, choices: tuple[str, ...]) -> bool:
    """Whether a list shows its first choice of several, and has no prompt that would stand there by itself."""
    return len(choices) == len(node) > 1 and text == choices[0]


def _is_checked(node: Element) -> bool:
    """Whether a check box is ticked; its state lies in Word 2010's namespace, or in the main one."""
    state = next((child for child in node if child.tag.endswith("}checked")), None)
    return state is not None and all(value not in OFF for value in state.values())


def _chosen(node: Element, text: str) -> str:
    """Return the shown text of a list's item. The item without a value is the prompt."""
    for item in node:
        value, shown = item.get(W + "value", ""), item.get(W + "displayText", "")
        if text == shown and not value:
            return ""
        if text == value and shown:
            return shown
    return text


def legacy_field(node: Element) -> str:
    """Return what a form field of Word 97–2003 shows, where that is not text (§17.16)."""
    for box in node.iter(W + "checkBox"):
        states = [child.get(VAL, "1") for name in ("default", "checked") for child in box.iterfind(W + name)]
        return CHECKED if states and states[-1] not in OFF else UNCHECKED
    for choices in node.iter(W + "ddList"):
        result = first(choices, W + "result")
        entries = [entry.get(VAL, "") for entry in choices.iterfind(W + "listEntry")]
        number = whole_number(result, 0)
        chosen = entries[number] if number < len(entries) else ""
        return chosen if result is not None else in_doubt(chosen)
    return ""


def whole_number(node: Element | None, default: int) -> int:
    """Return the number in a node's `val`, or the default where there is none."""
    value = node.get(VAL, "") if node is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default  # noqa: PLR2004 - fits any count
