"""When approved work is to be evaluated, as the secretary writes it beside who is responsible.

«Ansvarig: Eva Berg, eva.berg@exempel.se, följs upp 2027-06-01».
"""

from __future__ import annotations

from datetime import date

from mailbot.meetings.planning.day_in_words import day_and_time, first_day
from mailbot.primitives.phrases import phrases

_LABEL = phrases("decisions", "follow_up_label")


def follow_up_day(written: str, decided: date) -> date | None:
    """Return the day, which lies after the decision; None where there is none. Without a year it is the next such."""
    label = _LABEL.pattern.search(written.lower())
    said = first_day(written.lower()[label.end() :]) if label else None
    day = said.on(decided.year) if said else None
    if said and day and day <= decided and said.year is None:
        day = said.on(decided.year + 1)
    return day if day and day > decided else None


def without_follow_up(responsible: str) -> str:
    """Return who is responsible without the day that ends the text, which letters tell in a line of its own."""
    label = _LABEL.pattern.search(responsible.lower())
    said = day_and_time(responsible[label.end() :]) if label else None
    is_day = said is not None and said.on(2000) is not None and not said.rest
    return responsible[: label.start()].rstrip(" ,.;:(–-") if label and is_day else responsible
