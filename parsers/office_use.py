"""The part of a form that somebody else than the initiator fills in or signs: «Ifylls av RUG»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.questions.label_text import normalised

_OFFICE = re.compile(
    r"(?:(?:ifylls|fylls i) (?:\w+ )?av (?!initiativ|förslag|dig|den som).+|(?:\w+ )?för .+ anteckningar"
    r"|(?:(?:med )?(?:vänliga? )?hälsning(?:ar)?|mvh)\b.{0,40}|(?:skickat|hämta).{0,9} från min .{1,20}"
    r"|(?:datum och )?underskrift(?:er)?|namnteckning(?:ar)?|signatur(?:er)?)"
)
"""What stands above a part that somebody else fills in, or above a signature."""
_LONGEST_OFFICE_HEADING = 80


def office_begins(texts: Sequence[str]) -> int:
    """Return the place of the heading «Ifylls av RUG», or above the signatures; the number of texts where none is."""
    return next((place for place, text in enumerate(texts) if is_office(text)), len(texts))


def is_office(text: str) -> bool:
    """Whether a text is the heading of a part that somebody else than the initiator fills in or signs.

    A mail's signature begins with two hyphens (RFC 3676 §4.3).
    """
    is_heading = len(text) <= _LONGEST_OFFICE_HEADING and _OFFICE.fullmatch(normalised(text)) is not None
    return is_heading or text.strip() == "--"
