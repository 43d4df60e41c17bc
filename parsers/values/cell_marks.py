"""What a cell beside a choice says of it."""

from __future__ import annotations

from parsers.document.model import CHECKED, UNCHECKED

_YES = frozenset(("x", "ja", "j", "yes", "ok"))
_NO = frozenset(("nej", "ej", "inte", "no"))
"""Words that an answer beside a choice may begin with: «Ja, absolut», «Ej aktuellt»."""
_TICKS = _YES | frozenset((CHECKED, "☑", "✓", "✔", "✅", "•", "●", "sant", "true", "1", "v"))
_EMPTY = _NO | frozenset((UNCHECKED, "□", "○", "falskt", "false", "0", "-", "–", "—"))
_FILLERS = " .…_–—-"


def mark_of(text: str) -> bool | None:
    """Whether a text ticks the choice beside it, or leaves it; None where it says something else, or nothing."""
    bare = text.casefold().strip().strip("[]()")
    first = bare.partition(" ")[0].strip(".,;:!")
    if bare in _TICKS or first in _YES:
        return True
    return False if bare in _EMPTY or first in _NO else None


def is_mark(text: str) -> bool:
    """Whether a text is a mark, be it one that nobody knows: «*», «<--»."""
    return mark_of(text) is not None or (bool(text.strip(_FILLERS)) and not any(map(str.isalnum, text)))


def is_bare_mark(text: str) -> bool:
    """Whether a text is a tick without words: «x», «☒», «✓»."""
    bare = text.strip().strip("[]()")
    return mark_of(text) is True and (bare.casefold() in ("x", "v", "1") or not any(map(str.isalnum, bare)))


def is_refusal(text: str) -> bool:
    """Whether a text leaves a choice in so many words: «Nej», «Ej aktuellt»."""
    return text.casefold().partition(" ")[0].strip(".,;:!") in _NO
