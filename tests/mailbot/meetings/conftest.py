from __future__ import annotations

from collections.abc import Iterator

import pytest

from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.engine import Database
from tests.support.databases import sqlite_url
from tests.support.meetings import a_unit_of_work

__all__ = ["sqlite_url"]


@pytest.fixture
def session(sqlite_url: str) -> Iterator:
    """A transaction on a migrated SQLite database, committed at the end."""
    database = Database(sqlite_url)
    database.migrate()
    with database.writing() as session:
        yield session
    database.close()


@pytest.fixture
def work(session) -> UnitOfWork:
    return a_unit_of_work(session)
