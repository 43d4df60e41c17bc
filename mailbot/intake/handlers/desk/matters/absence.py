"""A secretary is away for some days, and who stands in for her: lists and agendas go there meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mailbot.config import STOCKHOLM, Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo, Done, Intended
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.meetings.calendar import swedish_day
from mailbot.meetings.planning.day_in_words import day_and_time
from mailbot.store.tables import Absence
from mailbot.store.values import EventKind

_MOST_DAYS = 366
"""Whoever is away for longer is no secretary, or has written another year than was meant."""
_SOON = timedelta(days=240)
"""Further ahead than this, days without a year may be those that have been."""


@dataclass(frozen=True, slots=True)
class Away:
    """«jag är borta 2026-07-01–2026-07-31, Eva ersätter»."""

    at_once: bool = True

    def ask(self, case: Case, secretary: Secretary, order: DeskOrder) -> Intended:
        """Say who gets what meanwhile."""
        return Intended(_told(Sentence.TO_BE_AWAY, secretary, *_read(case, secretary, order)))

    def do(self, case: Case, secretary: Secretary, order: DeskOrder) -> Done:
        """Enter the absence."""
        deputy, first, last = _read(case, secretary, order)
        absence = Absence(
            address=secretary.address, deputy=deputy.address, first_day=first, last_day=last, ledger_id=case.row.id
        )
        case.work.session.add(absence)
        case.work.session.flush()
        case.work.record(EventKind.ABSENCE_ENTERED, f"absence:{absence.id}")
        return Done(_told(Sentence.AWAY, secretary, deputy, first, last), {"absence": absence.id})

    def undo(self, case: Case, undo: Mapping[str, Any]) -> str:
        """End the absence, as if it had never been."""
        absence = case.work.session.get_one(Absence, undo["absence"])
        absence.ended_at = case.work.now
        case.work.record(EventKind.ABSENCE_ENDED, f"absence:{absence.id}")
        return Sentence.NOT_AWAY.text(first=swedish_day(absence.first_day), last=swedish_day(absence.last_day))


def _read(case: Case, secretary: Secretary, order: DeskOrder) -> tuple[Secretary, date, date]:
    """Return who stands in, and from when until when; CannotDo where that is not plain."""
    first, last = days_away(order.days, case.work.now.astimezone(STOCKHOLM).date())
    if not max(first, case.work.now.astimezone(STOCKHOLM).date()) <= last:
        raise CannotDo(Sentence.NO_SUCH_DAYS.text())
    if (last - first).days >= _MOST_DAYS:
        raise CannotDo(Sentence.TOO_LONG_AWAY.text(most=_MOST_DAYS))
    others = [one for one in case.work.config.secretaries if one.address != secretary.address]
    named = [one for one in others if _is_named(one, order.text)]
    if len(named) != 1:
        known = ", ".join(one.name for one in others) or Sentence.NOBODY.text()
        raise CannotDo(Sentence.NO_SUCH_DEPUTY.text(name=order.text, known=known))
    return named[0], first, last


def days_away(written: Sequence[str], today: date) -> tuple[date, date]:
    """Return the first and the last day that are written, «1/7» being in July; without a year, the next such days.

    CannotDo where there is no such day, or the year is not plain: what is far off has hardly been planned.
    """
    first, last = map(day_and_time, written)
    year = first.year or last.year or today.year
    begins, ends = first.on(year), last.on(year)
    if begins and ends and ends < begins and last.year is None:
        ends = last.on(year + 1)
    if begins and ends and ends < today and not (first.year or last.year):
        begins, ends = first.on(begins.year + 1), last.on(ends.year + 1)
    if begins is None or ends is None:
        raise CannotDo(Sentence.NO_SUCH_DAYS.text())
    if not (first.year or last.year) and begins > today + _SOON:
        raise CannotDo(Sentence.WHICH_YEAR.text(first=swedish_day(begins), last=swedish_day(ends)))
    return begins, ends


def _is_named(secretary: Secretary, said: str) -> bool:
    """Whether a first name, or the whole name, or the address is this secretary's."""
    name = secretary.name.casefold()
    return said.casefold() in (name, name.split()[0], secretary.address)


def _told(said: Sentence, secretary: Secretary, deputy: Secretary, first: date, last: date) -> str:
    return said.text(name=secretary.name, deputy=deputy.name, first=swedish_day(first), last=swedish_day(last))
