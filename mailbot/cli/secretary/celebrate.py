"""The letter about what was achieved: seen beforehand, sent or stopped in place of a secretary's word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from mailbot.store.tables import Celebration

app = typer.Typer(no_args_is_help=True, help="The letter about what was achieved.")

Out = Annotated[Path | None, typer.Option("--out", help="Write the letter to this Word file.", dir_okay=False)]


@app.command("list")
def show_all(ctx: typer.Context, as_json: output.Json = False) -> None:
    """List the periods that are over, and what became of the letter about each."""
    from sqlalchemy import select

    from mailbot.store.tables import Celebration

    with context.services(ctx) as services, services.database.reading() as session:
        rows = session.scalars(select(Celebration).order_by(Celebration.last_day)).all()
        cells = [(one.first_day, one.last_day, _became(one), len(one.texts)) for one in rows]
    headings = ("From", "To", "Letter", "Versions")
    output.listing(rows, as_json, headings, cells, "No period is over since letters about it began.")


@app.command()
def preview(ctx: typer.Context, out: Out = None) -> None:
    """Say what a letter would tell if it were made today; changes and sends nothing.

    Exit codes: 4 nothing was achieved since the last letter.
    """
    from mailbot.errors import NotFound
    from mailbot.jobs.by_hand import celebrate_by_hand

    with context.services(ctx) as services:
        seen = celebrate_by_hand.preview(services)
    if seen.word is None:
        raise NotFound(f"Nothing was achieved in {seen.period}.")
    for step, references in seen.steps:
        typer.echo(output.text(f"{step}: {', '.join(references)}"))
    if out is not None:
        out.write_bytes(seen.word)
        typer.echo(output.text(f"Written to {out}."))


@app.command()
def send(ctx: typer.Context) -> None:
    """Send the letter that waits for a secretary's word to the recipients in the config, in its newest version.

    Exit codes: 4 no letter waits, or the config names no recipients.
    """
    from mailbot.jobs.by_hand import celebrate_by_hand

    with context.services(ctx) as services:
        period, recipients = celebrate_by_hand.send(services)
    typer.echo(output.text(f"The letter about {period} goes to {', '.join(recipients)}."))


@app.command()
def stop(ctx: typer.Context) -> None:
    """Drop the letter that waits for a secretary's word.

    Exit codes: 4 no letter waits.
    """
    from mailbot.jobs.by_hand import celebrate_by_hand

    with context.services(ctx) as services:
        period = celebrate_by_hand.stop(services)
    typer.echo(output.text(f"The letter about {period} goes to nobody."))


def _became(celebration: Celebration) -> str:
    if not celebration.texts:
        return "nothing to tell"
    if celebration.sent_at is not None:
        return "sent"
    return "stopped" if celebration.stopped_at is not None else "waits"
