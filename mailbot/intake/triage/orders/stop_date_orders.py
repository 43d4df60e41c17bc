"""A secretary says when a meeting's agenda closes: «stoppdag 2027-03-01 kl 12», «stoppdag för 2027-03-15: 1 mars»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.intake.triage.orders.agenda_orders import signs
from mailbot.intake.triage.phrasebook import ABOUT_MEETING, BEFORE_STOP, FILLER, STOP_DATE
from mailbot.meetings.planning.day_in_words import SaidDay, day_and_time
from mailbot.primitives.references import codes_in

_LONGEST = 5_000
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class StopOrder:
    """The stop date, the meeting that it is for where one is named, and the one-time code that is named."""

    stop: SaidDay
    meeting: SaidDay | None
    code: str


def stop_order(own_text: str) -> StopOrder | None:
    """Return the one order in the sender's own words; None where they say anything else, or it has no day.

    It stands on a line of its own; a greeting may go before it, and a signature follow.
    """
    paragraphs = [part for part in _PARAGRAPHS.split(own_text[:_LONGEST].strip()) if part.strip()]
    orders = [number for number, paragraph in enumerate(paragraphs) if STOP_DATE.find(paragraph)]
    if len(orders) != 1 or not all(map(signs, paragraphs[orders[0] + 1 :])):
        return None
    said = "\n".join(paragraphs[: orders[0] + 1])
    codes = codes_in(said)
    for code in codes:
        said = said.replace(code, " ")
    word = STOP_DATE.pattern.search(said)
    if word is None or len(codes) > 1 or FILLER.without(said[: word.start()]):
        return None
    return _order(said[word.end() :].strip(), next(iter(codes), ""))


def _order(said: str, code: str) -> StopOrder | None:
    """Read what stands behind the word: the stop date, or a meeting's day and then the stop date."""
    about = ABOUT_MEETING.pattern.match(said)
    parts = BEFORE_STOP.split(said[about.end() :]) if about else ["", said]
    if len(parts) != 2:  # noqa: PLR2004 - which meeting, and when
        return None
    named, stop = parts
    meeting, closing = day_and_time(named), day_and_time(stop)
    if closing.day is None or FILLER.without(closing.rest) or (named and meeting.day is None):
        return None
    return StopOrder(closing, meeting if named else None, code)
