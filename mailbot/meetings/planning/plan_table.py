"""A year's meetings as a table in Word or Excel: a row for each, under «Datum», «Tid», «Plats» and «Stoppdag».

Pure, and the same for all formats. What can't be read in a row is said of that row, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from mailbot.meetings.planning.day_in_words import SaidDay, day_and_time
from mailbot.primitives.phrases import phrases
from mailbot.primitives.safe_text import shortened
from parsers import Document, Table

_COLUMN = phrases("planning", "column")
_MOST_ROWS = 100
_QUOTED = 60
_LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row: where it stands, and the day, time, place and stop date in it; `unclear` is a Swedish clause."""

    where: str
    day: date | None = None
    at: time | None = None
    place: str = ""
    stop_day: date | None = None
    stop_at: time | None = None
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The rows of all tables that plan meetings."""

    rows: tuple[PlannedRow, ...]


def plan_in(document: Document) -> PlanTable | None:
    """Return what the document plans; None where no table has a column of days and one of times, places or stops."""
    rows = [row for table in document.tables if not table.is_hidden for row in _rows(table)]
    return PlanTable(tuple(rows[:_MOST_ROWS])) if rows else None


def _rows(table: Table) -> Iterator[PlannedRow]:
    columns: Mapping[str, int] = {}
    for number, row in enumerate(table.rows):
        cells = [" ".join((cell or "").split()) for cell in row]
        heads = {part: place for place, cell in reversed(list(enumerate(cells))) if (part := _part(cell))}
        if "day" in heads and len(heads) > 1:
            columns = heads
        elif columns and any(cells[place] for place in columns.values() if place < len(cells)):
            said = {part: cells[place] for part, place in columns.items() if place < len(cells)}
            yield _row(table.place(number), said)


def _part(cell: str) -> str:
    return _COLUMN.find(cell.strip(" :*").lower()).rpartition(".")[2]


def _row(where: str, said: Mapping[str, str]) -> PlannedRow:
    day, at, stop = (day_and_time(said.get(part, "")) for part in ("day", "time", "stop"))
    held, closed = _day(day), _day(stop, before=_day(day))
    unclear = _unclear(said, day, at, stop)
    if unclear:
        return PlannedRow(where, unclear=unclear)
    return PlannedRow(where, held, at.at or day.at, said.get("place", "")[:_LONGEST_PLACE], closed, stop.at)


def _unclear(said: Mapping[str, str], day: SaidDay, at: SaidDay, stop: SaidDay) -> str:
    if _day(day) is None:
        return f"«{_quoted(said.get('day', ''))}» är ingen dag som vi kan läsa. Skriv som 2027-03-15."
    if said.get("time") and (at.at is None or at.rest):
        return f"«{_quoted(said['time'])}» är ingen tid som vi kan läsa. Skriv som 09.00."
    if said.get("stop") and (_day(stop, before=_day(day)) is None or stop.rest):
        return f"«{_quoted(said['stop'])}» är ingen stoppdag som vi kan läsa. Skriv som 2027-03-01 kl. 12."
    return ""


def _day(said: SaidDay, before: date | None = None) -> date | None:
    """Return the day, where its day of the week is right; one without a year only before another day."""
    years = (before.year, before.year - 1) if before else (None,)
    found = (said.on(year) for year in years)
    day = next((one for one in found if one is not None and (said.year or (before and one <= before))), None)
    return day if day is not None and said.weekday in (None, day.weekday()) else None


def _quoted(text: str) -> str:
    return shortened(text, _QUOTED)
