"""Review: what waits for a human."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from mailbot.mail.message import IncomingMessage
    from mailbot.store.tables import Message

app = typer.Typer(no_args_is_help=True, help="Review: what waits for a human.")


@app.command("list")
def show_all(ctx: typer.Context, as_json: output.Json = False) -> None:
    """List what waits for a human, oldest first."""
    from mailbot.intake.review import waiting

    with context.services(ctx) as services, services.database.reading() as session:
        rows = waiting(session)
    cells = ((row.id, row.received_at, row.sender, row.subject, row.reason) for row in rows)
    output.listing(rows, as_json, ("No", "Received", "From", "Subject", "Why"), cells, "Nothing waits.")


@app.command()
def show(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(help="The message's number in the ledger.")],
    as_json: output.Json = False,
) -> None:
    """Show one message: why it waits, what it says, which files came with it.

    Exit codes: 4 there is no message of that number.
    """
    from mailbot.intake.review import find

    with context.services(ctx) as services, services.database.reading() as session:
        row = find(session, number)
        message = _message(session, row)
    text = message.text if message else ""
    files = message.attachments if message else ()
    if as_json:
        listed = [{"filename": f.filename, "content_type": f.content_type, "size": f.size} for f in files]
        output.emit({**output.row(row), "text": text, "attachments": listed})
        return
    output.facts(
        [
            ("No", row.id),
            ("Received", row.received_at),
            ("From", row.sender),
            ("Subject", row.subject),
            ("Verdict", f"{row.verdict or ''} ({row.rule})" if row.rule else row.verdict),
            ("Phrases", row.phrases),
            ("Standing", row.standing),
            ("Outcome", row.outcome),
            ("Why", row.reason),
            ("Error", row.error),
            ("Folder", row.filed_folder or row.folder),
            ("Files", [f.filename for f in files]),
        ]
    )
    typer.echo(f"\n{output.text(text)}")


def _message(session: Session, row: Message) -> IncomingMessage | None:
    """Decode the original; None where the ledger has none yet."""
    from mailbot.mail.decode import decode
    from mailbot.store.tables import Original

    original = session.get(Original, row.sha256)
    if original is None:
        return None
    return decode(zlib.decompress(original.compressed), internal_date=row.received_at or row.begun_at)


@app.command()
def resolve(
    ctx: typer.Context,
    numbers: Annotated[
        list[int] | None, typer.Argument(metavar="[N…]", help="Numbers of messages that are seen to.")
    ] = None,
    all_before_start: Annotated[
        bool, typer.Option("--all-before-start", help="All that came before the first start, and were not answered.")
    ] = False,
    as_json: output.Json = False,
) -> None:
    """Take messages out of review: a human has seen to them. All of them, or none.

    Exit codes: 2 neither numbers nor --all-before-start; 4 one of them is not there, or never waited.
    """
    from mailbot.jobs.by_hand import operator_actions

    if not numbers and not all_before_start:
        raise typer.BadParameter("Give numbers, or --all-before-start.", param_hint="N…")
    with context.services(ctx) as services:
        rows = operator_actions.resolve(services, numbers or [], before_start=all_before_start)
    for row in rows:
        if as_json:
            output.emit(output.row(row))
        else:
            typer.echo(output.text(f"{row.id} resolved: {row.subject}"))
