"""Whether a text is nothing but politeness."""

from __future__ import annotations

import re

from mailbot.intake.triage.phrasebook import NAME_AFTER, POLITE

_LONGEST_THANKS = 25


def is_polite(text: str) -> bool:
    """Whether there is nothing but politeness; after «tack» or «hej» a name may stand."""
    words = re.findall(r"\w+", NAME_AFTER.without(text.lower().strip()))
    return len(words) <= _LONGEST_THANKS and all(map(POLITE.find, words))
