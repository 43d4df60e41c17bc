"""Where a secretary's order is looked for: in her own words, or in the subject of a mail that says nothing else.

What a house puts below every mail («Detta mejl är avsett endast för …») is no part of what she says.
"""

from __future__ import annotations

import re

from mailbot.intake.triage.phrasebook import BELOW_EVERY_MAIL
from mailbot.mail.message import IncomingMessage
from mailbot.mail.text.signature import unsigned

_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
_ASKS = re.compile(r"\?(?:\s|$)")
_ABOVE = ["…", ""]
"""A signature never begins a text: so one that stands alone is looked at below something."""


def ordering_words(message: IncomingMessage) -> str:
    """Return what may be an order. «Sv: klart 8» is none: whose answer is empty says nothing with the old subject."""
    paragraphs = _PARAGRAPHS.split(message.own_text.strip())
    said = "\n\n".join(one for one in paragraphs if not _is_of_the_house(one))
    return said if _says_something(said, message.sender.name) else message.subject


def _is_of_the_house(paragraph: str) -> bool:
    return bool(BELOW_EVERY_MAIL.find(" ".join(paragraph.split()))) and not _ASKS.search(paragraph)


def _says_something(said: str, signer: str) -> bool:
    return unsigned([*_ABOVE, *said.splitlines()], signer)[len(_ABOVE) :] != [] and said.strip() != ""
