"""Kept times that a wrong clock wrote are not believed, in Python as in both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from mailbot.store import plausible_times
from mailbot.store.tables import Message

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
EARLIER, SOON, NEXT_YEAR = NOW - timedelta(days=1), NOW + timedelta(seconds=59), NOW + timedelta(days=365)
BELIEVED = [(None, NOW), (EARLIER, EARLIER), (SOON, SOON), (NEXT_YEAR, NOW)]


@pytest.mark.parametrize(("kept", "believed"), BELIEVED)
def test_time_that_lies_in_the_future_is_not_believed(kept, believed):
    assert (plausible_times.past(kept, NOW) or NOW) == believed


def test_database_believes_what_python_does(database):
    with database.writing() as session:
        for uid, (kept, _) in enumerate(BELIEVED):
            session.add(Message(account="a", folder="f", uidvalidity=1, uid=uid, begun_at=NOW, next_attempt_at=kept))
    with database.reading() as session:
        now = plausible_times.Now("now")
        found = select(plausible_times.past_or_now(Message.next_attempt_at, now)).order_by(Message.uid)
        assert session.scalars(found, now.at(NOW)).all() == [believed for _, believed in BELIEVED]
