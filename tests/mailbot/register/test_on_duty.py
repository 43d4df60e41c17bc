"""Who gets what is for the secretaries: those who are there, and deputies of those who are not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailbot.register.on_duty import on_duty
from mailbot.store.tables import Absence
from tests.support.meetings import a_config

ANNA, BO, EVA = "anna.ek@region.example", "bo.lund@region.example", "eva.ros@region.example"
CONFIG = a_config(
    secretaries=[
        {"name": "Anna Ek", "address": ANNA},
        {"name": "Bo Lund", "address": BO},
        {"name": "Eva Ros", "address": EVA, "deputy": True},
    ]
)


def absent(address: str, deputy: str, *, ended: bool = False) -> Absence:
    first, last = date(2026, 7, 1), date(2026, 7, 31)
    ended_at = datetime(2026, 6, 30, 9, tzinfo=UTC) if ended else None
    return Absence(address=address, deputy=deputy, first_day=first, last_day=last, ended_at=ended_at)


@pytest.mark.parametrize(
    ("absences", "now", "there"),
    [
        ([], "2026-07-10T12:00Z", [ANNA, BO]),
        ([absent(ANNA, EVA)], "2026-07-10T12:00Z", [BO, EVA]),
        ([absent(ANNA, EVA)], "2026-06-30T21:00Z", [ANNA, BO]),
        ([absent(ANNA, EVA)], "2026-06-30T23:00Z", [BO, EVA]),  # the first of July in Sweden
        ([absent(ANNA, EVA)], "2026-07-31T23:00Z", [ANNA, BO]),
        ([absent(ANNA, EVA, ended=True)], "2026-07-10T12:00Z", [ANNA, BO]),
        ([absent(ANNA, BO)], "2026-07-10T12:00Z", [BO]),
        ([absent(ANNA, BO), absent(BO, EVA)], "2026-07-10T12:00Z", [EVA]),
        ([absent(ANNA, BO), absent(BO, ANNA)], "2026-07-10T12:00Z", [ANNA, BO, EVA]),  # nobody would be left
    ],
)
def test_those_who_are_there_get_what_is_for_secretaries(database, absences, now, there):
    with database.writing() as session:
        for one in absences:
            session.merge(one)
        session.flush()
        found = on_duty(session, CONFIG, datetime.fromisoformat(now))
    assert [secretary.address for secretary in found] == there
