"""One leads; who led before commits nothing more, and is ended where it stands."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from mailbot.errors import AlreadyRunning, DatabaseUnavailable, NotLeading
from mailbot.jobs.leading import Leadership
from mailbot.store import lead
from mailbot.store.engine import Database
from mailbot.store.lead import Leader
from mailbot.store.tables import Lead
from tests.support.waiting import PATIENCE, wait_for

NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@contextmanager
def member(url: str) -> Iterator[Leadership]:
    database = Database(url)
    database.migrate()
    leadership = Leadership(database, Leader(database.name, "vm, process 7", "0.1", "CET +0100", "ab"), lambda: NOW)
    yield leadership
    leadership.lock.release()
    database.close()


def change(leadership: Leadership) -> None:
    """Change something as the leader does: in a transaction that asks first."""
    with leadership.database.writing() as session:
        leadership.check(lead.turn(session))
        session.execute(text("INSERT INTO settings (name, value) VALUES ('changed', 'x')"))


def changes(leadership: Leadership) -> int:
    with leadership.database.reading() as session:
        return session.execute(text("SELECT count(*) FROM settings WHERE name = 'changed'")).scalar_one()


def test_leader_is_entered_and_the_others_are_not_let_in(database_url):
    with member(database_url) as first, member(database_url) as second:
        with first.alone():
            assert (first.held, first.epoch, second.take()) == (True, 1, False)
            with first.database.reading() as session:
                row = session.scalars(select(Lead)).one()
            assert (row.worker, row.host, row.version) == (first.member.name, "vm, process 7", "0.1")
            assert (row.time_zone, row.thread_key, row.since) == ("CET +0100", "ab", NOW)
            with pytest.raises(AlreadyRunning, match="vm, process 7"), second.alone():
                pass
        with second.alone():
            assert (first.held, second.held, second.epoch) == (False, True, 2)


def test_second_starts_only_where_it_can_stand_by(sqlite_url, postgresql_url):
    with member(sqlite_url) as first, member(sqlite_url) as second, first.alone(), pytest.raises(AlreadyRunning):
        second.start()
    with member(postgresql_url) as first, member(postgresql_url) as second, first.alone():
        assert second.start() is False


def test_who_led_before_changes_nothing_more_though_it_never_heard_of_it(database_url):
    with member(database_url) as old, member(database_url) as new:
        assert old.take()
        change(old)
        old.lock.release()  # as if its connection had been cut: it believes that it leads
        assert old.held
        assert new.take()
        with pytest.raises(NotLeading):
            change(old)
        assert changes(new) == 1
        old.look(lambda: None)
        assert (old.epoch, old.held) == (0, False)


def test_who_does_not_lead_changes_nothing(database_url):
    with member(database_url) as leadership:
        with pytest.raises(NotLeading):
            change(leadership)
        assert changes(leadership) == 0


def test_open_transaction_of_who_led_before_is_undone(postgresql_url):
    """It holds the row that all ask for, and no word of it may ever come."""
    with member(postgresql_url) as old, member(postgresql_url) as new:
        assert old.take()
        inside, go_on, refused = threading.Event(), threading.Event(), []

        def stall() -> None:
            try:
                with old.database.writing() as session:
                    old.check(lead.turn(session))
                    session.execute(text("INSERT INTO settings (name, value) VALUES ('changed', 'x')"))
                    inside.set()
                    go_on.wait(PATIENCE)
            except DatabaseUnavailable as error:
                refused.append(error)

        thread = threading.Thread(target=stall)
        thread.start()
        inside.wait(PATIENCE)
        old.lock.release()
        assert new.take()
        go_on.set()
        thread.join()
        assert (len(refused), changes(new)) == (1, 0)


@pytest.mark.usefixtures("silence_ends_a_lead")
def test_silent_leader_loses_the_lock_and_the_next_one_leads(postgresql_url):
    """Its process stands still, and its connection with it: nothing is closed."""
    with member(postgresql_url) as silent, member(postgresql_url) as next_one:
        assert silent.take()
        began = time.monotonic()
        with next_one.kept():
            wait_for(lambda: next_one.held)
        print(f"led after {time.monotonic() - began:.1f} s of silence")
        assert not silent.held


def test_leader_that_stops_leaves_nobody_to_be_cut_off(database_url):
    with member(database_url) as leadership:
        with leadership.alone():
            pass
        with leadership.database.reading() as session:
            assert lead.leader(session).worker == ""
