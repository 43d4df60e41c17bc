"""A later version's schema, tried on a register with something of everything, there and back, on both databases.

It is made up here, on top of this version's, and changes tables the hard way: SQLite makes them anew.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DBAPIError

from mailbot.errors import AlreadyRunning, BackupFailed, DatabaseDamaged, DatabaseNewer
from mailbot.register import audit
from mailbot.store import schema_version
from mailbot.store.columns import Base
from mailbot.store.engine import Database
from mailbot.store.tables import Lead
from tests.support import backlog

THIS = schema_version.newest()
NEXT = f"{int(THIS) + 1:04}"
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{THIS}"


def upgrade():
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("weight", sa.Integer(), nullable=False, server_default="7"))
        letters.alter_column("subject", type_=sa.String(4000), existing_type=sa.Text())
    with op.batch_alter_table("initiatives") as initiatives:
        initiatives.alter_column("title", new_column_name="heading")


def downgrade():
    with op.batch_alter_table("initiatives") as initiatives:
        initiatives.alter_column("heading", new_column_name="title")
    with op.batch_alter_table("letters") as letters:
        letters.alter_column("subject", type_=sa.Text(), existing_type=sa.String(4000))
        letters.drop_column("weight")
"""


@pytest.fixture
def filled(request, world, database_url) -> Iterator[Database]:
    """A register of this version's schema with something of everything, on each database in turn."""
    world.take(*backlog.something_of_everything())
    database = Database(database_url)
    database.migrate()
    with world.app.services.database.reading() as source, database.writing() as target:
        target.execute(delete(Lead))
        for table in Base.metadata.sorted_tables:
            rows = [row._asdict() for row in source.execute(select(table))]
            if rows:
                target.execute(insert(table), rows)
    yield database
    database.close()


@pytest.fixture
def later(tmp_path, monkeypatch) -> Path:
    """A later version of mailbot: it has one migration more."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema_version._MIGRATIONS, folder)
    (folder / "versions" / f"{NEXT}_later.py").write_text(LATER, encoding="utf-8")
    return folder


def rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    with database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
        }


def downgrade(database: Database, folder: Path) -> None:
    with database._rebuilding() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(folder))
        command.downgrade(config, THIS)


def test_later_schema_keeps_all_that_there_was_there_and_back(filled, later, monkeypatch):
    before = rows(filled)
    assert all(before[name] for name in ("messages", "initiatives", "letters", "events", "form_versions"))
    with monkeypatch.context() as patch:
        patch.setattr(schema_version, "_MIGRATIONS", later)
        filled.migrate()
        assert filled.check().endswith(f", schema {NEXT}")
        with filled.reading() as session:
            weights = session.execute(text("SELECT DISTINCT weight FROM letters")).scalars().all()
            titles = session.execute(text("SELECT heading FROM initiatives ORDER BY id")).scalars().all()
        assert (weights, len(titles)) == ([7], len(before["initiatives"]))
    with pytest.raises(DatabaseNewer, match=f"schema {NEXT}"):
        filled.migrate()
    downgrade(filled, later)
    filled.migrate()
    assert rows(filled) == before
    with filled.reading() as session:
        assert audit.verify(session) is None
    with pytest.raises(DBAPIError, match="never changed or removed"), filled.writing() as session:
        session.execute(text("DELETE FROM events"))


def test_older_version_touches_nothing_of_a_newer_register(filled, later, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(schema_version, "_MIGRATIONS", later)
        filled.migrate()
    for call in (filled.migrate, filled.check, filled.is_made):
        with pytest.raises(DatabaseNewer, match="Install that version again, or restore a backup from before"):
            call()


def test_register_is_copied_before_it_is_upgraded(world, later, monkeypatch):
    world.take(*backlog.something_of_everything())
    database, file = world.app.services.database, world.app.config.state_dir / "mailbot.db"
    before = rows(database)
    monkeypatch.setattr(schema_version, "_MIGRATIONS", later)
    database.migrate()
    database.migrate()
    monkeypatch.undo()
    copy = Database(f"sqlite:///{file}.before-{NEXT}")
    assert (rows(copy), copy.check()[-4:]) == (before, THIS)
    copy.close()


def test_register_that_can_not_be_copied_is_not_upgraded(world, later, monkeypatch):
    database, file = world.app.services.database, world.app.config.state_dir / "mailbot.db"
    file.with_name(f"mailbot.db.before-{NEXT}").mkdir()
    monkeypatch.setattr(schema_version, "_MIGRATIONS", later)
    with pytest.raises(BackupFailed):
        database.migrate()
    assert database.check()[-4:] == THIS


def test_upgrade_that_leaves_a_row_without_what_it_refers_to_is_undone(world, later, monkeypatch):
    world.take(*backlog.something_of_everything())
    database = world.app.services.database
    later_one = later / "versions" / f"{NEXT}_later.py"
    later_one.write_text(
        LATER.replace("def upgrade():", "def upgrade():\n    op.execute('DELETE FROM messages WHERE id = 1')")
    )
    monkeypatch.setattr(schema_version, "_MIGRATIONS", later)
    before = rows(database)
    with pytest.raises(DatabaseDamaged, match="refers to messages in vain"):
        database.migrate()
    assert (rows(database), database.check()[-4:]) == (before, THIS)


def test_new_register_is_not_copied(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    database.migrate()
    database.migrate()
    database.close()
    assert [file.name for file in tmp_path.iterdir() if "before" in file.name] == []


def test_register_that_somebody_works_with_is_not_upgraded(filled, later, monkeypatch):
    lock = filled.lock()
    assert lock.take()
    monkeypatch.setattr(schema_version, "_MIGRATIONS", later)
    with pytest.raises(AlreadyRunning, match="Stop all, then start this one"):
        filled.migrate()
    lock.release()
    filled.migrate()
    assert filled.check()[-4:] == NEXT


def test_backup_of_an_earlier_schema_is_brought_up_to_date_when_it_is_restored(world, later, monkeypatch, tmp_path):
    database = world.app.services.database
    database.backup(tmp_path / "kopia.db")
    monkeypatch.setattr(schema_version, "_MIGRATIONS", later)
    database.migrate()
    with world.app.alone():
        database.restore(tmp_path / "kopia.db")
    assert database.check()[-4:] == NEXT
    with closing(sqlite3.connect(tmp_path / "kopia.db")) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == (THIS,)
