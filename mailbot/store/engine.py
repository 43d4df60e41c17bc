"""The database as the rest sees it: one transaction to write, one to read, and its upkeep.

SQLite is the default: a file in WAL mode that survives a power cut. PostgreSQL
works by URL. Transactions follow SQLAlchemy's recipe for SQLite: the driver
begins nothing by itself, so that savepoints, reads and DDL are part of ours.
Errors never show the values of a statement, for they are people's words.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.orm import Session

from mailbot.errors import BackupFailed, DatabaseDamaged, DatabaseUnavailable
from mailbot.store import postgresql, schema
from mailbot.store.faults import own_errors
from mailbot.store.locks import FileLock, Lock, SessionLock

BUSY_TIMEOUT_SECONDS = postgresql.BUSY_TIMEOUT_SECONDS
LEASE = timedelta(minutes=15)
"""So long a worker that may have died keeps what it took to do; handing a letter over takes no longer."""
RESERVE_BYTES = 1_000_000
"""Enough to write down what became of some letters, audit events and all."""
_WAL_PAUSE_SECONDS = 0.02


class Database:
    """A database by its SQLAlchemy URL. Nothing is opened before the first use; safe to share between threads.

    Every method raises DatabaseBusy when another process holds the lock for
    more than 30 seconds, and DatabaseUnavailable when there is no reaching it.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._reserve = Path(f"{self._url.database}.reserve") if self._is_sqlite else None
        self.name = f"mailbot-{secrets.token_hex(6)}"
        """What our sessions are called, unlike any other process's."""
        if self._is_sqlite:
            self._writer = _sqlite_engine(self._url)
            self._reader = self._writer.execution_options(read_only=True)
        else:
            self._writer = postgresql.engine(self._url, self.name)
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def __str__(self) -> str:
        return self._url.render_as_string(hide_password=True)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose work is one transaction: committed at the end, undone by an exception.

        One at a time, whatever process it is in: so what was read there is still true when it is
        written. SQLite takes its write lock at the first statement; on PostgreSQL `lead.turn` does that.
        """
        with own_errors(), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the database and can't change it."""
        with own_errors(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    def is_made(self) -> bool:
        """Whether there is a register to read from; makes nothing."""
        if self._is_sqlite and not (self._url.database and Path(self._url.database).exists()):
            return False
        with own_errors(), self._reader.connect() as connection:
            return schema.revision(connection) is not None

    def lock(self) -> Lock:
        """Return the lock of whoever leads, not taken yet."""
        if self._is_sqlite:
            return FileLock(Path(self._url.database or ""))
        return SessionLock(postgresql.lock_engine(self._url, self.name))

    def shared_time(self, session: Session, ours: datetime) -> datetime:
        """Return the time by the clock that all workers of this database share; `ours` where we are the only one."""
        return ours if self._is_sqlite else session.execute(select(func.clock_timestamp())).scalar_one()

    @property
    def lease(self) -> timedelta:
        """How long what a worker took to do is left to it. With SQLite the others are dead: there is one at a time."""
        return timedelta(0) if self._is_sqlite else LEASE

    def migrate(self) -> None:
        """Bring the schema to this version's; make the file and its folder where they are missing.

        May be called at every start. Raises DatabaseNewer when a later version
        of mailbot has already changed the schema.
        """
        if self._is_sqlite and self._url.database:
            Path(self._url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(Path(self._url.database))
        with own_errors():
            if self._is_sqlite:
                self._use_write_ahead_log()
            with self._writer.begin() as connection:
                schema.upgrade(connection)

    def check(self) -> str:
        """Say in one line which schema the database has, after reading through it.

        Raises DatabaseDamaged when SQLite finds a fault in the file, and
        DatabaseNewer as `migrate` does.
        """
        with own_errors(), self._reader.connect() as connection:
            revision = schema.revision(connection) or "none yet"
            if self._is_sqlite:
                _refuse_damage(
                    connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one(), str(self._url.database)
                )
        return f"{self}, schema {revision}"

    def backup(self, target: Path) -> None:
        """Copy the database, as it is at this moment, to `target`, while others go on writing.

        The copy is checked and safe on the disk before it takes the place of
        what `target` was. Raises BackupFailed where it can't be written, and
        on PostgreSQL, which has its own tool.
        """
        if not self._is_sqlite:
            raise BackupFailed("PostgreSQL is backed up by its own tool: pg_dump --format=custom --file=FILE DATABASE")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            os.close(handle)
            with _removed_on_error(Path(name)):
                self._copy_to(Path(name))
                _sync(Path(name))
                Path(name).replace(target)
                _sync(target.parent)
        except OSError as error:
            raise BackupFailed(
                f"{target}: {error.strerror}. Name a file in a folder that mailbot may write."
            ) from error

    def restore(self, source: Path) -> None:
        """Put a backup in the place of what is there, in one step, after it was read through.

        What was there is kept beside it. BackupFailed where `source` is no backup of this version's or an earlier
        one's, and on PostgreSQL, which has its own tool.
        """
        if not self._is_sqlite:
            raise BackupFailed("PostgreSQL is restored by its own tool: pg_restore --clean --dbname=DATABASE FILE")
        kept = Database(f"sqlite:///{source}")
        try:
            if not source.is_file() or not kept.is_made():
                raise BackupFailed(f"{source} is no backup of mailbot's register.")
            kept.check()
        except (DatabaseDamaged, DatabaseUnavailable) as error:
            raise BackupFailed(f"{source} is no backup that can be used: {error}") from error
        finally:
            kept.close()
        self.backup(Path(f"{self._url.database}.before-restore"))
        with own_errors(), closing(sqlite3.connect(source)) as copy, closing(self._writer.raw_connection()) as ours:
            driver = ours.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            copy.backup(driver)
        self.migrate()

    def reserve(self) -> None:
        """Lay room aside on the disk for what must be written later, whatever fills the disk until then.

        May be called again; costs nothing where the room is there. DatabaseUnavailable where the disk is too full.
        PostgreSQL's server keeps its own room.
        """
        if self._reserve is not None:
            with _full_disk():
                _allocate(self._reserve, RESERVE_BYTES)

    def use_reserve(self) -> None:
        """Give the room that `reserve` laid aside to whatever is written next."""
        if self._reserve is not None:
            self._reserve.unlink(missing_ok=True)

    def close(self) -> None:
        """Close every connection. The database can be used again after."""
        self._writer.dispose()

    def _use_write_ahead_log(self) -> None:
        """Switch the file to WAL, which it remembers; that can't be done inside a transaction.

        SQLite refuses at once where another process is doing the same, so the waiting is done here.
        """
        deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
        with closing(self._writer.raw_connection()) as connection:
            while True:
                try:
                    connection.cursor().execute("PRAGMA journal_mode = WAL")
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
                    time.sleep(_WAL_PAUSE_SECONDS)
                else:
                    return

    def _copy_to(self, target: Path) -> None:
        with (
            own_errors(),
            closing(self._writer.raw_connection()) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            driver = source.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing left beside it
            _refuse_damage(copy.execute("PRAGMA quick_check(1)").fetchone()[0], str(target))


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(file: Path) -> None:
    """Make the file, readable by its owner alone, whatever its folder and the umask; SQLite's other files follow it."""
    with suppress(OSError):  # it is there already, or SQLite will say in its own words what is wrong
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing: `_begin_sqlite` does
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a lock that is taken late fails at once where another wrote meanwhile."""
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if read_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _refuse_damage(verdict: str, name: str) -> None:
    if verdict != "ok":
        raise DatabaseDamaged(f"{name} is damaged ({verdict}). Stop mailbot and restore the latest backup.")


def _allocate(path: Path, size: int) -> None:
    """Have the disk give the file its bytes now, not when they are written."""
    if path.exists() and path.stat().st_size == size:
        return
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(handle, 0, size)
    except OSError:
        path.unlink(missing_ok=True)  # half of it is no reserve
        raise
    finally:
        os.close(handle)


@contextmanager
def _full_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DatabaseUnavailable(
            f"the disk has no room left for the database ({error.strerror}): make some"
        ) from error


@contextmanager
def _removed_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _sync(path: Path) -> None:
    """Have the disk hold what was written to a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
