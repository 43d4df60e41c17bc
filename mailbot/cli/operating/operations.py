"""Operations: is everything accounted for, is the chain whole, a copy of the database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from mailbot.app import App
    from mailbot.jobs.comparing.work_not_in_register import Unknown
    from mailbot.register.audit import Head

app = typer.Typer()
audit = typer.Typer(no_args_is_help=True, help="The audit chain.")


@app.command()
def reconcile(ctx: typer.Context, as_json: output.Json = False) -> None:
    """Compare every message in the watched and handled folders with the ledger, and mend what can be mended.

    A message that was never taken in is entered where it lies, for a human; one that lies elsewhere than
    the ledger says is followed. While a worker works, this only looks: it does the same itself, daily.

    Exit codes: 1 something was unaccounted for, mended now or not, or a form is registered twice.
    """
    from mailbot.app import build
    from mailbot.errors import AlreadyRunning
    from mailbot.jobs.comparing.reconcile import mend
    from mailbot.jobs.comparing.reconcile import reconcile as compare

    with build(context.config(ctx)) as wired:
        try:
            with wired.alone() as services:
                account = mend(services, wired.mailbox)
        except AlreadyRunning:
            account = compare(wired.services, wired.mailbox)
    if as_json:
        output.emit({**asdict(account), "unaccounted": len(account.unaccounted), "places": account.unaccounted})
    else:
        typer.echo(f"unaccounted: {len(account.unaccounted)}")
        for place in account.unaccounted:
            typer.echo(f"  {output.text(place)}")
        output.facts(
            [
                ("Messages", account.messages),
                ("Waiting for the next pass", account.waiting),
                ("Begun, not finished", account.unfinished),
                ("Registered twice", account.duplicates),
                ("Of the unaccounted, entered for a human", account.entered or ""),
                ("Followed to another place", account.followed or ""),
                ("Gone before they were read: mailbot review list", account.vanished or ""),
                ("No longer where they were filed", account.gone or ""),
            ]
        )
    if account.unaccounted or account.duplicates:
        raise typer.Exit(1)


@app.command()
def health(ctx: typer.Context, as_json: output.Json = False) -> None:
    """Say in one line whether mailbot does its work, for a monitor: a worker leads, passes succeed, letters go out.

    Asks the register alone, and changes nothing.

    Exit codes: 1 something must be seen to.
    """
    from mailbot.app import utc_now
    from mailbot.errors import MailbotError
    from mailbot.jobs.watch.health import Problem, ProblemKind, look

    config, now = context.config(ctx), utc_now()
    found: dict[str, object] = {}
    try:
        health = look(config, now)
        problems = health.problems(config, now)
        found = asdict(health)
    except (MailbotError, OSError) as error:
        problems = (Problem(ProblemKind.REGISTER_AWAY, str(error)),)
    if as_json:
        output.emit({"ok": not problems, "problems": [asdict(problem) for problem in problems], **found})
    else:
        said = "; ".join(problem.said for problem in problems)
        typer.echo(output.text(said or f"ok, {found['leader']} leads"))
    if problems:
        raise typer.Exit(1)


@audit.command()
def verify(
    ctx: typer.Context,
    head: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="N:HASH", help="A head from a backup's line, or `audit_head` in the log."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--backup", help="A backup (SQLite): what it ends with must be there.")
    ] = None,
) -> None:
    """Walk the whole audit chain, and say whether any event was changed, added or removed.

    A chain that was cut off with all its traces, or written anew, is told by a head that was kept elsewhere.

    Exit codes: 1 the chain is broken. 4 what was given is no head or no backup.
    """
    from mailbot.register.audit import Head
    from mailbot.register.audit import verify as walk

    kept = [Head.parse(one) for one in head or []]
    kept += filter(None, [_head_of(file)]) if file is not None else []
    with context.services(ctx) as services, services.database.reading() as session:
        broken = walk(session, kept)
    if broken is not None:
        typer.echo(f"The chain is broken at event {broken.number}: {broken.reason}.")
        raise typer.Exit(1)
    typer.echo("The chain is whole.")


def _head_of(file: Path) -> Head | None:
    """Return what a backup ends with; NotFound where it is none."""
    from contextlib import closing

    from mailbot.errors import DatabaseDamaged, NotFound
    from mailbot.register.audit import head
    from mailbot.store.engine import Database

    try:
        with closing(Database(f"sqlite:///{file}")) as copy:
            if not copy.is_made():
                raise NotFound(f"{file} is no backup of mailbot's register.")
            with copy.reading() as session:
                return head(session)
    except DatabaseDamaged as error:
        raise NotFound(f"{file} is no backup of mailbot's register.") from error


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the copy goes; a file that is there is replaced.")],
) -> None:
    """Copy the database into one file, checked, while mailbot goes on working.

    PostgreSQL has its own tool: says how to call it, and checks FILE where it is there, by reading all of it.

    Exit codes: 1 it could not be copied, or can't be read.
    """
    from mailbot.register.audit import head

    with context.services(ctx) as services:
        services.database.backup(file)
        if services.database.is_one_file:
            ends = _head_of(file)
        else:
            with services.database.reading() as session:
                ends = head(session)
    typer.echo(f"{file}: {file.stat().st_size / 1_000_000:.1f} MB. Audit head: {ends or 'none yet'}")


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="A backup; it takes the register's place, which is kept.")] = None,
    go_on: Annotated[
        bool, typer.Option("--go-on", help="Work with the register as it is, although it is an earlier one.")
    ] = False,
    told: Annotated[
        list[str] | None,
        typer.Option("--told", metavar="REF", help="With --go-on: the highest reference that you know was told."),
    ] = None,
) -> None:
    """Restore a backup, or list what the register lacks: nothing is taken in, sent or numbered until it is to go on.

    What it lacks shows in a note beside it and in the mailbox: letters in Sent, and handled messages, that it doesn't
    know. Numbers told since the backup are never given again; what the backup had queued is held, for it may
    have gone out (`mailbot letters list`), unless its copy lies in Sent. Mail handled since is entered for a human.

    Exit codes: 1 the backup can't be used, or the register lacks something. 75 another mailbot works: stop it first.
    """
    from mailbot.app import build
    from mailbot.jobs.comparing import older_register

    with build(context.config(ctx)) as wired, wired.alone() as services:
        if file is not None:
            services.database.restore(file)
            typer.echo(f"{file} is the register now.")
        found = _shown(wired)
        for line in (*found.letters, *found.messages):
            typer.echo(f"  {output.text(line)}")
        if go_on:
            highest = _numbers(told or [], services.config.reference_prefix)
            typer.echo(f"Goes on. Letters held: {older_register.go_on(wired.services, found, told=highest)}.")
        lacks = older_register.behind(services.config.state_dir, services.database)
    if lacks is not None:
        typer.echo(f"The register lacks {lacks}. Nothing is taken in or sent before: mailbot restore --go-on")
        raise typer.Exit(1)
    if file is None and not go_on:
        typer.echo("The register lacks nothing that this machine or the mailbox knows of.")


def _shown(wired: App) -> Unknown:
    """Ask the mailbox what the register doesn't know; nothing where it is away, which is said."""
    from mailbot.errors import MailboxUnavailable
    from mailbot.jobs.comparing import older_register
    from mailbot.jobs.comparing.work_not_in_register import Unknown

    try:
        return older_register.look(wired.services, wired.mailbox)
    except MailboxUnavailable as error:
        typer.echo(f"The mailbox can't be asked what it knows: {error}", err=True)
        return Unknown()


def _numbers(references: list[str], prefix: str) -> dict[int, int]:
    """Return the highest number by year; NotFound where one is no reference."""
    from mailbot.errors import NotFound
    from mailbot.primitives.references import references_in

    numbers: dict[int, int] = {}
    for one in references:
        found = references_in(one, prefix)
        if len(found) != 1:
            raise NotFound(f"{one} is no reference: write it as {prefix}-2026-0017.")
        _, year, number = found[0].rsplit("-", 2)
        numbers[int(year)] = max(numbers.get(int(year), 0), int(number))
    return numbers
