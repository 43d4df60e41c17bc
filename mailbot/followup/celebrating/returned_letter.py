"""Reads a returned letter about what was achieved: which one it is, and whether it may go out to others.

Pure. Only the sandbox's processes run this on files from outside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

import parsers
from mailbot.followup.celebrating.words import words
from parsers import Document, Vetted

_BESIDE_THE_TEXT = re.compile(rb"<(?:[\w.-]+:)?(?:comment|del|ins|moveFrom|moveTo)[\s/>]")
"""A comment, or a change that nobody has accepted (ECMA-376 part 1 §17.13): recipients would read what was struck."""


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
    vetted = parsers.vet(filename, data)
    if not vetted.withheld and _is_unfinished(vetted.data):
        vetted = Vetted(b"", words().unfinished)
    return ReturnedLetter(token, vetted)


def _is_unfinished(data: bytes) -> bool:
    with ZipFile(BytesIO(data)) as archive:
        parts = (name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml"))
        return any(_BESIDE_THE_TEXT.search(archive.read(part)) for part in parts)
