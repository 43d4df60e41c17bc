"""What the database drivers say of locks, files and servers, in errors of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from mailbot.errors import DatabaseBusy, DatabaseDamaged, DatabaseUnavailable, MailbotError

BUSY_TIMEOUT_SECONDS = 30
"""So long a transaction waits for another's before it is DatabaseBusy."""
_MEANING: dict[int | str, type[MailbotError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_CANTOPEN: DatabaseUnavailable,
    sqlite3.SQLITE_FULL: DatabaseUnavailable,
    sqlite3.SQLITE_IOERR: DatabaseUnavailable,
    sqlite3.SQLITE_READONLY: DatabaseUnavailable,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseDamaged,
    "25006": DatabaseUnavailable,  # read_only_sql_transaction: the server was put back, another leads
    "25P03": DatabaseUnavailable,  # idle_in_transaction_session_timeout
    "40": DatabaseBusy,  # serialization_failure, deadlock_detected, …
    "55P03": DatabaseBusy,  # lock_not_available
    "08": DatabaseUnavailable,  # the connection broke
    "53": DatabaseUnavailable,  # no connection, memory or room left
    "57": DatabaseUnavailable,  # the server stops, has crashed, or ended our session
    "58": DatabaseUnavailable,  # the server's disk
}
"""SQLite's primary result codes, and PostgreSQL's SQLSTATEs or their classes (the first two signs).

Any other is a fault of ours and goes on as it is."""

_SENTENCE = {
    DatabaseBusy: "another process held the database too long",
    DatabaseDamaged: "the database is damaged: stop mailbot and restore the latest backup",
    DatabaseUnavailable: "the database can't be used: see to its place, rights, disk and server",
}


@contextmanager
def own_errors() -> Iterator[None]:
    """Raise DatabaseBusy, DatabaseUnavailable or DatabaseDamaged for a driver's error that means so."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        meaning = _meaning(cause)
        if meaning is None:
            raise
        raise meaning(f"{_SENTENCE[meaning]} ({cause})") from error


def _meaning(error: BaseException | None) -> type[MailbotError] | None:
    if isinstance(error, sqlite3.Error):
        return _MEANING.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    sqlstate = getattr(error, "sqlstate", "")
    if sqlstate is None:
        return DatabaseUnavailable  # no server answered
    return _MEANING.get(sqlstate, _MEANING.get(sqlstate[:2]))
