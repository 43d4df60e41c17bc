"""The leader's lock: one holder, gone with it, and seen from outside."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from mailbot.errors import DatabaseUnavailable
from mailbot.store.engine import Database


@pytest.fixture
def two(database_url):
    databases = [Database(database_url) for _ in range(2)]
    databases[0].migrate()
    locks = [database.lock() for database in databases]
    yield locks
    for lock, database in zip(locks, databases, strict=True):
        lock.release()
        database.close()


def test_lock_has_one_holder_and_whoever_asks_is_told(two):
    first, second = two
    assert (first.is_held(), second.is_held()) == (False, False)
    assert (first.take(), second.take()) == (True, False)
    assert (first.is_held(), second.is_held()) == (True, True)
    first.keep()
    first.release()
    assert (first.is_held(), second.take()) == (False, True)


def test_lock_taken_again_by_its_holder_is_still_one(two):
    first, second = two
    assert (first.take(), first.take(), second.take()) == (True, True, False)
    first.release()
    first.release()
    assert not second.is_held()


def test_session_lock_is_let_go_of_before_the_server_reads_that_its_holder_hung_up(postgresql_url, monkeypatch):
    database = Database(postgresql_url)
    first, second = database.lock(), database.lock()
    first.take()
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "close", lambda _: None)
        first.release()
    assert second.take()
    second.release()
    database.close()


def test_lock_file_lies_beside_the_database_for_its_owner_alone(sqlite_url, tmp_path):
    database = Database(sqlite_url)
    database.migrate()
    lock = database.lock()
    lock.take()
    assert (tmp_path / "mailbot.db.lock").stat().st_mode & 0o777 == 0o600
    lock.release()


def test_lock_file_that_can_not_be_made_is_an_error_with_its_path(tmp_path):
    lock = Database(f"sqlite:///{tmp_path}/missing/mailbot.db").lock()
    with pytest.raises(DatabaseUnavailable, match=r"missing/mailbot\.db\.lock can't be opened"):
        lock.take()


def test_session_lock_that_is_gone_is_an_error_when_kept(postgresql_url):
    lock = Database(postgresql_url).lock()
    with pytest.raises(DatabaseUnavailable):
        lock.keep()
