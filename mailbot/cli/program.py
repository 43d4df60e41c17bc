"""The program: every command in its group."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mailbot import __version__, errors
from mailbot.cli.exit_codes import EXIT_CODES, exit_code
from mailbot.cli.operating import check, ingest, init, operations, running
from mailbot.cli.reading import forms, triage
from mailbot.cli.secretary import agenda, celebrate, decide, followup, initiatives, letters, meetings, review, spread


class Commands(TyperGroup):
    """Turns an error of ours into a line on stderr and an exit code; any other is a fault and shows its traceback."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take `--config` wherever it stands: before the command or after it."""
        return super().parse_args(ctx, _config_first(args))

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except errors.MailbotError as error:
            typer.echo(f"mailbot: {error}", err=True)
            raise typer.Exit(exit_code(error)) from None


def _config_first(args: list[str]) -> list[str]:
    """Return the arguments with `--config FILE` in front; what follows «--» stays as it is."""
    end = args.index("--") if "--" in args else len(args)
    first: list[str] = []
    rest: list[str] = []
    left = iter(args[:end])
    for one in left:
        if one == "--config":
            first += [one, *islice(left, 1)]
        else:
            (first if one.startswith("--config=") else rest).append(one)
    return [*first, *rest, *args[end:]]


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its traceback shows local values, and they are people's words
    epilog=EXIT_CODES,
    help="Take in, queue and answer initiatives that arrive by mail.",
)
for commands in (running.app, init.app, check.app, operations.app, forms.app, triage.app, ingest.app, decide.app):
    app.add_typer(commands)
for name, commands in (
    ("initiatives", initiatives.app),
    ("review", review.app),
    ("meetings", meetings.app),
    ("agenda", agenda.app),
    ("followup", followup.app),
    ("spread", spread.app),
    ("celebrate", celebrate.app),
    ("letters", letters.app),
    ("mall", forms.mall),
    ("audit", operations.audit),
):
    app.add_typer(commands, name=name)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mailbot {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", envvar="MAILBOT_CONFIG", help="The config file. Default: config.toml in the current folder."
        ),
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Note which config file is meant; each command reads it when it needs it."""
    ctx.obj = config


def main() -> None:
    """Run the command that the process was started with."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character is no reason to stop
    app(prog_name="mailbot")
