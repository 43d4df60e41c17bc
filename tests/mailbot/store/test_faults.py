"""A database server that crashes, stops, or has no connection left is away: no fault of whatever mail is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError

from mailbot.errors import DatabaseBusy, DatabaseUnavailable
from mailbot.store.engine import Database
from tests.support.servers.postgresql import PostgreSQL
from tests.support.waiting import wait_for

_CONNECTIONS = 8


@pytest.fixture(scope="module")
def server(postgresql_server) -> Iterator[PostgreSQL]:
    """A server that may be killed, with few connections."""
    with PostgreSQL(f"-c max_connections={_CONNECTIONS} -c superuser_reserved_connections=0") as server:
        yield server


@pytest.fixture
def database(server) -> Iterator[Database]:
    with closing(Database(server.new_database())) as database:
        database.migrate()
        yield database


def process(session) -> int:
    return session.execute(text("SELECT pg_backend_pid()")).scalar_one()


def works(database: Database) -> bool:
    try:
        with database.writing() as session:
            session.execute(text("SELECT 1"))
    except DatabaseUnavailable:
        return False
    return True


@pytest.mark.parametrize("what", ["another session crashed", "the server was killed", "a session was ended"])
def test_session_that_ends_is_unavailable_and_the_database_works_again(server, database, what):
    with closing(Database(str(database))) as another, pytest.raises(DatabaseUnavailable), database.writing() as session:
        ours = process(session)
        if what == "another session crashed":
            with pytest.raises(DatabaseUnavailable), another.writing() as victim:
                server.crash_session(process(victim))
                asked_until_it_fails(victim)
        elif what == "the server was killed":
            server.kill()
            server.start()
        else:
            with another.writing() as other:
                other.execute(text("SELECT pg_terminate_backend(:one)"), {"one": ours})
        asked_until_it_fails(session)
    wait_for(lambda: works(database))


def asked_until_it_fails(session) -> None:
    while True:
        session.execute(text("SELECT 1"))


def test_server_without_a_connection_left_is_unavailable_and_works_again(database):
    assert not works_beside_all_connections(database)
    wait_for(lambda: works(database))


def works_beside_all_connections(database: Database) -> bool:
    with ExitStack() as stack:
        others = [stack.enter_context(closing(Database(str(database)))) for _ in range(_CONNECTIONS)]
        taken = 0
        database.close()
        for other in others:
            try:
                stack.enter_context(other.reading()).execute(text("SELECT 1"))
                taken += 1
            except DatabaseUnavailable:
                break
        assert taken >= 1
        return works(database)


@pytest.mark.parametrize(
    ("sqlstate", "meaning"),
    [
        ("08006", DatabaseUnavailable),  # connection_failure
        ("25006", DatabaseUnavailable),  # read_only_sql_transaction
        ("25P03", DatabaseUnavailable),  # idle_in_transaction_session_timeout
        ("40P01", DatabaseBusy),  # deadlock_detected
        ("53100", DatabaseUnavailable),  # disk_full
        ("53200", DatabaseUnavailable),  # out_of_memory
        ("53300", DatabaseUnavailable),  # too_many_connections
        ("55P03", DatabaseBusy),  # lock_not_available
        ("57014", DatabaseUnavailable),  # query_canceled
        ("57P02", DatabaseUnavailable),  # crash_shutdown
        ("58030", DatabaseUnavailable),  # io_error
        ("22001", DataError),  # string_data_right_truncation: a fault of ours
    ],
)
def test_what_the_server_says_of_itself_is_no_fault_of_the_mail(postgresql_url, sqlstate, meaning):
    with closing(Database(postgresql_url)) as database, pytest.raises(meaning), database.writing() as session:
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END $$"))
