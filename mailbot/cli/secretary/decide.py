"""Decisions by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from mailbot.cli import context, paths
from mailbot.cli.printed import output
from mailbot.errors import AgendaUnreadable, MeetingToCome

if TYPE_CHECKING:
    from mailbot.store.values import DecisionOutcome

_Entered = TypeVar("_Entered")

app = typer.Typer()


@app.command()
def decide(
    ctx: typer.Context,
    target: Annotated[str, typer.Argument(metavar="FILE|REF", help="A filled-in agenda, or a reference.")],
    outcome: Annotated[
        str | None,
        typer.Argument(
            help="With a reference: bifall, avslag, bordläggning or återremiss (or approved, rejected, …); "
            "of evaluated work: spread, spread_some, ended or continued.",
        ),
    ] = None,
    *,
    reason: Annotated[str, typer.Option(help="Why. It stands in the letter to the initiator.")] = "",
    responsible: Annotated[str, typer.Option(help="Who is responsible for the work.")] = "",
    follow_up: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which the work is evaluated.")
    ] = None,
    to: Annotated[str, typer.Option(help="With spread_some: the organisations, with commas between.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Yes, it was made before its meeting: ask nothing.")] = False,
    as_json: output.Json = False,
) -> None:
    """Enter the meeting's decisions: all in a filled-in agenda, or one by its reference. They take effect at once.

    One for an initiative that is approved or rejected corrects that decision. One about evaluated work needs no
    agenda, and corrects one that was made before; `continued` needs --follow-up. Before its meeting has begun you are
    asked whether it was made; away from a terminal it is entered, and a line on stderr says so.

    Exit codes: 1 something in the file is unclear and was left as it is, or you said no; 4 nothing waits under that
    reference, or the file is no agenda of ours.
    """
    from mailbot.jobs import apply_decisions

    if outcome is None:
        _decide_all(ctx, Path(target), as_json, yes=yes)
        return
    meant = _outcome(outcome)
    with context.services(ctx) as services:
        day = follow_up.date() if follow_up else None
        enter = partial(
            apply_decisions.decide,
            *(services, target, meant),
            reasons=reason,
            responsible=responsible,
            follow_up_on=day,
            spread_to=to,
        )
        decision = _unless_too_early(enter, yes=yes)
        if as_json:
            output.emit(output.row(decision))
        else:
            typer.echo(f"{decision.initiative.reference} is {decision.initiative.state}.")


def _decide_all(ctx: typer.Context, file: Path, as_json: bool, *, yes: bool) -> None:
    from mailbot.jobs.apply_decisions import decide_all

    try:
        data = paths.content(file)
    except OSError as error:
        said = f"{file}: {error.strerror}. Name a filled-in agenda, or a reference and an outcome."
        raise AgendaUnreadable(said) from None
    with context.services(ctx) as services:
        applied = _unless_too_early(partial(decide_all, services, file.name, data), yes=yes)
    if as_json:
        output.emit({"done": applied.done, "unclear": applied.unclear})
    else:
        for sentence in (*applied.done, *applied.unclear):
            typer.echo(output.text(sentence))
    if applied.unclear:
        raise typer.Exit(1)


def _unless_too_early(enter: Callable[..., _Entered], *, yes: bool) -> _Entered:
    """Enter decisions; where their meeting is still to come, once whoever sits at the terminal has said yes."""
    try:
        return enter(early=yes)
    except MeetingToCome as doubt:
        if not _is_at_terminal():
            typer.echo(f"Note: {doubt} It is entered all the same.", err=True)
        elif not _says_yes(f"{doubt} Has this been decided all the same?"):
            typer.echo("Nothing was entered.", err=True)
            raise typer.Exit(1) from None
    return enter(early=True)


def _is_at_terminal() -> bool:
    return sys.stdin.isatty()


def _says_yes(question: str) -> bool:
    typer.echo(f"{question} [y/N] ", nl=False, err=True)  # typer.confirm says a part of it on stdout
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _outcome(written: str) -> DecisionOutcome:
    """Return the outcome that a Swedish or English word means."""
    from mailbot.meetings.agenda.documents.words import words
    from mailbot.store.values import DecisionOutcome

    found = words().outcome(written) or next((one for one in DecisionOutcome if one == written.lower()), None)
    if found is None:
        raise typer.BadParameter(
            f"{written} is no outcome. Write {', '.join(words().choices)}, or {', '.join(DecisionOutcome)}.",
            param_hint="OUTCOME",
        )
    return found
