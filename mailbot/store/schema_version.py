"""Which schema a database has, and how it gets this version's (Alembic, set up in code)."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, column, func, inspect, select, table

from mailbot.errors import DatabaseNewer

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_VERSION: Final = table("alembic_version", column("version_num"))
_LOCK = int.from_bytes(b"mailbot")


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing, in the caller's transaction; DatabaseNewer as `revision`.

    Two processes that start at once take turns: SQLite by its write lock,
    PostgreSQL by a lock that means nothing but this.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    if revision(connection) != newest():
        _run_migrations(connection)


def waits_for_upgrade(connection: Connection) -> bool:
    """Whether there is a register of an earlier schema; DatabaseNewer as `revision`."""
    return revision(connection) not in (None, newest())


def newest() -> str:
    """Return this version's revision."""
    return _known()[-1]


def revision(connection: Connection) -> str | None:
    """Return the database's revision, None for an empty database.

    Raises DatabaseNewer when this version of mailbot doesn't know the revision.
    """
    is_versioned = inspect(connection).has_table(_VERSION.name)
    current: str | None = connection.scalar(select(_VERSION.c.version_num)) if is_versioned else None
    if current is not None and current not in _known():
        raise DatabaseNewer(
            f"the database has schema {current}, which this version does not know: it was used by a later "
            "version of mailbot. Install that version again, or restore a backup from before.",
        )
    return current


def _known() -> list[str]:
    """Return the revisions that this version has a migration for, in their order: «0001_initial.py» begins with its."""
    return sorted(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _run_migrations(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
