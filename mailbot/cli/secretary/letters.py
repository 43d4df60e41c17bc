"""The outbox."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output
from mailbot.errors import NotFound
from mailbot.store.values import LetterState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mailbot.jobs.services import Services
    from mailbot.store.tables import Letter

app = typer.Typer(no_args_is_help=True, help="The outbox: letters that wait, went out or failed.")

Number = Annotated[int, typer.Argument(help="The letter's number.")]
Some = Annotated[list[int], typer.Argument(metavar="N…", help="Numbers of letters.")]
Any_ = Annotated[
    list[int] | None, typer.Argument(metavar="[N…]", help="Numbers of letters. Default: all that wait for it.")
]


@app.command("list")
def show_all(
    ctx: typer.Context,
    state: Annotated[list[LetterState] | None, typer.Option(help="Only those in this state; may be repeated.")] = None,
    as_json: output.Json = False,
) -> None:
    """List letters, oldest first."""
    from sqlalchemy import select

    from mailbot.store.tables import Letter

    query = select(Letter).order_by(Letter.id)
    if state:
        query = query.where(Letter.state.in_(state))
    with context.services(ctx) as services, services.database.reading() as session:
        rows = session.scalars(query).all()
    cells = ((one.id, one.kind, one.state, one.created_at, one.recipient, one.error or one.subject) for one in rows)
    headings = ("No", "Kind", "State", "Created", "To", "Subject or error")
    output.listing(rows, as_json, headings, cells, "No letters.")


@app.command()
def show(ctx: typer.Context, number: Number, as_json: output.Json = False) -> None:
    """Show a letter as it goes out.

    Exit codes: 4 there is no letter of that number.
    """
    from mailbot.store.tables import Letter

    with context.services(ctx) as services, services.database.reading() as session:
        letter = session.get(Letter, number)
    if letter is None:
        raise NotFound(f"There is no letter {number}. `mailbot letters list` shows them all.")
    if as_json:
        output.emit({**output.row(letter), "text": _text(letter)})
        return
    output.facts(
        [
            ("No", letter.id),
            ("Kind", letter.kind),
            ("State", letter.state),
            ("To", letter.recipient),
            ("Subject", letter.subject),
            ("Created", letter.created_at),
            ("Sent", letter.sent_at),
            ("Attempts", letter.attempts),
            ("Error", letter.error),
        ]
    )
    typer.echo(f"\n{output.text(_text(letter))}")


def _text(letter: Letter) -> str:
    from mailbot.mail.decode import decode

    return decode(zlib.decompress(letter.mime), internal_date=letter.created_at).text


@app.command()
def release(ctx: typer.Context, numbers: Any_ = None, as_json: output.Json = False) -> None:
    """Let held or stopped letters go out; without numbers, every held one.

    Exit codes: 4 one of them is not there, or is neither held nor stopped; then none was released.
    """
    from mailbot.jobs.by_hand import operator_actions

    _do(ctx, operator_actions.release, numbers or [], as_json)


@app.command()
def stop(ctx: typer.Context, numbers: Some, as_json: output.Json = False) -> None:
    """Stop letters that have not gone out.

    Exit codes: 4 one of them is not there, or has gone out; then none was stopped.
    """
    from mailbot.jobs.by_hand import operator_actions

    _do(ctx, operator_actions.stop, numbers, as_json)


@app.command()
def retry(ctx: typer.Context, numbers: Any_ = None, as_json: output.Json = False) -> None:
    """Try failed or waiting letters again now; without numbers, every failed one.

    Exit codes: 4 one of them is not there, or is neither failed nor waiting; then none was touched.
    """
    from mailbot.jobs.by_hand import operator_actions

    _do(ctx, operator_actions.retry, numbers or [], as_json)


def _do(
    ctx: typer.Context,
    act: Callable[[Services, Sequence[int]], list[Letter]],
    numbers: Sequence[int],
    as_json: bool,
) -> None:
    with context.services(ctx) as services:
        letters = act(services, numbers)
    for letter in letters:
        if as_json:
            output.emit(output.row(letter))
        else:
            typer.echo(output.text(f"{letter.id} {letter.state}: {letter.subject} → {letter.recipient}"))
    if not letters and not as_json:
        typer.echo("No letters.")
