from __future__ import annotations

from datetime import date, timedelta

import pytest

from mailbot.followup.celebrating.periods import Period, in_words, last_ended


@pytest.mark.parametrize(
    ("rhythm", "today", "days"),
    [
        ("monthly", date(2027, 3, 1), (date(2027, 2, 1), date(2027, 2, 28))),
        ("monthly", date(2027, 1, 31), (date(2026, 12, 1), date(2026, 12, 31))),
        ("quarterly", date(2027, 3, 31), (date(2026, 10, 1), date(2026, 12, 31))),
        ("quarterly", date(2027, 4, 1), (date(2027, 1, 1), date(2027, 3, 31))),
        ("half_yearly", date(2028, 7, 1), (date(2028, 1, 1), date(2028, 6, 30))),
        ("half_yearly", date(2028, 6, 30), (date(2027, 7, 1), date(2027, 12, 31))),
    ],
)
def test_newest_period_that_is_over(rhythm, today, days):
    assert last_ended(rhythm, today) == Period(*days)


def test_no_period_where_the_rhythm_is_off():
    assert last_ended("off", date(2027, 4, 1)) is None


@pytest.mark.parametrize("rhythm", ["monthly", "quarterly", "half_yearly"])
def test_periods_follow_each_other_without_a_gap(rhythm):
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(800)]
    found = list(dict.fromkeys(last_ended(rhythm, day) for day in days))
    assert [(one.last_day + timedelta(days=1)) for one in found[:-1]] == [one.first_day for one in found[1:]]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 1, 1), date(2027, 3, 31), "januari–mars 2027"),
        (date(2027, 2, 1), date(2027, 2, 28), "februari 2027"),
        (date(2026, 10, 1), date(2027, 3, 31), "oktober 2026–mars 2027"),
        (date(2027, 1, 1), date(2027, 3, 14), "1 januari–14 mars 2027"),
        (date(2027, 3, 14), date(2027, 3, 14), "14 mars 2027"),
        (date(2027, 3, 1), date(2027, 3, 14), "1 mars–14 mars 2027"),
    ],
)
def test_period_in_words(first, last, said):
    assert in_words(Period(first, last)) == said
