"""How PostgreSQL is reached: so that a connection that is cut is noticed, at both ends, within seconds."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, NullPool, create_engine

from mailbot.errors import BackupFailed, NotInstalled
from mailbot.store.faults import BUSY_TIMEOUT_SECONDS
from mailbot.store.tables import Letter

_CLIENT = {
    "connect_timeout": 10,
    "keepalives_idle": 3,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 7000,  # milliseconds
}
"""How we notice that the server is gone."""
_SERVER = {
    "lock_timeout": f"{BUSY_TIMEOUT_SECONDS}s",
    "tcp_keepalives_idle": "3",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "7s",
    "idle_in_transaction_session_timeout": "5min",  # longer than a frozen agenda takes
}
"""How the server notices that we are gone, and frees what we have locked."""


def check_dump(url: URL, file: Path) -> None:
    """Read through what pg_dump has written; BackupFailed where it is not there, broken, or not of mailbot's register.

    What pg_restore makes of the whole is thrown away: a file that was cut off ends it.
    """
    if not file.exists():
        raise BackupFailed(f"PostgreSQL is backed up by its own tool. {_dumping(url, file)}")
    held = set(re.findall(r" TABLE DATA \S+ (\S+) ", _restored("--list", str(file))))
    lacking = {*Letter.metadata.tables, "alembic_version"} - held
    if lacking:
        raise BackupFailed(f"{file} is no whole backup of mailbot's register: it lacks {', '.join(sorted(lacking))}.")
    _restored(f"--file={os.devnull}", str(file))


def _restored(*arguments: str) -> str:
    try:
        done = subprocess.run(["pg_restore", *arguments], check=True, capture_output=True, text=True)  # noqa: S603, S607 - PostgreSQL's own, wherever it is installed
    except FileNotFoundError:
        raise BackupFailed(
            "pg_restore is missing, and nothing else can read the file: install postgresql-client."
        ) from None
    except subprocess.CalledProcessError as error:
        raise BackupFailed(f"{arguments[-1]} can't be read: {error.stderr.strip()}") from error
    return done.stdout


def _dumping(url: URL, file: Path) -> str:
    call = ["pg_dump", "--format=custom", f"--file={file}", f"--dbname={_plain(url)}"]
    return f"Call it, then this command again, which checks the result: {shlex.join(call)}"


def restoring(url: URL, file: Path) -> str:
    """Say how a dump takes the register's place: with no worker at work, all of it or nothing."""
    call = ["pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={_plain(url)}", str(file)]
    return f"Stop all workers, and call PostgreSQL's own tool: {shlex.join(call)}"


def _plain(url: URL) -> str:
    """Return the address as PostgreSQL's tools take it, without a password: they ask, or find it in ~/.pgpass."""
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.difference_update_query(["password"]).render_as_string()


def engine(url: URL, name: str) -> Engine:
    """Return the engine for all work; `name` is what its sessions are called. NotInstalled without the driver."""
    return _engine(url, name, pool_pre_ping=True)


def lock_engine(url: URL, name: str) -> Engine:
    """Return an engine whose connections are each for one purpose, and in no transaction."""
    return _engine(url, name, poolclass=NullPool, isolation_level="AUTOCOMMIT")


def _engine(url: URL, name: str, **options: Any) -> Engine:
    settings = " ".join(f"-c {setting}={value}" for setting, value in _SERVER.items())
    arguments = {"options": settings, "application_name": name, **_CLIENT}
    driver = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(driver, connect_args=arguments, hide_parameters=True, **options)
    except ModuleNotFoundError:
        raise NotInstalled("PostgreSQL's driver is missing. Run: pip install 'mailbot[postgresql]'") from None
