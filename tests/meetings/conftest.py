from __future__ import annotations

from collections.abc import Iterator

import pytest

from mailbot.register.initiatives import Desk
from mailbot.store.engine import Database
from tests.databases import sqlite_url
from tests.meetings.builders import a_desk

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
def desk(session) -> Desk:
    return a_desk(session)
