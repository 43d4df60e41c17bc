"""How values are kept in columns: times as UTC, enums by their value, constraints by name."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    Index,
    LargeBinary,
    MetaData,
    Table,
    TextClause,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase

from mailbot.store.values import (
    DecisionOutcome,
    DecisionState,
    EventKind,
    InstructionKind,
    LetterKind,
    LetterState,
    Outcome,
    SpreadAnswer,
    Standing,
    State,
    VerdictKind,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored as UTC. SQLite has no zones, so the type adds its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class names it
        """Refuse a naive time, turn any other into UTC."""
        if value is not None and value.tzinfo is None:
            message = f"a time without a zone: {value!r}"
            raise ValueError(message)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class names it
        """Give every time back as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _enum(kind: type[StrEnum]) -> Enum:
    """Store an enum by its value, as text of a fixed width, checked by `one_of`."""
    return Enum(
        kind, native_enum=False, length=40, values_callable=lambda members: [member.value for member in members]
    )


def some(name: str, column: str, condition: TextClause) -> Index:
    """Return an index of those rows alone that a query asks for in these very words: few, however long the table."""
    return Index(name, column, sqlite_where=condition, postgresql_where=condition)


def one_of(column: str, kind: type[StrEnum], name: str) -> CheckConstraint:
    """Return the constraint that only values of the enum are kept in the column."""
    allowed = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({allowed})", name=name)


class Base(DeclarativeBase):
    """The tables' common base: names for every constraint, so that a migration can reach it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        bytes: LargeBinary,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        State: _enum(State),
        VerdictKind: _enum(VerdictKind),
        Standing: _enum(Standing),
        Outcome: _enum(Outcome),
        LetterState: _enum(LetterState),
        LetterKind: _enum(LetterKind),
        DecisionOutcome: _enum(DecisionOutcome),
        DecisionState: _enum(DecisionState),
        EventKind: _enum(EventKind),
        InstructionKind: _enum(InstructionKind),
        SpreadAnswer: _enum(SpreadAnswer),
    }

    @classmethod
    def bare(cls) -> Table:
        """Return the table itself: a statement about it takes a third to a half of one about objects.

        What the session has not written yet (`flush`) it does not see.
        """
        return cls.metadata.tables[cls.__tablename__]
