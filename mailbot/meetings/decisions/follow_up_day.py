"""When approved work is to be evaluated, as the secretary writes it beside who is responsible.

«Ansvarig: Eva Berg, eva.berg@exempel.se, följs upp 2027-06-01».
"""

from __future__ import annotations

from datetime import date

from mailbot.meetings.planning.day_in_words import first_day
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
