"""A secretary calls a meeting off: «ställ in mötet 2027-03-15», «ställ in nästa möte»."""

from __future__ import annotations

import re

from mailbot.intake.triage.orders.agenda_orders import signs
from mailbot.intake.triage.phrasebook import CALLS_OFF, FILLER
from mailbot.meetings.planning.day_in_words import SaidDay, day_and_time
from mailbot.primitives.references import without_codes

_LONGEST = 5_000
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")


def called_off(own_text: str) -> SaidDay | None:
    """Return the day of the one meeting that is to be called off, which may be missing; None where more is said.

    The order stands on a line of its own; a greeting may go before it, and a signature follow.
    """
    paragraphs = [part for part in _PARAGRAPHS.split(own_text[:_LONGEST].strip()) if part.strip()]
    orders = [number for number, paragraph in enumerate(paragraphs) if CALLS_OFF.find(paragraph)]
    if len(orders) != 1 or not all(map(signs, paragraphs[orders[0] + 1 :])):
        return None
    said = without_codes("\n".join(paragraphs[: orders[0] + 1]))
    word = CALLS_OFF.pattern.search(said)
    if word is None or FILLER.without(said[: word.start()]):
        return None
    day = day_and_time(said[word.end() :])
    return None if FILLER.without(day.rest) else day
