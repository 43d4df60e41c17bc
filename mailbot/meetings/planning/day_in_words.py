"""A day and a time of day as people write them: «2027-03-01 kl 12», «måndag 1 mars 2027 kl. 9.30», «1/3 2027»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time

from mailbot.primitives.phrases import phrases

_MONTH = phrases("planning", "month")
_WEEKDAY = phrases("planning", "weekday")
_CLOCK_WORD = phrases("planning", "clock")
_BESIDE = phrases("planning", "beside_a_day")
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_WITH_MONTH = re.compile(r"\b(\d{1,2})(?::?[ea]|\.)?\s+#(\d{1,2})#\.?(?:\s+(\d{4})\b)?")
_SLASH = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:[\s-]+(\d{4})\b)?")
_CLOCK = re.compile(
    r"(?<![\d:-])(?<!\d\.)([01]?\d|2[0-3])(?:[.:]([0-5]\d))?(?::00)?(?:\s*[-–]\s*\d{1,2}(?:[.:]\d{2})?)?(?![\d:])"
)
_AFTER_DAY = re.compile(r"[\s,]*([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)")
_AFTER_WORD = re.compile(r"\s*([01]?\d|2[0-3])(?:[.:]([0-5]\d))?(?!\d)")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class SaidDay:
    """A day, its year where one is written, and a time of day; each may be missing.

    `weekday` is the one that is written, Monday being 0; `rest` is what else is said.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    at: time | None = None
    weekday: int | None = None
    rest: str = ""

    def on(self, year: int | None = None) -> date | None:
        """Return the day, in that year where none is written; None where there is no such day, or no year."""
        used = self.year or year
        if self.day is None or self.month is None or used is None:
            return None
        try:
            return date(used, self.month, self.day)
        except ValueError:
            return None


def day_and_time(text: str) -> SaidDay:
    """Read a text that is a day, a time of day (of a span, «9–12», its beginning) or both."""
    said = _with_numbered_months(text[:_LONGEST])
    found, day = _day(said)
    left = said.replace(found[0], " ", 1) if found else said
    clock = _CLOCK.search(left)
    rest = _BESIDE.without(left.replace(clock[0], " ", 1) if clock else left, " ").strip(" \t\n.,:;()–-")
    return replace(day, at=_time(clock), weekday=_weekday(said), rest=rest)


def first_day(text: str) -> SaidDay:
    """Read the first day in a running text, and the time of day that stands right behind it."""
    said = _with_numbered_months(text[:_LONGEST])
    found, day = _day(said)
    if found is None:
        return SaidDay()
    behind = said[found.end() :]
    word = _CLOCK_WORD.pattern.match(behind)
    clock = _AFTER_WORD.match(behind[word.end() :]) if word else _AFTER_DAY.match(behind)
    return replace(day, at=_time(clock), weekday=_weekday(said[: found.start()]))


def _day(said: str) -> tuple[re.Match[str] | None, SaidDay]:
    if found := _ISO.search(said):
        year, month, day = map(int, found.groups())
        return found, SaidDay(day, month, year)
    if found := _WITH_MONTH.search(said) or _SLASH.search(said):
        return found, SaidDay(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    return None, SaidDay()


def _time(clock: re.Match[str] | None) -> time | None:
    return time(int(clock[1]), int(clock[2] or 0)) if clock else None


def _weekday(said: str) -> int | None:
    found = _WEEKDAY.find(said)
    return int(found.rpartition(".")[2]) if found else None


def _with_numbered_months(text: str) -> str:
    """Return the text with «#3#» for «mars»."""
    for found in reversed(list(_MONTH.pattern.finditer(text))):
        number = _MONTH.find(found[0]).rpartition(".")[2]
        text = f"{text[: found.start()]} #{number}# {text[found.end() :]}"
    return text
