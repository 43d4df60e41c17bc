"""The words that stand over the columns of a form: «Fråga, Svar, Hjälp», or a scale to tick on: «Ja, Nej, Vet ej»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

ASKED: Final = frozenset(("fråga", "frågor", "uppgift", "rubrik"))
ANSWERED: Final = frozenset(("svar", "ditt svar", "fylls i", "fyll i här", "ert svar"))
HELPED: Final = frozenset(("hjälp", "kommentar", "anvisning", "anvisningar", "beskrivning", "förklaring"))
_HEADS = ASKED | ANSWERED | HELPED | {"nr"}
_YES_NO = {"ja", "nej"}
_DEGREE = re.compile(
    r"ja|nej|yes|no|n/a|don't know|"
    r"delvis|kanske|vet (?:ej|inte)|ej aktuellt|inte alls|i (?:viss|hög|liten) (?:mån|grad)|"
    r"(?:mycket |ganska )?(?:liten|litet|låg|lågt|stor|stort|hög|högt|viktigt?|oviktigt?|bra|dåligt?|ofta|sällan)|"
    r"mindre|mellan|medel|större|lika|bättre|sämre|ingen|inget|alltid|aldrig|(?:håller|instämmer|stämmer)\b.*|\d",
    re.IGNORECASE,
)
"""A step of a scale."""


def is_header(row: Iterable[str | None]) -> bool:
    """Whether a row says «Fråga, Svar, Hjälp»; what stands above it is a title."""
    texts = [cell.strip().casefold() for cell in row if cell]
    return len(texts) > 1 and all(text in _HEADS for text in texts)


def heads_questions(text: str) -> bool:
    """Whether a text only says that questions stand below it."""
    return text.strip().casefold() in ASKED


def is_yes_no(words: Collection[str]) -> bool:
    """Whether words are «Ja» and «Nej» and no others."""
    return {word.casefold() for word in words} == _YES_NO


def is_scale(words: Collection[str]) -> bool:
    """Whether words are the steps of a scale: one is ticked, and nothing is written below them."""
    return len(words) > 1 and all(_DEGREE.fullmatch(word.strip()) for word in words)
