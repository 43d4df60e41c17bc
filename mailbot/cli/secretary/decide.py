"""Decisions by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context, paths
from mailbot.cli.printed import output
from mailbot.errors import AgendaUnreadable

if TYPE_CHECKING:
    from mailbot.store.values import DecisionOutcome

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
    as_json: output.Json = False,
) -> None:
    """Enter the meeting's decisions: all in a filled-in agenda, or one by its reference. They take effect at once.

    One for an initiative that is approved or rejected corrects that decision. One about evaluated work needs no
    agenda, and corrects one that was made before; `continued` needs --follow-up.

    Exit codes: 1 something in the file is unclear, and was left as it is; 4 nothing waits under that
    reference, or the file is no agenda of ours.
    """
    from mailbot.jobs import apply_decisions

    if outcome is None:
        _decide_all(ctx, Path(target), as_json)
        return
    meant = _outcome(outcome)
    with context.services(ctx) as services:
        day = follow_up.date() if follow_up else None
        decision = apply_decisions.decide(
            services, target, meant, reasons=reason, responsible=responsible, follow_up_on=day, spread_to=to
        )
        if as_json:
            output.emit(output.row(decision))
        else:
            typer.echo(f"{decision.initiative.reference} is {decision.initiative.state}.")


def _decide_all(ctx: typer.Context, file: Path, as_json: bool) -> None:
    from mailbot.jobs.apply_decisions import decide_all

    try:
        data = paths.content(file)
    except OSError as error:
        said = f"{file}: {error.strerror}. Name a filled-in agenda, or a reference and an outcome."
        raise AgendaUnreadable(said) from None
    with context.services(ctx) as services:
        applied = decide_all(services, file.name, data)
    if as_json:
        output.emit({"done": applied.done, "unclear": applied.unclear})
    else:
        for sentence in (*applied.done, *applied.unclear):
            typer.echo(output.text(sentence))
    if applied.unclear:
        raise typer.Exit(1)


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
