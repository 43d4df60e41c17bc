"""Which secretaries get what is for the secretaries: those who are there, and who stands in for one that is away."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM, Config, Secretary
from mailbot.store.tables import Absence


def on_duty(session: Session, config: Config, now: datetime) -> tuple[Secretary, ...]:
    """Return the secretaries that are there today, with the deputies of those who are not.

    A deputy gets nothing else. Where nobody would be left, everybody gets it: no list goes to no one.
    """
    absences = away(session, now.astimezone(STOCKHOLM).date())
    gone = {absence.address for absence in absences}
    standing_in = {absence.deputy for absence in absences} - gone
    there = tuple(
        one for one in config.secretaries if one.address not in gone and (not one.deputy or one.address in standing_in)
    )
    return there or config.secretaries


def away(session: Session, day: date) -> list[Absence]:
    """Return the absences of that day; of two of the same secretary, both."""
    of_the_day = select(Absence).where(Absence.first_day <= day, Absence.last_day >= day, Absence.ended_at.is_(None))
    return list(session.scalars(of_the_day.order_by(Absence.id)))
