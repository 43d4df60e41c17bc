"""The agenda: what is on it, and changes by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output
from mailbot.errors import NotFound

if TYPE_CHECKING:
    from mailbot.jobs.services import Services
    from mailbot.store.tables import Agenda, AgendaItem, Initiative

app = typer.Typer(no_args_is_help=True, help="The agenda of a meeting.")

Day = Annotated[str | None, typer.Argument(metavar="[MEETING]", help="The meeting's day. Default: the next one.")]
OfMeeting = Annotated[str | None, typer.Option("--meeting", help="The meeting's day. Default: the next one.")]
Reference = Annotated[str, typer.Argument(help="PREFIX-YEAR-NUMBER, as its letters say.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write the agenda's files to this folder, too.")]


@app.command()
def build(ctx: typer.Context, meeting: Day = None, out: Out = None) -> None:
    """Freeze an agenda now, without waiting for its stop time; the secretary gets it by mail.

    Exit codes: 4 there is no such meeting, or its agenda is frozen already.
    """
    from mailbot.jobs.freeze_agenda import freeze_now

    with context.services(ctx) as services:
        _show_frozen(services, freeze_now(services, meeting or _next(services, frozen=False)), out)


@app.command()
def show(ctx: typer.Context, meeting: Day = None, out: Out = None) -> None:
    """Show an agenda; before it is frozen, the queue as it would go on it now.

    Exit codes: 4 there is no such meeting.
    """
    from mailbot.meetings import calendar
    from mailbot.meetings.agenda import freeze

    with context.services(ctx) as services, services.database.reading() as session:
        found = calendar.find(session, meeting or _next(services, frozen=None))
        if found.agendas:
            _print(found.agendas[-1], out)
            return
        typer.echo(f"{found.day}: not frozen. It closes {output.text(found.stop_at)}. In the queue now:")
        _print_queue(freeze.queue(session))


@app.command()
def add(ctx: typer.Context, reference: Reference, meeting: OfMeeting = None, out: Out = None) -> None:
    """Put a queued initiative on a frozen agenda: a new revision, mailed again.

    Exit codes: 4 nothing has that reference or day, or it can't be put on that agenda.
    """
    from mailbot.jobs.freeze_agenda import add_item

    with context.services(ctx) as services:
        _show_frozen(services, add_item(services, meeting or _next(services, frozen=True), reference), out)


@app.command()
def remove(ctx: typer.Context, reference: Reference, meeting: OfMeeting = None, out: Out = None) -> None:
    """Take an initiative off a frozen agenda: a new revision, mailed again; it returns to the queue.

    Exit codes: 4 nothing has that reference or day, or it does not wait for a decision there.
    """
    from mailbot.jobs.freeze_agenda import remove_item

    with context.services(ctx) as services:
        _show_frozen(services, remove_item(services, meeting or _next(services, frozen=True), reference), out)


def _next(services: Services, *, frozen: bool | None) -> str:
    """Return the day of the soonest meeting that is not over: with a frozen agenda, without one, or either (None)."""
    from sqlalchemy import select

    from mailbot.config import STOCKHOLM
    from mailbot.store.tables import Meeting

    today = services.clock().astimezone(STOCKHOLM).date()
    coming = select(Meeting.day).where(Meeting.cancelled_at.is_(None), Meeting.day >= today).order_by(Meeting.day)
    if frozen is not None:
        coming = coming.where(Meeting.agendas.any() if frozen else ~Meeting.agendas.any())
    with services.database.reading() as session:
        day = session.scalar(coming.limit(1))
    if day is None:
        kind = {True: "a frozen agenda", False: "an open agenda", None: "an agenda"}[frozen]
        raise NotFound(f"No meeting with {kind} lies ahead. `mailbot meetings list` shows them all.")
    return str(day)


def _show_frozen(services: Services, number: int, out: Path | None) -> None:
    from mailbot.store.tables import Agenda

    with services.database.reading() as session:
        _print(session.get_one(Agenda, number), out)


def _print(agenda: Agenda, out: Path | None) -> None:
    typer.echo(f"{agenda.meeting.day}: revision {agenda.revision}, frozen {output.text(agenda.frozen_at)}.")
    rows = [
        (item.paragraph, item.initiative.reference, item.initiative.title, item.initiative.organisation, _remark(item))
        for item in agenda.items
    ]
    output.table(("§", "Reference", "Title", "Organisation", "State"), rows)
    if out is not None:
        _write(agenda, out)


def _remark(item: AgendaItem) -> str:
    return "taken off" if item.removed_at else str(item.initiative.state)


def _print_queue(queue: list[Initiative]) -> None:
    rows = [(one.reference, one.title, one.organisation, "deferred" if one.deferred else "") for one in queue]
    output.table(("Reference", "Title", "Organisation", ""), rows)


def _write(agenda: Agenda, folder: Path) -> None:
    from mailbot.meetings.agenda.edition import whole_files
    from mailbot.primitives import private_files

    private_files.make_folder(folder)
    for name, data in whole_files(agenda).items():
        private_files.write(folder / name, data)
        typer.echo(f"{folder / name}")
