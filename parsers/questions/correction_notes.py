"""What a form that goes back to its initiator says beside the answers to be corrected, and how it is read past."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from parsers.result import Code

TO_DO: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Code.MISSING: "Saknas – fyll i här",
        Code.INVALID: "Rätta svaret",
        Code.AMBIGUOUS: "Välj ett svar",
        Code.TOO_LONG: "Korta svaret",
    }
)
TICK_AGAIN: Final = "Markera det som gäller. Du skrev:"
"""Stands before what was written instead of ticking boxes, on the same line."""

_NOTE = re.compile(rf"^(?:(?:{'|'.join(TO_DO.values())})|{re.escape(TICK_AGAIN)}.*)$\n?", re.MULTILINE)


def without_notes(text: str) -> str:
    """Return what a cell says beside the notes, each a line of its own."""
    return _NOTE.sub("", text)
