"""Evaluated work that is spread: which organisation takes up what, and what one has answered elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output
from mailbot.store.values import SpreadAnswer

app = typer.Typer(no_args_is_help=True, help="Which organisation takes up which initiative.")


@app.command("list")
def show_all(ctx: typer.Context, as_json: output.Json = False) -> None:
    """Show the table of initiatives by organisations. `--json` prints a line for each question that was asked."""
    from sqlalchemy import select

    from mailbot.register.work_under_way import spread_table
    from mailbot.store.tables import Spreading

    with context.services(ctx) as services, services.database.reading() as session:
        if as_json:
            for one in session.scalars(select(Spreading).order_by(Spreading.initiative_id, Spreading.id)):
                output.emit({"reference": one.initiative.reference, **output.row(one)})
            return
        shown = spread_table(session, services.config, services.clock(), everything=True)
    if not shown.rows:
        typer.echo("Nothing is spread.")
        return
    cells = [(row.about.reference, row.about.title, *row.cells) for row in shown.rows]
    output.table(("Reference", "Title", *shown.organisations), cells)


@app.command("answer")
def enter(
    ctx: typer.Context,
    reference: Annotated[str, typer.Argument(help="PREFIX-YEAR-NUMBER, as its letters say.")],
    organisation: Annotated[str, typer.Argument(help="The organisation's name, as the config has it.")],
    answer: Annotated[SpreadAnswer, typer.Argument(help="What it says.")],
    *,
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="From which day, where it takes it up.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it does not.")] = "",
) -> None:
    """Enter what an organisation has answered in another way than by mail. Its contact gets the receipt.

    Exit codes: 4 that organisation was not asked, or a yes has no day.
    """
    from mailbot.jobs.by_hand import follow_up_by_hand
    from mailbot.register.work_under_way import said

    with context.services(ctx) as services:
        day = on.date() if on else None
        one = follow_up_by_hand.spread_answer(services, reference, organisation, answer, on=day, reason=reason)
        typer.echo(output.text(f"{one.initiative.reference}, {one.organisation}: {said(one)}."))
