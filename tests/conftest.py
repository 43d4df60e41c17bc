"""Real servers for every test that asks; they start once per run (and per xdist worker)."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL, Connection, Engine

from mailbot.forms.write import excel, word
from mailbot.store import leader_lock, schema_version, sqlite
from parsers.sandbox.pool import Isolated
from parsers.template import FormTemplate
from tests.support.servers.dovecot import OLD, Account, Dovecot
from tests.support.servers.smtp import SmtpServer
from tests.support.waiting import let_leaders_be_slow

pytest_plugins = ["tests.support.world", "tests.support.long_runs"]

_SILENCE_SECONDS = leader_lock._SILENCE_SECONDS

# Hypothesis fails an example that takes 200 ms, and a draw that is slow: on a busy machine, any.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


class _Kept(Isolated):
    """Reads files in processes that outlive the app that asked for them."""

    def close(self) -> None:
        """Leave the processes to the next one."""

    def end(self) -> None:
        super().close()


@pytest.fixture(scope="session", autouse=True)
def _kept_readers() -> Iterator[None]:
    """Let all apps of a run read in the same processes: a start takes longer than all that a test reads.

    Those of a test that hides programs know none for as long as they live, and are for such tests alone.
    """
    kept: dict[tuple[bytes, str], _Kept] = {}

    def reader(templates: Sequence[FormTemplate], **limits: Any) -> _Kept:
        key = pickle.dumps((tuple(templates), limits)), os.environ["PATH"]
        return kept.setdefault(key, _Kept(templates, **limits))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mailbot.app.Isolated", reader)
        patch.setattr("parsers.sandbox.pool.Isolated", reader)
        yield
    for one in kept.values():
        one.end()


@pytest.fixture(scope="session", autouse=True)
def _migrated_once() -> Iterator[None]:
    """Give each empty SQLite database what the migrations made of the first: they take longer than most tests."""
    migrate, statements = schema_version._run_migrations, []

    def give(connection: Connection) -> None:
        if connection.dialect.name != "sqlite" or schema_version.revision(connection) is not None:
            migrate(connection)
        elif not statements:
            migrate(connection)
            dump = connection.connection.driver_connection.iterdump()
            statements.extend(line for line in dump if line not in {"BEGIN TRANSACTION;", "COMMIT;"})
        else:
            for statement in statements:
                connection.exec_driver_sql(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mailbot.store.schema_version._run_migrations", give)
        yield


@pytest.fixture(scope="session", autouse=True)
def _slow_leaders_lead() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        let_leaders_be_slow(patch.setattr)
        yield


@pytest.fixture
def silence_ends_a_lead(monkeypatch) -> None:
    """Let PostgreSQL end a leader's session as soon as it does in earnest."""
    let_leaders_be_slow(monkeypatch.setattr, _SILENCE_SECONDS)


@pytest.fixture(scope="session", autouse=True)
def _waits_for_no_disk() -> Iterator[None]:
    """Leave it to the system when SQLite's file is on the disk: tests kill processes, and never the machine."""
    prepare = sqlite._prepare

    @wraps(prepare)
    def prepare_in_haste(connection: sqlite3.Connection, record: object) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA synchronous = OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "_prepare", prepare_in_haste)
        yield


_ENGINES: list[Engine] = []
"""Those for SQLite's files that the test at hand has made."""


@pytest.fixture(autouse=True)
def _connections_closed() -> Iterator[None]:
    """Close what a test left open: Python 3.13 warns of each connection that is forgotten."""
    yield
    while _ENGINES:
        _ENGINES.pop().dispose()


@pytest.fixture(scope="session", autouse=True)
def _engines_known() -> Iterator[None]:
    build = sqlite.engine

    def engine(url: URL) -> Engine:
        made = build(url)
        _ENGINES.extend([made] if url.database else [])
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "engine", engine)
        yield


@pytest.fixture(scope="session", autouse=True)
def _forms_written_once() -> Iterator[None]:
    """Give the same filled form to all who want it: most tests begin with one, and some end with an empty one."""

    def remembered(write: Callable[..., bytes]) -> Callable[..., bytes]:
        written: dict[bytes, bytes] = {}

        @wraps(write)
        def recall(*arguments: Any) -> bytes:
            key = pickle.dumps(arguments)
            if key not in written:
                written[key] = write(*arguments)
            return written[key]

        return recall

    with pytest.MonkeyPatch.context() as patch:
        for module in (word, excel):
            patch.setattr(module, "write", remembered(module.write))
        yield


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot with all that it can do."""
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def old_dovecot() -> Iterator[Dovecot]:
    """A Dovecot without MOVE and IDLE, with folders like «INBOX.Granska»."""
    with Dovecot(capability=OLD) as server:
        yield server


@pytest.fixture
def mailbox_account(dovecot: Dovecot) -> Account:
    """A new, empty mailbox."""
    return dovecot.account()


@pytest.fixture(scope="session")
def _running_smtp_server() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        yield server


@pytest.fixture
def smtp_server(_running_smtp_server: SmtpServer) -> SmtpServer:
    """An SMTP server without TLS, with no letters and no script."""
    _running_smtp_server.reset()
    return _running_smtp_server
