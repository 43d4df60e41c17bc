"""The calendar of meetings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context, paths
from mailbot.cli.printed import output, times

if TYPE_CHECKING:
    from mailbot.store.tables import Meeting

app = typer.Typer(no_args_is_help=True, help="The calendar: meetings and the stop dates of their agendas.")


@app.command("list")
def show_all(ctx: typer.Context, as_json: output.Json = False) -> None:
    """List the meetings, cancelled ones included."""
    from sqlalchemy import select
    from sqlalchemy.orm import selectinload

    from mailbot.store.tables import Meeting

    with context.services(ctx) as services, services.database.reading() as session:
        meetings = select(Meeting).options(selectinload(Meeting.agendas)).order_by(Meeting.day)
        rows = session.scalars(meetings).all()
        cells = [(row.day, row.starts_at, row.stop_at, row.place, _state(row)) for row in rows]
    headings = ("Day", "Starts", "Agenda closes", "Place", "State")
    output.listing(rows, as_json, headings, cells, "No meetings. `mailbot meetings add` enters one.")


def _state(meeting: Meeting) -> str:
    if meeting.cancelled_at:
        return "cancelled"
    return f"agenda frozen, revision {meeting.agendas[-1].revision}" if meeting.agendas else "open"


@app.command()
def add(
    ctx: typer.Context,
    day: times.Day,
    *,
    stop: times.Moment,
    start: times.Clock = None,
    place: Annotated[str | None, typer.Option(help="Where. Default: as the config says.")] = None,
    as_json: output.Json = False,
) -> None:
    """Enter a meeting.

    Exit codes: 4 the day has a meeting already, or the agenda would close after the start.
    """
    from mailbot.jobs.by_hand import operator_actions
    from mailbot.meetings import calendar

    with context.services(ctx) as services:
        usual = services.config.meetings
        starts_at = times.in_sweden(day.date(), start.time() if start else usual.start)
        where = usual.place if place is None else place
        meeting = operator_actions.add_meeting(services, starts_at, times.aware(stop), where)
        late = meeting.stop_at <= services.clock()
    _said(meeting, as_json)
    for warning in calendar.warnings(meeting.day):
        output.note(f"Note: {warning}")
    if late:
        output.note("Note: its agenda closes at once, for the stop time has passed.")


@app.command("import")
def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A calendar (.ics), or a plan (.xlsx, .docx).")],
    as_json: output.Json = False,
) -> None:
    """Enter, move and cancel meetings as a file says: a calendar, or a table with Datum, Tid, Plats and Stoppdag.

    Exit codes: 1 something in it is unclear, and was left as it is; 4 it plans no meeting.
    """
    from mailbot.errors import MeetingRefused
    from mailbot.jobs.by_hand.import_meetings import import_meetings

    try:
        data = paths.content(file)
    except OSError as error:
        raise MeetingRefused(f"{file}: {error.strerror}. Name a calendar, or a plan in Excel or Word.") from None
    with context.services(ctx) as services:
        applied = import_meetings(services, file.name, data)
    if as_json:
        output.emit({"done": applied.done, "unclear": applied.unclear})
    else:
        for sentence in (*applied.done, *applied.unclear) or ("Nothing in the calendar has changed.",):
            typer.echo(output.text(sentence))
    if applied.unclear:
        raise typer.Exit(1)


@app.command()
def cancel(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help="As 2026-12-10.")],
    as_json: output.Json = False,
) -> None:
    """Cancel a meeting. What stands undecided on its agenda returns to the queue, and the initiators are told.

    Exit codes: 4 there is no meeting on that day, or it is cancelled already.
    """
    from mailbot.jobs.by_hand import operator_actions

    with context.services(ctx) as services:
        _said(operator_actions.cancel_meeting(services, day), as_json)


def _said(meeting: Meeting, as_json: bool) -> None:
    if as_json:
        output.emit(output.row(meeting))
    elif meeting.cancelled_at:
        typer.echo(f"{meeting.day} cancelled.")
    else:
        typer.echo(
            f"{meeting.day}: starts {output.text(meeting.starts_at)}, agenda closes {output.text(meeting.stop_at)}."
        )
