"""The database as the rest sees it: one transaction to write, one to read, and its upkeep.

SQLite is the default: a file in WAL mode that survives a power cut. PostgreSQL
works by URL. Errors never show the values of a statement, for they are people's words.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, make_url, select
from sqlalchemy.orm import Session

from mailbot.errors import AlreadyRunning, BackupFailed, DatabaseDamaged, DatabaseUnavailable
from mailbot.store import disk, postgresql, schema_version, sqlite
from mailbot.store.faults import own_errors
from mailbot.store.leader_lock import FileLock, Lock, SessionLock

LEASE = timedelta(minutes=15)
"""So long a worker that may have died keeps what it took to do; handing a letter over takes no longer."""


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
            self._writer = sqlite.engine(self._url)
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

    @property
    def is_one_file(self) -> bool:
        """Whether the database is a file here, as a backup of it is."""
        return self._is_sqlite

    @property
    def folder(self) -> Path | None:
        """Where the file lies; None where a server keeps it."""
        return Path(self._url.database).parent if self._is_sqlite and self._url.database else None

    def is_made(self) -> bool:
        """Whether there is a register to read from; makes nothing."""
        if self._is_sqlite and not (self._url.database and Path(self._url.database).exists()):
            return False
        with own_errors(), self._reader.connect() as connection:
            return schema_version.revision(connection) is not None

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

    def migrate(self, *, leads: bool = False) -> None:
        """Bring the schema to this version's; make the file and its folder where they are missing.

        May be called at every start. Raises DatabaseNewer when a later version
        of mailbot has already changed the schema. A register of an earlier schema is copied first, beside the file
        (SQLite; BackupFailed where there is no room), and AlreadyRunning is raised while anybody works with it;
        `leads` says that this is the caller.
        """
        if self._is_sqlite and self._url.database:
            sqlite.make_private(Path(self._url.database))
        with own_errors():
            if self._is_sqlite:
                sqlite.use_write_ahead_log(self._writer)
            with self._writer.begin() as connection:
                is_earlier = schema_version.waits_for_upgrade(connection)
                if not is_earlier:
                    schema_version.upgrade(connection)
            if is_earlier:
                self._upgrade(leads=leads)

    def _upgrade(self, *, leads: bool) -> None:
        with self._rebuilding() as connection:
            if schema_version.waits_for_upgrade(connection):  # another may have been quicker
                self._prepare_upgrade(leads=leads)
                schema_version.upgrade(connection)

    @contextmanager
    def _rebuilding(self) -> Iterator[Connection]:
        """Give a transaction in which tables may be made anew, also those that others refer to."""
        if not self._is_sqlite:
            with self._writer.begin() as connection:
                yield connection
            return
        engine = sqlite.migrating_engine(self._url)
        try:
            with engine.begin() as connection:
                yield connection
                sqlite.refuse_dangling(connection)
        finally:
            engine.dispose()

    def _prepare_upgrade(self, *, leads: bool) -> None:
        if not leads and self.lock().is_held():
            raise AlreadyRunning(
                f"Another mailbot works with {self}, which is to be brought up to date. Stop all, then start this one."
            )
        if self._is_sqlite:
            # The write lock is ours, so what is copied is what the migrations begin with.
            self.backup(Path(f"{self._url.database}.before-{schema_version.newest()}"))

    def check(self) -> str:
        """Say in one line which schema the database has, after reading through it.

        Raises DatabaseDamaged when SQLite finds a fault in the file, and
        DatabaseNewer as `migrate` does.
        """
        with own_errors(), self._reader.connect() as connection:
            revision = schema_version.revision(connection) or "none yet"
            if self._is_sqlite:
                sqlite.refuse_damage(
                    connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one(), str(self._url.database)
                )
        return f"{self}, schema {revision}"

    def backup(self, target: Path) -> None:
        """Copy the database, as it is at this moment, to `target`, while others go on writing.

        The copy is checked and safe on the disk before it takes the place of
        what `target` was. Raises BackupFailed where it can't be written.

        PostgreSQL has its own tool, which the operator calls: then `target` is only checked, and
        BackupFailed says how to call it where there is no such file, or what is wrong with it.
        """
        if not self._is_sqlite:
            postgresql.check_dump(self._url, target)
            return
        try:
            with disk.replacing(target) as file, own_errors():
                sqlite.copy_to(self._writer, file)
        except OSError as error:
            raise BackupFailed(
                f"{target}: {error.strerror}. Name a file in a folder that mailbot may write."
            ) from error

    def restore(self, source: Path) -> None:
        """Put a backup in the place of what is there, in one step, after it was read through.

        For the one that leads alone. What was there is kept beside it. BackupFailed where `source` is no backup of
        this version's or an earlier one's, and on PostgreSQL, which has its own tool.
        """
        if not self._is_sqlite:
            postgresql.check_dump(self._url, source)
            raise BackupFailed(f"{source} can be read. {postgresql.restoring(self._url, source)}")
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
        with own_errors():
            sqlite.copy_from(source, self._writer)
        self.migrate(leads=True)

    def reserve(self) -> None:
        """Lay room aside on the disk for what must be written later, whatever fills the disk until then.

        May be called again; costs nothing where the room is there. DatabaseUnavailable where the disk is too full.
        PostgreSQL's server keeps its own room.
        """
        if self._reserve is not None:
            disk.lay_aside(self._reserve)

    def use_reserve(self) -> None:
        """Give the room that `reserve` laid aside to whatever is written next."""
        if self._reserve is not None:
            self._reserve.unlink(missing_ok=True)

    def close(self) -> None:
        """Close every connection. The database can be used again after."""
        self._writer.dispose()
