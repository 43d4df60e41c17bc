"""Whether a text is nothing but politeness."""

from __future__ import annotations

import re

from mailbot.intake.triage import phrasebook

_LONGEST_THANKS = 25
_NAMED = re.compile(
    r"\b(tack|hej|thanks|önskar|hälsar)( så mycket)?,? (\w+)(?=\s*[!.,\n]|$)"
    r"|(?:(?:^|\s)/ ?|\b(?:mvh|hälsning|hälsningar),?\s)\w+(?: \w+)?\s*$"
)


def is_polite(text: str) -> bool:
    """Whether there is nothing but politeness; after «tack» or «hej» a name may stand."""
    named = _NAMED.sub(r"\1\2", text.lower().strip())
    words = re.findall(r"\w+", named)
    return len(words) <= _LONGEST_THANKS and all(map(phrasebook.POLITE.fullmatch, words))
