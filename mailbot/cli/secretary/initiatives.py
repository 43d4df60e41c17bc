"""The register: what is in it, and what an operator may change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mailbot.cli import context
from mailbot.cli.printed import output
from mailbot.store.values import State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from mailbot.store.columns import Base
    from mailbot.store.tables import Initiative

app = typer.Typer(no_args_is_help=True, help="The register of initiatives.")

Reference = Annotated[str, typer.Argument(help="PREFIX-YEAR-NUMBER, as its letters say.")]
Letter = Annotated[bool, typer.Option("--letter/--no-letter", help="Whether the initiator is told by mail.")]


@app.command("list")
def show_all(
    ctx: typer.Context,
    state: Annotated[list[State] | None, typer.Option(help="Only those in this state; may be repeated.")] = None,
    as_json: output.Json = False,
) -> None:
    """List initiatives, oldest first."""
    from sqlalchemy import select

    from mailbot.store.tables import Initiative

    query = select(Initiative).order_by(Initiative.year, Initiative.number)
    if state:
        query = query.where(Initiative.state.in_(state))
    with context.services(ctx) as services, services.database.reading() as session:
        rows = session.scalars(query).all()
    cells = ((one.reference, _state(one), one.received_at, one.title, one.organisation) for one in rows)
    headings = ("Reference", "State", "Received", "Title", "Organisation")
    output.listing(rows, as_json, headings, cells, "No initiatives.")


@app.command()
def show(ctx: typer.Context, reference: Reference, as_json: output.Json = False) -> None:
    """Show one initiative whole: its form, its files, decisions, letters and events.

    Exit codes: 4 there is none of that reference.
    """
    from mailbot.register.initiatives import find

    with context.services(ctx) as services, services.database.reading() as session:
        initiative = find(session, reference)
        parts = _parts(session, initiative)
        if as_json:
            lists = {name: [output.row(one) for one in rows] for name, rows in parts.items()}
            output.emit({**output.row(initiative), **lists})
        else:
            _print(initiative, parts)


def _parts(session: Session, initiative: Initiative) -> dict[str, list[Any]]:
    """Return what belongs to an initiative, by its table's name."""
    from sqlalchemy import select

    from mailbot.store.tables import Decision, Event, Letter

    def those(table: type[Base], condition: Any) -> list[Any]:
        return list(session.scalars(select(table).where(condition).order_by(*table.__table__.primary_key)))

    letters = those(Letter, Letter.initiative_id == initiative.id)
    subjects = [initiative.reference, *(f"letter:{letter.id}" for letter in letters)]
    return {
        "form_versions": list(initiative.versions),
        "attachments": list(initiative.attachments),
        "decisions": those(Decision, Decision.initiative_id == initiative.id),
        "letters": letters,
        "events": those(Event, Event.subject.in_(subjects)),
    }


def _print(initiative: Initiative, parts: dict[str, list[Any]]) -> None:
    output.facts(
        [
            ("Reference", initiative.reference),
            ("Title", initiative.title),
            ("State", _state(initiative)),
            ("Initiator", f"{initiative.initiator_name} <{initiative.initiator_address}>"),
            ("Organisation", initiative.organisation),
            ("Received", initiative.received_at),
            ("Note", initiative.note),
        ]
    )
    if form := initiative.form:
        typer.echo(f"\nForm, version {form.number} ({form.template}, {form.format})")
        output.facts(form.fields.items())
        for problem in form.problems:
            typer.echo(output.text(f"  ! {problem['message']}"))
    _print_table(
        "Files", ("File", "Bytes", "Withheld"), [(f.filename, f.size, f.withheld) for f in parts["attachments"]]
    )
    _print_table(
        "Decisions",
        ("Outcome", "State", "Applied", "Reasons", "Responsible"),
        [(d.outcome, d.state, d.applied_at, d.reasons, d.responsible) for d in parts["decisions"]],
    )
    _print_table(
        "Letters",
        ("No", "Kind", "State", "Created", "Sent", "To", "Error"),
        [
            (one.id, one.kind, one.state, one.created_at, one.sent_at, one.recipient, one.error)
            for one in parts["letters"]
        ],
    )
    _print_table("Events", ("At", "What", "By"), [(e.at, e.kind, e.actor) for e in parts["events"]])


def _print_table(title: str, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    if rows:
        typer.echo(f"\n{title}")
        output.table(headings, rows)


def _state(initiative: Initiative) -> str:
    return f"{initiative.state}, deferred" if initiative.deferred else str(initiative.state)


def _said(initiative: Initiative, as_json: bool) -> None:
    """Say what has become of an initiative."""
    if as_json:
        output.emit(output.row(initiative))
    else:
        typer.echo(output.text(f"{initiative.reference} {initiative.state}: {initiative.title}"))


@app.command()
def add(
    ctx: typer.Context,
    *,
    title: Annotated[str, typer.Option(help="What the initiative is called.")],
    name: Annotated[str, typer.Option(help="The initiator's name.")],
    email: Annotated[str, typer.Option(help="The initiator's mail address; letters go there.")],
    organisation: Annotated[str, typer.Option(help="One of those that the form offers.")],
    complete: Annotated[
        bool, typer.Option("--complete", help="The meeting can have it as it is, whatever the form lacks: queue it.")
    ] = False,
    receipt: Letter = True,
    as_json: output.Json = False,
) -> None:
    """Register an initiative that came on paper or by telephone.

    Exit codes: 4 the form offers no such organisation.
    """
    from mailbot.jobs.by_hand import operator_actions

    told = operator_actions.OnPaper(title, name, _address(email), organisation, complete)
    with context.services(ctx) as services:
        _said(operator_actions.add(services, told, receipt=receipt), as_json)


def _address(written: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from mailbot.config import MailAddress

    try:
        return TypeAdapter(MailAddress).validate_python(written.strip())
    except ValidationError:
        raise typer.BadParameter(f"{written} is not a mail address.", param_hint="--email") from None


@app.command()
def withdraw(ctx: typer.Context, reference: Reference, letter: Letter = True, as_json: output.Json = False) -> None:
    """Withdraw an initiative because its initiator wants so.

    Exit codes: 4 there is none of that reference, or it is decided already.
    """
    from mailbot.jobs.by_hand import operator_actions

    with context.services(ctx) as services:
        initiative, was_on_agenda = operator_actions.withdraw(services, reference, letter=letter)
        _said(initiative, as_json)
    if was_on_agenda:
        output.note("It stood on a frozen agenda, which keeps it: tell the secretary.")


@app.command()
def close(ctx: typer.Context, reference: Reference, as_json: output.Json = False) -> None:
    """Close an incomplete initiative whose completion never came (avskriven). No letter is sent.

    Exit codes: 4 there is none of that reference, or it is not incomplete.
    """
    from mailbot.jobs.by_hand import operator_actions

    with context.services(ctx) as services:
        _said(operator_actions.close(services, reference), as_json)


@app.command()
def release(ctx: typer.Context, reference: Reference, as_json: output.Json = False) -> None:
    """Let an initiative's withheld files go out with agendas: a human has looked at them.

    Exit codes: 4 there is none of that reference.
    """
    from mailbot.jobs.by_hand import operator_actions

    with context.services(ctx) as services:
        _said(operator_actions.release_material(services, reference), as_json)


@app.command()
def note(
    ctx: typer.Context,
    reference: Reference,
    text: Annotated[str, typer.Argument(help="What to remember. It is a public record, too.")],
    as_json: output.Json = False,
) -> None:
    """Add a line to an initiative's notes.

    Exit codes: 4 there is none of that reference.
    """
    from mailbot.jobs.by_hand import operator_actions

    with context.services(ctx) as services:
        _said(operator_actions.note(services, reference, text), as_json)
