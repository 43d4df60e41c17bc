"""PDF files: written anew without scripts, actions that happen of themselves and files in them (ISO 32000-1 §12.6)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from parsers.document.file_type import Opened
from parsers.passing_on import faults

_ACTIVE_KEYS: Final = ("/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/AF", "/XFA", "/RichMediaContent", "/Collection")
_KEPT_ACTIONS: Final = frozenset(("/GoTo", "/URI", "/Named", "/Hide", "/SetOCGState", "/ResetForm"))
_CLICKED: Final = re.compile(rb"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ACTIVE_NOTES: Final = frozenset(("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"))
_END: Final = re.compile(rb"%%EOF\s{0,8}\0*$")


def vet(opened: Opened) -> tuple[bytes, str]:
    """Return the file, or a copy in which nothing happens of itself. Withheld where it can't be read through."""
    try:
        with Pdf.open(io.BytesIO(opened.data)) as document:
            changes = _clean(document)
            target = io.BytesIO()
            if changes or not opened.data.startswith(b"%PDF-") or not _END.search(opened.data[-64:]):
                document.save(target)
    except pikepdf.PasswordError as error:
        raise faults.Withheld(faults.LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise faults.Withheld(faults.DAMAGED) from error
    if not target.getvalue():
        return opened.data, ""
    return target.getvalue(), faults.ACTIONS_REMOVED


def _clean(document: Pdf) -> int:
    """Take out what acts; return how much that was."""
    changes = 0
    for thing in document.objects:
        changes += _clean_tree(thing)
    root = document.Root
    if Name.OpenAction in root and isinstance(root.OpenAction, Dictionary):
        del root[Name.OpenAction]
        changes += 1
    return changes


def _clean_tree(top: Object) -> int:
    """Clean an object and those that lie directly in it; others have a turn of their own."""
    changes, waiting = 0, [top]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            waiting.extend(_direct(thing.as_list()))
        elif isinstance(thing, (Dictionary, Stream)):
            changes += _clean_dictionary(thing)
            waiting.extend(_direct([thing[key] for key in thing.keys()]))  # noqa: SIM118 - pikepdf's own
    return changes


def _direct(things: Iterable[Object]) -> list[Object]:
    """Return those that don't stand in the document's own list of objects, and so are reached only from here."""
    return [thing for thing in things if isinstance(thing, Object) and not thing.is_indirect]


def _clean_dictionary(thing: Object) -> int:
    unwanted = [key for key in thing.keys() if _acts(key, thing[key])]  # noqa: SIM118 - pikepdf's own
    if isinstance(thing, Stream):
        unwanted += [key for key in ("/F", "/FFilter") if key in thing]  # bytes in another file (§7.3.8.2)
    for key in unwanted:
        del thing[key]
    return len(unwanted) + _clean_notes(thing)


def _acts(key: str, value: object) -> bool:
    if key in _ACTIVE_KEYS:
        return True
    if key in {"/A", "/PA", "/Next"}:
        actions = value.as_list() if isinstance(value, Array) else [value]
        return any(isinstance(action, Dictionary) and not _is_kept(action) for action in actions)
    return False


def _is_kept(action: Object) -> bool:
    """Whether an action may stay. What has no kind is none: a heading's attributes, say, stand under /A as well."""
    if Name.S not in action:
        return True
    kind = str(action[Name.S])
    if kind == "/URI":
        return _CLICKED.match(bytes(action.get(Name.URI, b""))) is not None
    return kind in _KEPT_ACTIONS


def _clean_notes(page: Object) -> int:
    notes = page.get(Name.Annots)
    if not isinstance(notes, Array):
        return 0
    kept = [note for note in notes.as_list() if str(note.get(Name.Subtype, "")) not in _ACTIVE_NOTES]
    removed = len(notes) - len(kept)
    if removed:
        page[Name.Annots] = Array(kept)
    return removed
