"""The part of a form that somebody else than the initiator fills in or signs: «Ifylls av sekreteraren»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.phrases import form_phrases
from parsers.questions.label_text import normalised
from parsers.short_texts import kept

_OFFICE = form_phrases("office")
_LONGEST_OFFICE_HEADING = 80


def office_begins(texts: Sequence[str]) -> int:
    """Return the place of the heading «Ifylls av …», or above the signatures; the number of texts where none is."""
    return next((place for place, text in enumerate(texts) if is_office(text)), len(texts))


@kept
def is_office(text: str) -> bool:
    """Whether a text is the heading of a part that somebody else than the initiator fills in or signs.

    A mail's signature begins with two hyphens (RFC 3676 §4.3).
    """
    is_heading = len(text) <= _LONGEST_OFFICE_HEADING and bool(_OFFICE.find(normalised(text)))
    return is_heading or text.strip() == "--"
