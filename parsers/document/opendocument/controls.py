"""OpenDocument's form fields (ODF 1.3 part 3 §13), LibreOffice's content controls, and fields of Word's old kind."""

from __future__ import annotations

from typing import Final

from lxml import etree

from parsers.document.model import CHECKED, UNCHECKED, UNKNOWN, Control, ControlKind

Element = etree._Element  # noqa: SLF001 - lxml's name for the type of every node

_FORM: Final = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_LO: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_FIELD: Final = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
CONTENT_CONTROL: Final = _LO + "content-control"
FIELD_MARK: Final = _FIELD + "fieldmark"


def content_control(node: Element, shown: str, *, is_own: bool) -> Control:
    """Return a content control that shows this text; `is_own`: it is our own form's, and chooses nothing by itself."""
    empty = node.get(_LO + "showing-place-holder") == "true"
    kind, checked = ControlKind.TEXT, node.get(_LO + "checked") == "true"
    choices = tuple(item.get(_LO + "display-text", "") for item in node.iterchildren(_LO + "list-item"))
    if node.get(_LO + "checkbox") == "true":
        kind, shown = ControlKind.CHECK_BOX, CHECKED if checked else UNCHECKED
    elif choices:
        kind = ControlKind.CHOICE
    value = "" if empty and kind is not ControlKind.CHECK_BOX else shown
    if not is_own and len(choices) > 1 and value == choices[0]:
        value = f"{UNKNOWN} {value}"
    return Control(node.get(_LO + "tag", ""), node.get(_LO + "alias", ""), kind, value, checked, choices)


def form_fields(body: Element) -> dict[str, Element]:
    """Return the form fields of a document by the id that its text names them by."""
    return {key: node for node in body.iter() if (key := node.get(_FORM + "id"))}


def form_field(node: Element) -> tuple[Control, str]:
    """Return a form field, and what it shows: a box with the words beside it."""
    name, label, kind = node.get(_FORM + "name", ""), node.get(_FORM + "label"), ControlKind.TEXT
    value, checked = node.get(_FORM + "current-value", ""), False
    if node.tag == _FORM + "checkbox":
        kind, checked = ControlKind.CHECK_BOX, node.get(_FORM + "current-state") == "checked"
        value = CHECKED if checked else UNCHECKED
    elif node.tag == _FORM + "listbox":
        options = [option for option in node if option.get(_FORM + "current-selected") == "true"]
        kind, value = ControlKind.CHOICE, "\n".join(option.get(_FORM + "label", "") for option in options)
    control = Control(name, name if label is None else label, kind, value, checked)
    return control, f"{value} {label or ''}" if kind is ControlKind.CHECK_BOX else value


def field_mark(node: Element) -> str:
    """Return what a form field of Word's old kind shows, as LibreOffice saves it; nothing before a choice."""
    told = [(one.get(_FIELD + "name", ""), one.get(_FIELD + "value", "")) for one in node]
    named = dict(told)
    if node.get(_FIELD + "type", "").endswith("CHECKBOX"):
        return CHECKED if named.get("Checkbox_Checked") == "true" else UNCHECKED
    entries = [value for name, value in told if name == "Dropdown_ListEntry"]
    chosen = named.get("Dropdown_Selected", "")
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
