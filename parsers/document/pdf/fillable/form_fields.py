"""Filled form fields of a PDF (ISO 32000-1 §12.7), as controls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from parsers.document.model import Control, ControlKind
from parsers.document.pdf.fillable import field_values as values
from parsers.document.pdf.fillable.field_captions import Captions

_INDEX = re.compile(r"\[\d+\]|^#")
_SAYS_NOTHING = re.compile(r".*\d|undefined|")
"""The name of a field that a program gave it: «Text1», «Kryss2»."""
_NUMBERED = re.compile(r"(?:choice|val|option)?\d*", re.IGNORECASE)
"""The name of a state that tells only programs which it is."""


def controls(reader: PdfReader, captions: Captions) -> list[Control]:
    """Return a control for each field that is filled in by typing, choosing or ticking.

    One that has no words of its own, but a name such as «Text1», is called what is printed beside it.
    """
    form = values.entry(reader.root_object, "/AcroForm")
    fields = values.entry(form, "/Fields") if isinstance(form, DictionaryObject) else None
    terminal = islice(_terminal(fields, ()), values.MOST_FIELDS)
    return [control for names, field in terminal if (control := _control(names, field, captions)) is not None]


def is_xfa(reader: PdfReader) -> bool:
    """Whether a file's form is described in XML (§12.7.8), for programs that build its pages from that."""
    form = values.entry(reader.root_object, "/AcroForm")
    return isinstance(form, DictionaryObject) and "/XFA" in form


def _terminal(nodes: object, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], DictionaryObject]]:
    """Yield each field that has a value, not those that only group others, with the names that lead to it."""
    for node in nodes if isinstance(nodes, ArrayObject) and len(above) < values.DEEPEST else ():
        field = node.get_object()
        if isinstance(field, DictionaryObject):
            names = (*above, *(_INDEX.sub("", part) for part in values.as_text(field.get("/T")).split(".")))
            if any("/T" in kid for kid in values.kids(field)):
                yield from _terminal(field["/Kids"], names)
            else:
                yield names, field


def _control(names: tuple[str, ...], field: DictionaryObject, captions: Captions) -> Control | None:
    """Make a control of a field. The title of a required one ends with «*», as forms print it."""
    kind, title = values.inherited(field, "/FT"), values.as_text(field.get("/TU"))
    is_button = kind == "/Btn"
    if is_button and values.flags(field) & values.IS_PUSH_BUTTON:
        return None
    if is_button and not values.flags(field) & values.IS_RADIO and not _has_states(field):
        return _check_box(names, title, field, captions)
    title = _starred(title or captions.label(values.widgets(field)[0]) or names[-1], field)
    text, unseen = values.text(field), ""
    if all(map(values.is_hidden, values.widgets(field))):
        text, unseen = "", text
    if kind == "/Tx":
        return Control(names[-1], title, ControlKind.TEXT, text, doubted=unseen)
    if kind == "/Ch":
        return Control(names[-1], title, ControlKind.CHOICE, text, choices=values.offered(field), doubted=unseen)
    return _one_of(names, title, field) if is_button else None


def _starred(title: str, field: DictionaryObject) -> str:
    is_required = values.flags(field) & values.IS_REQUIRED
    return f"{title} *" if is_required and not title.endswith("*") else title


def _check_box(names: tuple[str, ...], title: str, field: DictionaryObject, captions: Captions) -> Control:
    """Make a control of a box: in the name «factors.Trygg», the last part is its title, the one before its question.

    A name without parts is rather its question's: its title is what is printed beside it.
    Of a question with several boxes, none is required by itself, whatever a program says.
    """
    widgets = values.widgets(field)
    is_named = len(names) > 1 and not _SAYS_NOTHING.fullmatch(names[-1])
    title = title or (names[-1] if is_named else captions.choice(widgets[0]) or names[-1])
    question = names[-2] if len(names) > 1 else names[-1]
    if _SAYS_NOTHING.fullmatch(question):
        question = captions.question(widgets[0]) or title or question
    title = title or question
    title = _starred(title, field) if title == question else title
    return Control(question, title, ControlKind.CHECK_BOX, "", any(map(values.is_on, widgets)))


def _has_states(field: DictionaryObject) -> bool:
    """Whether a button's widgets are on in several ways, of which one is chosen."""
    return len({state for widget in values.kids(field) for state in values.states(widget)}) > 1


def _one_of(names: tuple[str, ...], title: str, field: DictionaryObject) -> Control | None:
    """Make a control of buttons of which one is on; None where the file has no words for it, but prints them."""
    state = values.state(values.inherited(field, "/V"))
    options = values.inherited(field, "/Opt")
    if isinstance(options, ArrayObject) and state.isdigit() and int(state) < len(options):
        state = values.as_text(options[int(state)])
    elif state not in values.TICKED_OFF and _NUMBERED.fullmatch(state):
        return None
    return Control(names[-1], title, ControlKind.CHOICE, "" if state in values.TICKED_OFF else state)
