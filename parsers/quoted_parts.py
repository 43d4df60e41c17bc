"""Which copies of a form in one text or page are somebody else's: those quoted, or below a mail's head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.document.emphasis import QUOTED
from parsers.document.model import Document, Place

_MARK = re.compile(r"\s?(?:>|\|\s)")
_SHARE: Final = 0.8
_LINES_OF_HEAD: Final = 8
_FROM = re.compile(r"[>*\s]*(?:Från|From|Fra|Von)\s?:\**\s", re.IGNORECASE)
_SENT = re.compile(r"[>*\s]*(?:Skickat|Sent|Sendt|Gesendet|Datum|Date|Dato)\s?:\**\s", re.IGNORECASE)
_DIVIDER = re.compile(r"-{2,20} ?(?:Original ?Message|Ursprungligt meddelande|Originalmeddelande)", re.IGNORECASE)


def own_parts(parts: Sequence[Document]) -> list[Document]:
    """Return the parts of a text that are not quoted, where one is not; all of them elsewhere."""
    own = [part for number, part in enumerate(parts) if not (number and _is_below_head(parts[number - 1]))]
    unquoted = [part for part in own if not _is_marked(part)]
    return unquoted or own


def _is_marked(part: Document) -> bool:
    """Whether nearly all lines of a part begin with a sign of quoting, or stand in what a page quotes."""
    written = [(place, text) for place, text in part.placed() if text.strip()]
    quoted = sum(_MARK.match(text) is not None or is_quoted(part, place) for place, text in written)
    return bool(written) and quoted >= _SHARE * len(written)


def is_quoted(content: Document, place: Place) -> bool:
    """Whether words at a place stand in what a page quotes."""
    return any(QUOTED in piece.look.split() for piece in content.emphasised.get(place, ()))


def _is_below_head(above: Document) -> bool:
    """Whether a part ends with the lines that mail programs put above what they quote."""
    last = [line for text in above.lines for line in text.split("\n")][-_LINES_OF_HEAD:]
    return any(map(_DIVIDER.match, last)) or (any(map(_FROM.match, last)) and any(map(_SENT.match, last)))
