"""What a form field holds (ISO 32000-1 §12.7.3): its value, its state, its flags, its own entries or its parent's."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, StreamObject

from parsers.document.charsets import to_text
from parsers.document.model import CHECKED, UNCHECKED

MOST_FIELDS: Final = 1_000
DEEPEST: Final = 8
TICKED_OFF: Final = ("", "Off", "None")
IS_REQUIRED: Final = 1 << 1
IS_RADIO: Final = 1 << 15
IS_PUSH_BUTTON: Final = 1 << 16
_IS_HIDDEN: Final = 1 << 1 | 1 << 5
"""Flags of fields (§12.7.3.1) and of buttons (§12.7.4.2.1), and of annotations (§12.5.3)."""


def shown(widget: DictionaryObject) -> str:
    """Return what a field shows where this widget of it is."""
    if is_hidden(widget):
        return ""
    kind = inherited(widget, "/FT")
    if kind == "/Btn":
        if flags(widget) & IS_PUSH_BUTTON:
            return ""
        return CHECKED if is_on(widget) else UNCHECKED
    return text(widget) if kind in ("/Tx", "/Ch") else ""


def is_hidden(widget: DictionaryObject) -> bool:
    """Whether nobody sees a field where this widget of it is: it is hidden, or not to be viewed."""
    return bool(_number(widget.get("/F")) & _IS_HIDDEN)


def text(field: DictionaryObject) -> str:
    """Return a field's value, a chosen item as its list shows it."""
    value, options = inherited(field, "/V"), inherited(field, "/Opt")
    listed = options if isinstance(options, ArrayObject) else ()
    pairs = [option for option in listed if isinstance(option, ArrayObject)]
    words = {as_text(pair[0]): as_text(pair[1]) for pair in pairs if len(pair) > 1}
    chosen = as_text(value)
    return "\n".join(words.get(item, item) for item in chosen.split("\n")) if words else chosen


def offered(field: DictionaryObject) -> tuple[str, ...]:
    """Return what a list offers, as it shows it (§12.7.4.4)."""
    options = inherited(field, "/Opt")
    listed = options if isinstance(options, ArrayObject) else ()
    return tuple(as_text(option[-1] if isinstance(option, ArrayObject) and option else option) for option in listed)


def is_on(widget: DictionaryObject) -> bool:
    """Whether a button is on where this widget of it is."""
    return state(widget.get("/AS") or inherited(widget, "/V")) not in TICKED_OFF


def states(widget: DictionaryObject) -> Iterable[str]:
    """Return the names of the states in which a button is on."""
    looks = entry(widget, "/AP")
    normal = entry(looks, "/N") if isinstance(looks, DictionaryObject) else None
    return {state(name) for name in normal} - {"Off"} if type(normal) is DictionaryObject else ()


def state(value: object) -> str:
    """Return the name of a state."""
    return as_text(value).removeprefix("/") if isinstance(value, str | NameObject) else ""


def flags(field: DictionaryObject) -> int:
    """Return a field's flags."""
    return _number(inherited(field, "/Ff"))


def widgets(field: DictionaryObject) -> list[DictionaryObject]:
    """Return where a field is on its pages: its kids, or itself."""
    return kids(field) or [field]


def kids(field: DictionaryObject) -> list[DictionaryObject]:
    """Return what is below a field."""
    below = entry(field, "/Kids")
    found = (kid.get_object() for kid in islice(below, MOST_FIELDS)) if isinstance(below, ArrayObject) else ()
    return [kid for kid in found if isinstance(kid, DictionaryObject)]


def inherited(node: DictionaryObject, key: str) -> object:
    """Return a field's entry, its own or its parent's (§12.7.3.2), or None."""
    for _ in range(DEEPEST):
        if key in node:
            return node[key]
        parent = entry(node, "/Parent")
        if not isinstance(parent, DictionaryObject):
            return None
        node = parent
    return None


def entry(node: DictionaryObject, key: str) -> object:
    """Return an entry of a dictionary, wherever in the file it stands, or None."""
    value = node.get(key)
    return value.get_object() if value is not None else None


def as_text(value: object) -> str:
    """Return a value as text: the chosen items of a list by line; nothing for what is no text."""
    if isinstance(value, ArrayObject):
        return "\n".join(as_text(item) for item in value)
    if isinstance(value, StreamObject):
        value = value.get_data()
    written = to_text(value) if isinstance(value, bytes | ByteStringObject) else value
    return written.replace("\r\n", "\n").replace("\r", "\n") if isinstance(written, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
