"""Which days a secretary is away: as people write them, and asked about where the year is not plain."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.matters.absence import days_away
from mailbot.intake.triage.orders.desk_orders import DeskVerb, desk_said

JULY = (date(2026, 7, 1), date(2026, 7, 31))
SPRING = date(2026, 4, 10)


def away(words: str, today: date = SPRING) -> tuple[date, date]:
    (order,) = desk_said(f"jag är borta {words}, Eva ersätter").orders
    assert (order.verb, order.text) == (DeskVerb.AWAY, "Eva")
    return days_away(order.days, today)


@pytest.mark.parametrize(
    "words",
    [
        "2026-07-01–2026-07-31",
        "1/7–31/7",
        "1/7 - 31/7",
        "från 1/7 till 31/7",
        "1/7 2026–31/7 2026",
        "1/7–31/7 2026",
        "1 juli–31 juli",
        "från den 1 juli till och med den 31 juli 2026",
        "1:e juli t.o.m. 31:e juli",
    ],
)
def test_days_are_read_as_people_write_them(words):
    assert away(words) == JULY


@pytest.mark.parametrize(
    ("words", "today", "days"),
    [
        ("1/7–31/7", date(2026, 7, 15), JULY),  # she has begun already
        ("1/7–31/7", date(2026, 12, 20), (date(2027, 7, 1), date(2027, 7, 31))),
        ("20/12–7/1", date(2026, 12, 1), (date(2026, 12, 20), date(2027, 1, 7))),
        ("2/1–7/1", date(2026, 12, 1), (date(2027, 1, 2), date(2027, 1, 7))),
    ],
)
def test_days_without_a_year_are_the_next_to_come(words, today, days):
    assert away(words, today) == days


@pytest.mark.parametrize(
    ("words", "today"),
    [
        ("1/7–31/7", date(2026, 8, 5)),  # last month, or in eleven months?
        ("7/13–7/20", SPRING),  # as Americans write it, or a slip
        ("31/6–5/7", SPRING),
        ("20/12–7/1", date(2026, 2, 1)),
    ],
)
def test_days_that_are_none_or_of_an_uncertain_year_are_asked_about(words, today):
    with pytest.raises(CannotDo):
        away(words, today)
