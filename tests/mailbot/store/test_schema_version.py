"""The migrations make exactly the tables that the code describes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from mailbot.errors import DatabaseNewer
from mailbot.store import schema_version
from mailbot.store.columns import Base
from mailbot.store.engine import Database
from tests.support.rows import add_event, moment


def test_migrated_database_equals_metadata(database):
    with database.reading() as session:
        context = MigrationContext.configure(session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_migrated_database_has_every_check_of_metadata(database, sqlite_url):
    """Alembic compares no check constraints, so they are compared here, as the database tells them."""
    with database.writing() as session:
        migrated = _checks(session.connection())
        Base.metadata.drop_all(session.connection())
        Base.metadata.create_all(session.connection())
        assert migrated == _checks(session.connection())


def _checks(connection: Connection) -> dict[str, Any]:
    inspector = inspect(connection)
    return {
        table: sorted((check["name"], check["sqltext"]) for check in inspector.get_check_constraints(table))
        for table in Base.metadata.tables
    }


def test_files_of_migrations_are_named_in_alembics_order():
    scripts = ScriptDirectory(str(schema_version._MIGRATIONS)).walk_revisions()
    assert schema_version._known() == [script.revision for script in scripts][::-1]


def test_migrate_again_changes_nothing(database):
    database.migrate()
    assert database.check().endswith(f", schema {schema_version.newest()}")


def test_migrate_from_many_threads_at_once_takes_turns(database_url):
    def migrate(_: int) -> str:
        database = Database(database_url)
        database.migrate()
        found = database.check()[-4:]
        database.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(migrate, range(4))) == [schema_version.newest()] * 4


@pytest.mark.parametrize("change", ["UPDATE events SET subject = 'x'", "DELETE FROM events"])
def test_event_is_neither_changed_nor_removed(database, change):
    with database.writing() as session:
        add_event(session, moment())
    with pytest.raises(DBAPIError, match="events are never changed or removed"), database.writing() as session:
        session.execute(text(change))
    with database.reading() as session:
        assert session.execute(text("SELECT subject FROM events")).scalars().all() == ["OH-2026-0001"]


def test_events_are_not_emptied_at_once(postgresql_url):
    database = Database(postgresql_url)
    database.migrate()
    with pytest.raises(DBAPIError, match="events are never changed or removed"), database.writing() as session:
        session.execute(text("TRUNCATE events"))
    database.close()


def test_migrate_of_a_later_schema_is_refused(database_url):
    database = Database(database_url)
    database.migrate()
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for call in (database.migrate, database.check):
        with pytest.raises(DatabaseNewer, match="schema 9999"):
            call()
    database.close()
