"""Reads a returned letter about what was achieved: which one it is, and whether it may go out to others.

Pure. Only the sandbox's processes run this on files from outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import parsers
from mailbot.followup.celebrating.words import words
from parsers import Document, Vetted


@dataclass(frozen=True, slots=True)
class ReturnedLetter:
    """A file with the mark of one of our letters. `vetted` is what of it may be passed on."""

    token: str
    vetted: Vetted


def letter_in(filename: str, data: bytes, document: Document) -> ReturnedLetter | None:
    """Return the letter that a file is; None where its properties have no mark of one, or it is no Word file."""
    token = words().token(document.properties.get("keywords", ""))
    if token is None or document.format != "docx":
        return None
    return ReturnedLetter(token, parsers.vet(filename, data))
