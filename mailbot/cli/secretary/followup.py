"""The work that follows an approval: who is in charge, when it is evaluated, and what has become of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from mailbot.store.tables import FollowUp

app = typer.Typer(no_args_is_help=True, help="The work that follows an approval.")

Reference = Annotated[str, typer.Argument(help="PREFIX-YEAR-NUMBER, as its letters say.")]
Address = Annotated[str, typer.Argument(help="A mail address.")]
Name = Annotated[str, typer.Option(help="The person's name, as letters say it.")]
Day = Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="DAY", help="A day, as 2027-03-01.")]


@app.command("list")
def show_all(ctx: typer.Context, as_json: output.Json = False) -> None:
    """List the work that has begun to be followed, by the day on which it is evaluated."""
    from sqlalchemy import select

    from mailbot.store.tables import FollowUp

    with context.services(ctx) as services, services.database.reading() as session:
        rows = session.scalars(select(FollowUp).order_by(FollowUp.follow_up_on, FollowUp.id)).all()
        cells = [
            (
                one.initiative.reference,
                one.initiative.state,
                one.follow_up_on,
                one.responsible_address,
                one.asked_address,
                len(one.evaluations),
            )
            for one in rows
        ]
    headings = ("Reference", "State", "Evaluated on", "In charge", "Asked", "Versions of the evaluation")
    output.listing(rows, as_json, headings, cells, "No work is followed.")


@app.command()
def ask(ctx: typer.Context, reference: Reference, address: Address, name: Name = "") -> None:
    """Ask somebody to be in charge. Nothing changes before that one has said yes.

    Exit codes: 4 no work is followed under that reference.
    """
    from mailbot.jobs.by_hand import follow_up_by_hand

    with context.services(ctx) as services:
        _say(follow_up_by_hand.ask(services, reference, name, address))


@app.command()
def start(ctx: typer.Context, reference: Reference, address: Address, name: Name = "") -> None:
    """Enter that somebody has said yes to being in charge, in another way than by mail.

    Exit codes: 4 no work is followed under that reference, or it has ended.
    """
    from mailbot.jobs.by_hand import follow_up_by_hand

    with context.services(ctx) as services:
        _say(follow_up_by_hand.start(services, reference, name, address))


@app.command()
def delay(ctx: typer.Context, reference: Reference, until: Day) -> None:
    """Move the day on which the work is evaluated.

    Exit codes: 4 no work is followed under that reference, or the day has passed.
    """
    from mailbot.jobs.by_hand import follow_up_by_hand

    with context.services(ctx) as services:
        _say(follow_up_by_hand.delay(services, reference, until.date()))


@app.command()
def stop(
    ctx: typer.Context,
    reference: Reference,
    reason: Annotated[str, typer.Option(help="Why. It stands in the letters.")],
) -> None:
    """End the work before it is done.

    Exit codes: 4 no work is followed under that reference, or it has ended.
    """
    from mailbot.jobs.by_hand import follow_up_by_hand

    with context.services(ctx) as services:
        _say(follow_up_by_hand.stop(services, reference, reason))


def _say(follow_up: FollowUp) -> None:
    initiative = follow_up.initiative
    in_charge = follow_up.responsible_address or "nobody"
    told = (
        f"{initiative.reference} is {initiative.state}, evaluated on {follow_up.follow_up_on}. In charge: {in_charge}."
    )
    typer.echo(output.text(told))
