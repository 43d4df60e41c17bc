"""SQLite: how it is opened, and copied while others write.

Transactions follow SQLAlchemy's recipe: the driver begins nothing by itself, so that
savepoints, reads and DDL are part of ours.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Compiled, Connection, Dialect, Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.util import LRUCache

from mailbot.errors import DatabaseDamaged
from mailbot.store.faults import BUSY_TIMEOUT_SECONDS

_WAL_PAUSE_SECONDS = 0.02
_COMPILED = 1000
"""Statements at most: more than there are."""


def engine(url: URL) -> Engine:
    """Return an engine for the file that waits where another process writes, and syncs what it commits.

    All files of a process share its statements as they were compiled: they are two megabytes.
    """
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}, hide_parameters=True)
    engine.dialect, compiled = _shared()  # what is compiled is found by its dialect, which else each engine has its own
    engine.update_execution_options(compiled_cache=compiled)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@cache
def _shared() -> tuple[Dialect, LRUCache[Any, Compiled]]:
    """Return a dialect that has been told what this SQLite can do, and the statements compiled for it."""
    memory = create_engine("sqlite://")
    memory.connect().close()
    memory.dispose()
    return memory.dialect, LRUCache(_COMPILED)


def migrating_engine(url: URL) -> Engine:
    """Return an engine that lets a table be made anew to which others refer; ask `refuse_dangling` at the end."""
    migrating = engine(url)
    event.listen(migrating, "connect", lambda connection, _record: connection.execute("PRAGMA foreign_keys = OFF"))
    return migrating


def refuse_dangling(connection: Connection) -> None:
    """Raise DatabaseDamaged where a row refers to one that is not there."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if found is not None:
        raise DatabaseDamaged(f"the register could not be brought up to date: {found[0]} refers to {found[2]} in vain.")


def make_private(file: Path) -> None:
    """Make the file and its folder where they are missing: its owner's alone, whatever the umask."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # it is there already, or SQLite will say in its own words what is wrong
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def use_write_ahead_log(engine: Engine) -> None:
    """Switch the file to WAL, which it remembers; that can't be done inside a transaction.

    SQLite refuses at once where another process is doing the same, so the waiting is done here.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    with closing(engine.raw_connection()) as connection:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_WAL_PAUSE_SECONDS)
            else:
                return


def copy_to(engine: Engine, target: Path) -> None:
    """Copy the database, as it is now, to a file that has no others beside it; DatabaseDamaged where it is."""
    with closing(engine.raw_connection()) as source, closing(sqlite3.connect(target)) as copy:
        _driver(source).backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        refuse_damage(copy.execute("PRAGMA quick_check(1)").fetchone()[0], str(target))


def copy_from(source: Path, engine: Engine) -> None:
    """Put what a file holds in the place of the database, in one step."""
    with closing(sqlite3.connect(source)) as copy, closing(engine.raw_connection()) as ours:
        copy.backup(_driver(ours))


def _driver(connection: PoolProxiedConnection) -> sqlite3.Connection:
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def refuse_damage(verdict: str, name: str) -> None:
    """Raise DatabaseDamaged where SQLite's check of the file says anything but «ok»."""
    if verdict != "ok":
        raise DatabaseDamaged(f"{name} is damaged ({verdict}). Stop mailbot and restore the latest backup.")


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing: `_begin` does
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a lock that is taken late fails at once where another wrote meanwhile."""
    read_only = connection.get_execution_options().get("read_only", False)
    if connection.info.get("read_only") is not read_only:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
        connection.info["read_only"] = read_only
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
