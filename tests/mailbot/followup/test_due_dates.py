from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailbot.followup.due_dates import follow_up_day, months_after
from mailbot.store.tables import Decision
from tests.support.meetings import a_config

DECIDED = datetime(2026, 12, 10, 23, 30, tzinfo=UTC)  # the 11th in Sweden


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 12, 10), 6, date(2027, 6, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2027, 8, 30), 6, date(2028, 2, 29)),
        (date(2026, 1, 1), 11, date(2026, 12, 1)),
    ],
)
def test_months_are_added_and_end_with_the_month(day, months, after):
    assert months_after(day, months) == after


def test_decision_says_the_day_or_else_the_config():
    config = a_config(follow_up={"months": 3})
    assert follow_up_day(config, Decision(applied_at=DECIDED)) == date(2027, 3, 11)
    assert follow_up_day(config, Decision(applied_at=DECIDED, follow_up_on=date(2027, 9, 1))) == date(2027, 9, 1)
