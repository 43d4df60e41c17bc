"""Transactions, locks, damage and backups, on real files and a real server."""

from __future__ import annotations

import shlex
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from mailbot.errors import BackupFailed, DatabaseUnavailable, NotInstalled
from mailbot.store.engine import Database
from mailbot.store.schema_version import newest
from mailbot.store.tables import FormVersion, Meeting, Setting


def test_writing_keeps_what_ends_well(database):
    with database.writing() as session:
        session.add(Setting(name="greeting", value="hej"))
    assert _settings(database) == {"greeting": "hej"}


def test_writing_undoes_all_when_an_exception_leaves_it(database):
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        session.add(Setting(name="greeting", value="hej"))
        session.flush()
        raise ZeroDivisionError
    assert _settings(database) == {}


def test_savepoint_undone_leaves_the_rest(database):
    with database.writing() as session:
        session.add(Setting(name="before", value="1"))
        with pytest.raises(ZeroDivisionError), session.begin_nested():
            session.add(Setting(name="inside", value="2"))
            session.flush()
            raise ZeroDivisionError
        session.add(Setting(name="after", value="3"))
    assert _settings(database) == {"before": "1", "after": "3"}


def test_reading_sees_one_moment(database):
    with database.reading() as reader:
        assert reader.scalars(select(Setting.name)).all() == []
        with database.writing() as session:
            session.add(Setting(name="late", value="x"))
        assert reader.scalars(select(Setting.name)).all() == []
    assert _settings(database) == {"late": "x"}


def test_reading_refuses_to_write(database):
    with pytest.raises(DatabaseUnavailable), database.reading() as session:
        session.add(Setting(name="greeting", value="hej"))
        session.flush()
    with database.writing() as session:
        session.add(Setting(name="greeting", value="the connection can write again"))


def test_objects_stay_readable_after_the_end(database):
    with database.writing() as session:
        setting = Setting(name="greeting", value="hej")
        session.add(setting)
    assert setting.value == "hej"


def test_times_come_back_as_utc_whatever_zone_they_had(database):
    start = datetime.fromisoformat("2026-12-10T09:00:00+01:00")
    with database.writing() as session:
        session.add(Meeting(day=start.date(), starts_at=start, stop_at=start))
    with database.reading() as session:
        assert session.scalar(select(Meeting.starts_at)) == datetime(2026, 12, 10, 8, tzinfo=UTC)


def test_foreign_keys_hold(database):
    now = datetime(2026, 11, 20, tzinfo=UTC)
    version = FormVersion(
        initiative_id=4711,
        number=1,
        template="mall",
        format="docx",
        fields={},
        problems=[],
        content_hash="",
        created_at=now,
    )
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(version)


def test_errors_show_no_values(database):
    with pytest.raises(IntegrityError) as raised, database.writing() as session:
        session.execute(text("INSERT INTO settings (name, value) VALUES (:n, NULL)"), {"n": "Kim Exempel"})
    assert "Kim Exempel" not in str(raised.value).partition("DETAIL:")[0]


def test_read_then_write_from_many_threads_loses_nothing(database):
    with database.writing() as session:
        session.add(Setting(name="sum", value="0"))

    def add_one(_: int) -> None:
        with database.writing() as session:
            setting = session.get_one(Setting, "sum", with_for_update=True)
            setting.value = str(int(setting.value) + 1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add_one, range(100)))
    assert _settings(database) == {"sum": "100"}


def test_check_of_an_empty_database_says_so(sqlite_url):
    database = Database(sqlite_url)
    assert database.check() == f"{sqlite_url}, schema none yet"
    database.migrate()
    assert database.check() == f"{sqlite_url}, schema {newest()}"
    database.close()


def test_place_that_is_no_folder_is_unavailable(tmp_path):
    database = Database(f"sqlite:///{tmp_path}")
    with pytest.raises(DatabaseUnavailable):
        database.check()


def test_server_that_is_away_is_unavailable(tmp_path):
    database = Database(f"postgresql:///mailbot?host={tmp_path}")
    with pytest.raises(DatabaseUnavailable):
        database.check()


def test_driver_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(NotInstalled, match=r"Run: pip install 'mailbot\[postgresql\]'$"):
        Database("postgresql://mailbot@localhost/mailbot")


def test_check_shows_no_password():
    with pytest.raises(DatabaseUnavailable) as raised:
        Database("postgresql://mailbot:hemligt@127.0.0.1:1/mailbot").check()
    assert "hemligt" not in str(raised.value)


def test_backup_is_one_file_with_everything_committed(sqlite_url, tmp_path):
    database = _migrated(sqlite_url)
    with database.writing() as session:
        session.add(Setting(name="greeting", value="hej"))
    target = tmp_path / "backups" / "copy.db"
    with database.writing() as session:
        session.add(Setting(name="open", value="not committed yet"))
        session.flush()
        database.backup(target)
    database.backup(target.with_name("later.db"))
    assert sorted(file.name for file in target.parent.iterdir()) == ["copy.db", "later.db"]
    with closing(sqlite3.connect(target)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copy = Database(f"sqlite:///{target}")
    assert _settings(copy) == {"greeting": "hej"}
    copy.close()
    database.close()


def test_backup_that_fails_leaves_the_older_one(sqlite_url, tmp_path):
    database = _migrated(sqlite_url)
    older = tmp_path / "backup"
    older.mkdir()
    with pytest.raises(BackupFailed, match="Is a directory"):
        database.backup(older)
    assert sorted(file.name for file in tmp_path.iterdir() if "mailbot.db" not in file.name) == ["backup"]
    database.close()


@pytest.fixture
def dumped(postgresql_url, tmp_path):
    """A database on PostgreSQL with something in it, and what the call that `backup` names makes of it."""
    database = _migrated(postgresql_url)
    with database.writing() as session:
        session.add(Setting(name="greeting", value="hej " * 50_000))
    target = tmp_path / "a copy.dump"
    with pytest.raises(BackupFailed, match="its own tool") as told:
        database.backup(target)
    subprocess.run(shlex.split(str(told.value).rpartition("result: ")[2]), check=True)
    yield database, target
    database.close()


def test_backup_of_postgresql_names_the_call_and_checks_what_it_made(dumped, tmp_path):
    database, target = dumped
    database.backup(target)
    cut = tmp_path / "cut.dump"
    cut.write_bytes(target.read_bytes()[:-200])
    for file in (cut, tmp_path / "empty.dump"):
        file.touch()
        with pytest.raises(BackupFailed, match=r"can't be read"):
            database.backup(file)


def test_backup_of_postgresql_without_the_registers_tables_is_none(dumped, tmp_path):
    database, _ = dumped
    address = database._url.set(drivername="postgresql").render_as_string()
    other = tmp_path / "other.dump"
    subprocess.run(["pg_dump", "-Fc", "--exclude-table=letters", f"--file={other}", f"--dbname={address}"], check=True)
    with pytest.raises(BackupFailed, match="it lacks letters"):
        database.backup(other)


def test_restore_of_postgresql_names_the_call_that_brings_all_back(dumped):
    database, target = dumped
    with database.writing() as session:
        session.execute(text("DELETE FROM settings"))
    with pytest.raises(BackupFailed, match="Stop all workers") as told:
        database.restore(target)
    subprocess.run(shlex.split(str(told.value).rpartition("tool: ")[2]), check=True)
    assert _settings(database) == {"greeting": "hej " * 50_000}


def test_call_of_postgresqls_tool_holds_no_password(tmp_path):
    database = Database("postgresql://mailbot:hemligt@db.example:5433/mailbot?password=hemligt")
    with pytest.raises(BackupFailed) as told:
        database.backup(tmp_path / "copy.dump")
    assert "hemligt" not in str(told.value)
    assert f"--file={tmp_path / 'copy.dump'} --dbname=postgresql://mailbot@db.example:5433/mailbot" in str(told.value)


def _migrated(url: str) -> Database:
    database = Database(url)
    database.migrate()
    return database


def _settings(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {setting.name: setting.value for setting in session.scalars(select(Setting))}
