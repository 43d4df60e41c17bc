"""References run on without a gap, whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

import pytest

from mailbot.register.references import next_reference
from mailbot.store.engine import Database
from mailbot.store.tables import Counter

AUTUMN = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def test_references_run_on(database):
    with database.writing() as session:
        taken = [next_reference(session, "OH", AUTUMN) for _ in range(3)]
    assert taken == [("OH-2026-0001", 2026, 1), ("OH-2026-0002", 2026, 2), ("OH-2026-0003", 2026, 3)]


def test_number_over_four_digits_is_written_whole(database):
    with database.writing() as session:
        session.add(Counter(name="reference-2026", value=9999))
        session.flush()
        assert next_reference(session, "OH", AUTUMN) == ("OH-2026-10000", 2026, 10000)


@pytest.mark.parametrize(
    ("received_at", "reference"),
    [("2026-12-31T22:59:59+00:00", "OH-2026-0001"), ("2026-12-31T23:00:00+00:00", "OH-2027-0001")],
)
def test_year_is_stockholms(database, received_at, reference):
    with database.writing() as session:
        assert next_reference(session, "OH", datetime.fromisoformat(received_at))[0] == reference


def test_each_year_begins_at_one(database):
    years = (2026, 2027, 2026)
    with database.writing() as session:
        taken = [next_reference(session, "OH", AUTUMN.replace(year=year))[0] for year in years]
    assert taken == ["OH-2026-0001", "OH-2027-0001", "OH-2026-0002"]


def test_number_of_an_undone_transaction_is_taken_again(database):
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        next_reference(session, "OH", AUTUMN)
        raise ZeroDivisionError
    with database.writing() as session:
        assert next_reference(session, "OH", AUTUMN)[0] == "OH-2026-0001"


@pytest.mark.parametrize("workers", [ThreadPoolExecutor, partial(ProcessPoolExecutor, mp_context=get_context("spawn"))])
def test_no_gap_and_no_double_when_four_take_at_once(database, database_url, workers):
    with workers(4) as pool:
        taken = [number for numbers in pool.map(_take_some, [database_url] * 4) for number in numbers]
    assert sorted(taken) == list(range(1, 81))


def _take_some(url: str) -> list[int]:
    """Take numbers in twenty transactions, with every third one undone first."""
    database = Database(url)
    taken = []
    for attempt in range(20):
        if attempt % 3 == 0:
            with pytest.raises(ZeroDivisionError), database.writing() as session:
                next_reference(session, "OH", AUTUMN)
                raise ZeroDivisionError
        with database.writing() as session:
            taken.append(next_reference(session, "OH", AUTUMN)[2])
    database.close()
    return taken
