"""Mails from files into the register."""

from __future__ import annotations

from typing import Annotated

import typer

from mailbot.cli import context, paths
from mailbot.cli.printed import output
from mailbot.errors import NotAMail

app = typer.Typer()


@app.command()
def ingest(
    ctx: typer.Context,
    files: paths.Paths,
    send: Annotated[bool, typer.Option("--send", help="Send the answers, too. Default: they are held.")] = False,
    as_json: output.Json = False,
) -> None:
    """Take mails from files into the register as if they had come by IMAP: .eml, mbox, Maildir.

    A mail that is known already is passed over, so the same files may be given again.

    Exit codes: 1 a file could not be read, is no mail, or hung; the others were taken in.
    75 another mailbot works: stop it first.
    """
    from mailbot.app import build
    from mailbot.jobs.by_hand.mail_from_files import ingest as take_in
    from mailbot.jobs.taking_in.intake_message import POSTPONED

    failed = False
    with build(context.config(ctx)) as wired, wired.alone() as services:
        for file in paths.files(files):
            try:
                paths.require_plain(file)
                for entered in take_in(services, [file], send=send):
                    failed = failed or entered.verdict == POSTPONED
                    said = {"file": str(file), "message": entered.message, "verdict": entered.verdict}
                    output.emit(said) if as_json else typer.echo(
                        output.text(f"{entered.message} {entered.verdict} {file}")
                    )
            except NotAMail as error:
                failed = True
                output.note(str(error))
            except OSError as error:
                failed = True
                output.note(f"{file}: {error.strerror}")
    if failed:
        raise typer.Exit(1)
