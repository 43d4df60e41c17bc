"""The line breaks above a text, which tell that a program may have taken them out of it.

LibreOffice sets the breaks of a field before the field, and runs its lines together: «Enheten», «Söndrum» come as a
line break and «EnhetenSöndrum». Saved in another format the field is gone, and the breaks are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

FIELD: Final = "\ufdd3"
"""Stands in a paragraph's text before what a field holds; a noncharacter, as the signs of a look are."""
PROGRAM: Final = "LibreOffice"


def key_of(line: str) -> str:
    """Return a line as it is looked up: blanks are of no account."""
    return " ".join(line.split())


def rooms(texts: Iterable[str], *, in_fields: bool = False) -> Mapping[str, float]:
    """Return how many line breaks stand right above the lines of paragraphs; `in_fields`: that begin with a field."""
    found: dict[str, float] = {}
    for text in texts:
        breaks = 0
        for line in text.split("\n"):
            key = key_of(line.replace(FIELD, ""))
            if key and breaks and (not in_fields or line.startswith(FIELD)):
                found[key] = max(breaks, found.get(key, 0))
            breaks = 1 if key else breaks + 1
    return found
