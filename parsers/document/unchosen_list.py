"""What a drop-down list shows where the file tells no choice: its first entry, which looks chosen though nobody has."""

from __future__ import annotations

import re

from parsers.document.model import UNKNOWN

_PROMPT = re.compile(r"\W*(?:välj|markera|ange|choose|select)\b|\W*\Z", re.IGNORECASE)


def in_doubt(first: str) -> str:
    """Return a list's first entry as it stands where it asks for a choice, else as one that is asked about."""
    return first if _PROMPT.match(first) else f"{UNKNOWN} {first}"
