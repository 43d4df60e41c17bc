"""Filled form fields of a PDF (ISO 32000-1 §12.7): as controls, and as what each shows on its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, StreamObject

from parsers.document.encoding import decoded
from parsers.document.model import CHECKED, UNCHECKED, Control, ControlKind

if TYPE_CHECKING:
    from parsers.document.pdf.field_captions import Captions

_MAX_FIELDS: Final = 1_000
_DEEPEST: Final = 8
_TICKED_OFF = ("", "Off", "None")
_INDEX = re.compile(r"\[\d+\]|^#")
_SAYS_NOTHING = re.compile(r".*\d|undefined|")
"""The name of a field that a program gave it: «Text1», «Kryss2»."""
_NUMBERED = re.compile(r"(?:choice|val|option)?\d*", re.IGNORECASE)
"""The name of a state that tells only programs which it is."""
_IS_REQUIRED: Final = 1 << 1
_IS_RADIO: Final = 1 << 15
_IS_PUSH_BUTTON: Final = 1 << 16
_IS_HIDDEN: Final = 1 << 1
"""Flags of fields (§12.7.3.1) and of buttons (§12.7.4.2.1), and of annotations (§12.5.3)."""


def controls(reader: PdfReader, captions: Captions) -> list[Control]:
    """Return a control for each field that is filled in by typing, choosing or ticking.

    One that has no words of its own, but a name such as «Text1», is called what is printed beside it.
    """
    form = _entry(reader.root_object, "/AcroForm")
    fields = _entry(form, "/Fields") if isinstance(form, DictionaryObject) else None
    terminal = islice(_terminal(fields, ()), _MAX_FIELDS)
    return [control for names, field in terminal if (control := _control(names, field, captions)) is not None]


def is_xfa(reader: PdfReader) -> bool:
    """Whether a file's form is described in XML (§12.7.8), for programs that build its pages from that."""
    form = _entry(reader.root_object, "/AcroForm")
    return isinstance(form, DictionaryObject) and "/XFA" in form


def shown(widget: DictionaryObject) -> str:
    """Return what a field shows where this widget of it is."""
    if _number(widget.get("/F")) & _IS_HIDDEN:
        return ""
    kind = inherited(widget, "/FT")
    if kind == "/Btn":
        if _flags(widget) & _IS_PUSH_BUTTON:
            return ""
        return CHECKED if _is_on(widget) else UNCHECKED
    return _text(widget) if kind in ("/Tx", "/Ch") else ""


def inherited(node: DictionaryObject, key: str) -> object:
    """Return a field's entry, its own or its parent's (§12.7.3.2), or None."""
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        parent = _entry(node, "/Parent")
        if not isinstance(parent, DictionaryObject):
            return None
        node = parent
    return None


def _entry(node: DictionaryObject, key: str) -> object:
    value = node.get(key)
    return value.get_object() if value is not None else None


def _terminal(nodes: object, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], DictionaryObject]]:
    """Yield each field that has a value, not those that only group others, with the names that lead to it."""
    for node in nodes if isinstance(nodes, ArrayObject) and len(above) < _DEEPEST else ():
        field = node.get_object()
        if isinstance(field, DictionaryObject):
            names = (*above, *(_INDEX.sub("", part) for part in as_text(field.get("/T")).split(".")))
            kids = _kids(field)
            if any("/T" in kid for kid in kids):
                yield from _terminal(field["/Kids"], names)
            else:
                yield names, field


def _kids(field: DictionaryObject) -> list[DictionaryObject]:
    kids = _entry(field, "/Kids")
    found = (kid.get_object() for kid in islice(kids, _MAX_FIELDS)) if isinstance(kids, ArrayObject) else ()
    return [kid for kid in found if isinstance(kid, DictionaryObject)]


def _control(names: tuple[str, ...], field: DictionaryObject, captions: Captions) -> Control | None:
    """Make a control of a field. The title of a required one ends with «*», as forms print it."""
    kind, title = inherited(field, "/FT"), as_text(field.get("/TU"))
    if kind == "/Btn" and not _flags(field) & (_IS_RADIO | _IS_PUSH_BUTTON) and not _has_states(field):
        return _check_box(names, title, field, captions)
    if not title and _SAYS_NOTHING.fullmatch(names[-1]):
        title = captions.label(_widgets(field)[0])
    title = title or names[-1]
    title += " *" if _flags(field) & _IS_REQUIRED and not title.endswith("*") else ""
    if kind == "/Tx":
        return Control(names[-1], title, ControlKind.TEXT, _text(field))
    if kind == "/Ch":
        return Control(names[-1], title, ControlKind.CHOICE, _text(field), choices=_offered(field))
    if kind != "/Btn" or _flags(field) & _IS_PUSH_BUTTON:
        return None
    return _one_of(names, title, field)


def _check_box(names: tuple[str, ...], title: str, field: DictionaryObject, captions: Captions) -> Control:
    """Make a control of a box: in the name «factors.Trygg», the last part is its title, the one before its question."""
    widgets = _widgets(field)
    title = title or (captions.choice(widgets[0]) if _SAYS_NOTHING.fullmatch(names[-1]) else names[-1])
    question = names[-2] if len(names) > 1 else names[-1]
    if _SAYS_NOTHING.fullmatch(question):
        question = captions.question(widgets[0]) or title or question
    title = title or question
    title += " *" if _flags(field) & _IS_REQUIRED else ""
    return Control(question, title, ControlKind.CHECK_BOX, "", any(map(_is_on, widgets)))


def _has_states(field: DictionaryObject) -> bool:
    """Whether a button's widgets are on in several ways, of which one is chosen."""
    return len({state for widget in _kids(field) for state in _states(widget)}) > 1


def _widgets(field: DictionaryObject) -> list[DictionaryObject]:
    return _kids(field) or [field]


def _one_of(names: tuple[str, ...], title: str, field: DictionaryObject) -> Control | None:
    """Make a control of buttons of which one is on; None where the file has no words for it, but prints them."""
    state = _state(inherited(field, "/V"))
    options = inherited(field, "/Opt")
    if isinstance(options, ArrayObject) and state.isdigit() and int(state) < len(options):
        state = as_text(options[int(state)])
    elif state not in _TICKED_OFF and _NUMBERED.fullmatch(state):
        return None
    return Control(names[-1], title, ControlKind.CHOICE, "" if state in _TICKED_OFF else state)


def _is_on(widget: DictionaryObject) -> bool:
    return _state(widget.get("/AS") or inherited(widget, "/V")) not in _TICKED_OFF


def _states(widget: DictionaryObject) -> Iterable[str]:
    """Return the names of the states in which a button is on."""
    looks = _entry(widget, "/AP")
    normal = _entry(looks, "/N") if isinstance(looks, DictionaryObject) else None
    return {_state(name) for name in normal} - {"Off"} if type(normal) is DictionaryObject else ()


def _state(value: object) -> str:
    return as_text(value).removeprefix("/") if isinstance(value, str | NameObject) else ""


def _offered(field: DictionaryObject) -> tuple[str, ...]:
    """Return what a list offers, as it shows it (§12.7.4.4)."""
    options = inherited(field, "/Opt")
    listed = options if isinstance(options, ArrayObject) else ()
    return tuple(as_text(option[-1] if isinstance(option, ArrayObject) and option else option) for option in listed)


def _text(field: DictionaryObject) -> str:
    """Return a field's value, a chosen item as its list shows it."""
    value, options = inherited(field, "/V"), inherited(field, "/Opt")
    pairs = (
        [option for option in options if isinstance(option, ArrayObject)] if isinstance(options, ArrayObject) else ()
    )
    words = {as_text(pair[0]): as_text(pair[1]) for pair in pairs if len(pair) > 1}
    chosen = as_text(value)
    return "\n".join(words.get(item, item) for item in chosen.split("\n")) if words else chosen


def _flags(field: DictionaryObject) -> int:
    return _number(inherited(field, "/Ff"))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def as_text(value: object) -> str:
    """Return a value as text: the chosen items of a list by line; nothing for what is no text."""
    if isinstance(value, ArrayObject):
        return "\n".join(as_text(item) for item in value)
    if isinstance(value, StreamObject):
        value = value.get_data()
    text = decoded(value) if isinstance(value, bytes | ByteStringObject) else value
    return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else ""
