"""The lock of one database, for whoever leads: it ends with the process that holds it, however that ends."""

from __future__ import annotations

import fcntl
import math
import time
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from mailbot.errors import DatabaseUnavailable
from mailbot.primitives.private_files import private
from mailbot.store.faults import own_errors

_SILENCE_SECONDS = 8
"""After so long without a word PostgreSQL ends the holder's session, and so the lock, whatever became of the holder."""
_TRIES, _PAUSE_SECONDS = 5, 0.05
_KEY = int.from_bytes(b"leads")


class Lock(Protocol):
    """Held by one process at a time. Every method raises DatabaseUnavailable where the lock can't be had or asked."""

    @property
    def patience(self) -> float:
        """For how many seconds after its last `keep` the holder may believe that it still holds it."""

    @property
    def is_shared(self) -> bool:
        """Whether several workers may work with the database, of which one holds the lock."""

    def take(self) -> bool:
        """Take it, unless another holds it."""

    def keep(self) -> None:
        """Say that the holder lives; DatabaseUnavailable where the lock is gone."""

    def release(self) -> None:
        """Let go of it. May be called when it is not held."""

    def is_held(self) -> bool:
        """Whether anybody holds it, in this process or another."""

    def cut_off(self, name: str) -> None:
        """End what sessions of this name are left, and undo what they have begun; only the holder may."""


class FileLock:
    """A lock beside SQLite's file, whatever path leads there."""

    patience = math.inf
    is_shared = False

    def __init__(self, database: Path) -> None:
        real = database.resolve()
        self._path = real.with_name(f"{real.name}.lock")
        self._file: TextIOWrapper | None = None

    def take(self) -> bool:
        """Take it, unless another holds it."""
        self.release()
        for _ in range(_TRIES):
            self._file = self._locked()
            if self._file is not None:
                return True
            time.sleep(_PAUSE_SECONDS)  # it may only have been asked whether it is held
        return False

    def _locked(self) -> TextIOWrapper | None:
        try:
            file = open(self._path, "w", encoding="ascii", opener=private)  # noqa: SIM115 - kept open: that is the lock
        except OSError as error:
            raise DatabaseUnavailable(f"{self._path} can't be opened: {error.strerror}.") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file

    def keep(self) -> None:
        """Say nothing: the system knows who lives."""

    def release(self) -> None:
        """Let go of it."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def is_held(self) -> bool:
        """Whether anybody holds it."""
        file = self._locked()
        if file is not None:
            file.close()
        return file is None

    def cut_off(self, name: str) -> None:
        """End nothing: whoever held the lock is dead."""


class SessionLock:
    """An advisory lock of PostgreSQL's, in a session that does nothing else."""

    patience = 0.75 * _SILENCE_SECONDS
    is_shared = True

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._session: Connection | None = None

    def take(self) -> bool:
        """Take it, unless another holds it."""
        self.release()
        with own_errors():
            session = self._engine.connect()
            try:
                session.execute(_END_IN_SILENCE, {"after": f"{_SILENCE_SECONDS}s"})
                taken = bool(session.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}))
            except BaseException:
                session.close()
                raise
        if not taken:
            session.close()
            return False
        self._session = session
        return True

    def keep(self) -> None:
        """Say that the holder lives."""
        if self._session is None:
            raise DatabaseUnavailable("the leader's lock is not held")
        with own_errors():
            self._session.execute(text("SELECT 1"))

    def release(self) -> None:
        """Let go of it, then hang up: that alone would free it only when the server comes to read it."""
        session, self._session = self._session, None
        if session is None:
            return
        with suppress(Exception), session:  # it may be broken already
            if not session.invalidated:
                session.execute(_UNLOCK, {"key": _KEY})

    def is_held(self) -> bool:
        """Whether anybody holds it."""
        with own_errors(), self._engine.connect() as session:
            return bool(session.scalar(_IS_HELD, {"high": _KEY >> 32, "low": _KEY & 0xFFFFFFFF}))

    def cut_off(self, name: str) -> None:
        """End the sessions: one may hold a row that no word from its worker will ever free."""
        assert self._session is not None
        with own_errors():
            self._session.execute(_END_SESSIONS, {"name": name})


_END_IN_SILENCE = text("SELECT set_config(name, :after, false) FROM pg_settings WHERE name = 'idle_session_timeout'")
"""From version 14 on; before, what the network says of a connection must do."""
_UNLOCK = text("SELECT pg_advisory_unlock(:key)")
_IS_HELD = text(
    "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND granted AND datname = current_database() "
    "AND classid = :high AND objid = :low AND objsubid = 1)"
)
_END_SESSIONS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE application_name = :name AND datname = current_database() AND usename = current_user"
)
