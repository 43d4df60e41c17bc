"""SQLite's file: its settings, its lock and its damage."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from inspect import unwrap

import pytest
from sqlalchemy import literal, select, text
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler

from mailbot.errors import DatabaseBusy, DatabaseDamaged
from mailbot.store import sqlite
from mailbot.store.engine import Database
from mailbot.store.schema_version import newest
from mailbot.store.tables import Setting


def test_sqlite_survives_a_power_cut_by_its_settings(sqlite_url, monkeypatch):
    monkeypatch.setattr(sqlite, "_prepare", unwrap(sqlite._prepare))  # not as the other tests have it
    database = _migrated(sqlite_url)
    with database.reading() as session:
        settings = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
    assert settings == {"journal_mode": "wal", "synchronous": 2}
    database.close()


def test_statement_is_compiled_once_for_all_files(tmp_path, monkeypatch):
    compiled: list[object] = []
    compile_select = SQLiteCompiler.visit_select

    def counted(compiler, statement, **more):
        compiled.append(statement)
        return compile_select(compiler, statement, **more)

    monkeypatch.setattr(SQLiteCompiler, "visit_select", counted)
    for name in ("halmstad", "laholm"):
        database = Database(f"sqlite:///{tmp_path}/{name}.db")
        with closing(database), database.reading() as session:
            assert session.scalar(select(literal("so far asked by nobody").label(tmp_path.name))) is not None
    assert len(compiled) == 1


def test_locked_database_is_busy(sqlite_url, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_SECONDS", 0.1)
    database = _migrated(sqlite_url)
    other = sqlite3.connect(tmp_path / "mailbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy), database.writing() as session:
        session.add(Setting(name="greeting", value="hej"))
    other.execute("ROLLBACK")
    other.close()
    database.close()


def test_migrate_waits_for_another_to_let_go(sqlite_url, tmp_path):
    with closing(sqlite3.connect(tmp_path / "mailbot.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # against this lock SQLite itself does not wait
        release = threading.Timer(0.2, other.execute, ["ROLLBACK"])
        release.start()
        database = _migrated(sqlite_url)
        release.join()
    assert database.check() == f"{sqlite_url}, schema {newest()}"
    database.close()


def test_file_that_is_no_database_is_damaged(sqlite_url, tmp_path):
    (tmp_path / "mailbot.db").write_bytes(b"not a database at all\n" * 100)
    database = Database(sqlite_url)
    for call in (database.migrate, database.check):
        with pytest.raises(DatabaseDamaged):
            call()
    database.close()


def test_check_finds_a_damaged_page(sqlite_url, tmp_path):
    database = _migrated(sqlite_url)
    database.close()
    file = tmp_path / "mailbot.db"
    content = bytearray(file.read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\xff" * 4096
    file.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        database.check()
    database.close()


def _migrated(url: str) -> Database:
    database = Database(url)
    database.migrate()
    return database
