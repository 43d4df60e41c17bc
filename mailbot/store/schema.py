"""Which schema a database has, and how it gets this version's (Alembic, set up in code)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from mailbot.errors import DatabaseNewer

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = int.from_bytes(b"mailbot")


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in the caller's transaction; DatabaseNewer as `revision`.

    Two processes that start at once take turns: SQLite by its write lock,
    PostgreSQL by a lock that means nothing but this.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if revision(connection) != _scripts().get_current_head():
        command.upgrade(_alembic(connection), "head")


def revision(connection: Connection) -> str | None:
    """Return the database's revision, None for an empty database.

    Raises DatabaseNewer when this version of mailbot doesn't know the revision.
    """
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {script.revision for script in _scripts().walk_revisions()}:
        raise DatabaseNewer(
            f"the database has schema {current}, which this version does not know: it was used by a later "
            "version of mailbot. Install that version again, or restore a backup from before.",
        )
    return current


def _alembic(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_MIGRATIONS))
