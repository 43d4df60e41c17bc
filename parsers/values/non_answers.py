"""What people write in a field that they leave unanswered."""

from __future__ import annotations

from parsers.phrases import form_phrases
from parsers.questions.label_text import MAX_LABEL, normalised
from parsers.template import Field, Kind

_FILLER, _LATER, _NONE = form_phrases("filler"), form_phrases("later"), form_phrases("none")
_FREE = (Kind.TEXT, Kind.LONG_TEXT)


def is_unanswered(field: Field, text: str) -> bool:
    """Whether an answer only fills the field: «xxx», «?», or «kommer senare» where an answer is required.

    «Nej» and «Vet ej» are answers to an open question; they leave an address, a number or a day unanswered.
    """
    if len(text) > MAX_LABEL:
        return False
    bare = normalised(text)
    if field.kind in _FREE:
        return not bare or bool(_FILLER.find(bare)) or (field.required and _is_later(bare))
    return field.kind in (Kind.EMAIL, Kind.PHONE, Kind.DATE) and says_none(text)


def says_none(text: str) -> bool:
    """Whether an answer chooses nothing: «Inga», «Vet ej», «Ej aktuellt», «Annan» without saying which."""
    bare = normalised(text) if len(text) <= MAX_LABEL else ""
    return bool(_NONE.find(bare)) or _is_later(bare)


def _is_later(bare: str) -> bool:
    return bool(_LATER.find(bare))
