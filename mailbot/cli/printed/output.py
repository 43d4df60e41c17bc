"""What commands print on stdout: JSON lines for a program, tables and sentences for a person.

JSON uses the tables' column names; times are RFC 3339 in UTC, days ISO 8601, and
what is not there is null, where the table has an empty text, too. Bytes and the hashes of one-time codes are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli.printed.tables import laid_out, tab_separated

if TYPE_CHECKING:
    from rich.console import Console

    from mailbot.store.columns import Base

Json = Annotated[bool, typer.Option("--json", help="Print JSON lines on stdout, and nothing else there.")]

_SECRET = {"code_hash"}


def emit(value: Mapping[str, Any]) -> None:
    """Print one JSON object on a line of its own, in UTF-8 whatever the terminal's encoding."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    typer.echo(line.encode("utf-8", "replace"))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def row(entity: Base) -> dict[str, Any]:
    """Return a row of a table by its columns' names; an empty text is None."""
    columns = entity.__table__.columns
    values = {
        column.name: getattr(entity, column.name)
        for column in columns
        if column.type.python_type is not bytes and column.name not in _SECRET
    }
    return {name: None if value == "" else value for name, value in values.items()}


def listing(
    rows: Sequence[Base], as_json: bool, headings: Sequence[str], cells: Iterable[Sequence[object]], empty: str
) -> None:
    """Print rows of a table, as JSON lines or as a table of `cells`; `empty` is said where there are none."""
    if as_json:
        for entity in rows:
            emit(row(entity))
    elif rows:
        table(headings, cells)
    else:
        typer.echo(empty)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: for a terminal as it fits there, on a pipe as tab-separated lines that nothing is cut from.

    Cells may hold what strangers wrote: neither markup nor control characters get through.
    """
    lines = [[text(cell) for cell in cells] for cells in rows]
    there = console()
    typer.echo(laid_out(headings, lines, there.width) if there.is_terminal else tab_separated(headings, lines))


def facts(pairs: Iterable[tuple[str, object]]) -> None:
    """Print names and values, a pair a line; pairs without a value are left out."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table.grid(padding=(0, 2))
    for name, value in pairs:
        if text(value):
            drawn.add_row(Text(name, "bold"), Text(text(value)))
    if drawn.rows:
        console().print(drawn)


def text(value: object) -> str:
    """Return a value as a person reads it: times in Sweden, nothing for None, lists with commas."""
    from mailbot.config import STOCKHOLM
    from mailbot.primitives.safe_text import clean

    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
    if isinstance(value, list | tuple):
        return ", ".join(text(part) for part in value)
    return clean(str(value))


def note(sentence: str) -> None:
    """Say something to the person on stderr, where it disturbs no program that reads stdout."""
    typer.echo(text(sentence), err=True)


def console() -> Console:
    """Return what draws on stdout as it is now."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)
