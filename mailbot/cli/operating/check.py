"""Tries everything for real, and says how to mend what does not work."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import context
from mailbot.cli.checks import check_machine, check_send, check_servers
from mailbot.cli.checks.check_result import Doubt, Fault
from mailbot.cli.printed import output
from mailbot.errors import ConfigError, MailbotError

if TYPE_CHECKING:
    from mailbot.config import Config

app = typer.Typer()


@app.command()
def check(
    ctx: typer.Context,
    *,
    send: Annotated[
        bool, typer.Option("--send", help="Also send mailbot a mail, wait for it, look at it and remove it.")
    ] = False,
) -> None:
    """Try config, database, mailbox, SMTP server, templates and meetings: a line each, and how to mend what fails.

    Makes what a first start would make: database and folders. Sends nothing: the SMTP server is asked whether
    it would take a letter to mailbot itself, and told to forget it. With --send one goes out, to mailbot alone and
    with a forged Authentication-Results, to see whether your server strips that.

    Exit codes: 1 something does not work, 3 the config can't be used.
    """
    try:
        config = context.config(ctx)
    except ConfigError as error:
        _say("✘", "config", str(error))
        raise typer.Exit(3) from None
    _say("✔", "config", "all keys are known and make sense")
    results = [tried(one, config) for one in (*CHECKS, *(SENDING if send else ()))]
    if not all(results):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Check:
    """One line: what is tried, and what says in a few words that it works."""

    name: str
    run: Callable[[Config], str]


def tried(one: Check, config: Config) -> bool:
    """Try one thing, and say how it went; return whether it works."""
    try:
        _say("✔", one.name, one.run(config))
    except Doubt as doubt:
        _say("!", one.name, str(doubt))
    except (MailbotError, Fault, OSError) as error:
        _say("✘", one.name, str(error))
        return False
    return True


def _say(mark: str, name: str, sentence: str) -> None:
    first, *more = output.text(sentence).splitlines()
    typer.echo(f"{mark} {name:<12} {first}")
    for line in more:
        typer.echo(f"  {'':<12} {line}")


def _database(config: Config) -> str:
    from mailbot.store.engine import Database

    database = Database(config.database_url)
    database.migrate()
    try:
        return database.check()
    finally:
        database.close()


def _leader(config: Config) -> str:
    """Say who leads, and what another worker with this config would do otherwise than it."""
    from mailbot import __version__
    from mailbot.app import time_zone
    from mailbot.jobs import thread_key
    from mailbot.store import lead
    from mailbot.store.engine import Database

    with closing(Database(config.database_url)) as database:
        if not database.lock().is_held():
            return "no worker works now"
        with database.reading() as session:
            leader = lead.leader(session)
        ours = (__version__, time_zone(), thread_key.fingerprint(database))
    theirs = (leader.version, leader.time_zone, leader.thread_key)
    names = ("version {1}, here {0}", "time zone {1}, here {0}", "another thread key: restart it")
    differs = [name.format(here, there) for name, here, there in zip(names, ours, theirs, strict=True) if here != there]
    if differs:
        raise Doubt(f"{leader.host} has {'; '.join(differs)}. All workers should have the same.")
    return f"{leader.host} leads since {output.text(leader.since)}; same version, time zone and thread key"


def _letters(config: Config) -> str:
    from mailbot.outbox.render import Renderer
    from mailbot.primitives.templates_folder import templates_dir

    faults = Renderer(templates_dir() / "mail", config.letters.templates_dir).faults()
    if faults:
        lines = "\n".join(f"{file}: {fault}" for file, fault in faults)
        raise Fault(f"The shipped template is used in place of:\n{lines}")
    return f"own templates in {config.letters.templates_dir}" if config.letters.templates_dir else "shipped templates"


_AGENDA_FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "there is no such file",
        "not_word": "it is no Word file (.docx)",
        "unknown_name": "it asks for «{name}», which does not exist",
        "syntax": "something between its braces is wrong: {name}",
        "no_notices": "evaluated work has no place: copy the section `agenda.notices` from the shipped template",
        "no_decision": "a decision filled in could not be read back: keep {{{{ agenda.mark }}}} and the decision table",
        "other": "it fails at {name}",
    }
)


def _agenda(config: Config) -> str:
    from mailbot.meetings.agenda.documents.own_template import fault
    from mailbot.meetings.agenda.documents.words import words

    own = config.meetings.agenda_template
    if own is None:
        return "shipped template"
    if wrong := fault(own, words()):
        said = _AGENDA_FAULTS[wrong.what].format(name=wrong.name)
        where = f", in «{wrong.where}»" if wrong.where else ""
        raise Fault(f"meetings.agenda_template: {own}: {said}{where}. The shipped one is used in its place.")
    return f"own template {own}"


def _phrases(_config: Config) -> str:
    from mailbot.intake import review_reasons
    from mailbot.primitives.templates_folder import templates_dir
    from parsers import phrase_faults

    wrong = [*phrase_faults(templates_dir() / "phrases"), *review_reasons.faults(review_reasons.reasons_file())]
    if wrong:
        raise Fault("Mend these, or install mailbot again:\n" + "\n".join(wrong))
    return "each matches its examples; the reasons for review are whole"


def _forms(config: Config) -> str:
    from mailbot.app import forms

    return ", ".join(f"{form.id} ({len(form.fields)} fields)" for form in forms(config))


def _meetings(config: Config) -> str:
    from mailbot.meetings import calendar
    from mailbot.store.engine import Database

    now = datetime.now(UTC)
    database = Database(config.database_url)
    with database.reading() as session:
        entered = calendar.next_meeting(session, now)
        stops = [entered.stop_at] if entered else []
    database.close()
    stops += [planned.stop for planned in config.meetings.dates if planned.stop > now]
    if not stops:
        raise Doubt("none is planned. Enter the next one: mailbot meetings add DATE --stop DATETIME")
    return f"the next agenda closes {output.text(min(stops))}"


def _secretaries(config: Config) -> str:
    if config.secretary(config.identity.address):
        raise Fault(f"{config.identity.address} is mailbot's own address. Name a person's in [[secretaries]].")
    return ", ".join(secretary.address for secretary in config.secretaries)


_STRIP = (
    "your server must strip {field} from outside mail, or a sender can vouch for himself. That is not tried here: "
    "`mailbot check --send` does from inside; send the mailbox a mail from outside with that field, too."
)


def _trust(config: Config) -> str:
    trust = config.trust
    if trust.authserv_id is None and not trust.internal_mark:
        raise Doubt(
            "no sender can be verified, so anybody can write in anybody's name. A proposal from an address that is "
            "not its writer's is queued, marked on the agenda as unconfirmed, and its receipt goes to whom the address "
            "belongs to. What is registered changes only by an answer to a letter of ours, or with a code that went to "
            "the initiator. Set trust.authserv_id to your server's name in Authentication-Results."
        )
    if trust.results == "below":
        raise Doubt(_STRIP.format(field="Authentication-Results in its own name"))
    if trust.internal_mark:
        raise Doubt(_STRIP.format(field="X-MS-Exchange-Organization-AuthAs"))
    return f"verified by {trust.authserv_id or 'fields without a name'}"


CHECKS = (
    Check("database", _database),
    Check("leader", _leader),
    Check("files", check_machine.files),
    Check("disk", check_machine.disk),
    Check("mailbox", check_servers.mailbox),
    Check("clock", check_servers.clock),
    Check("smtp", check_servers.smtp),
    Check("bounces", check_servers.bounces),
    Check("letters", _letters),
    Check("agenda", _agenda),
    Check("phrases", _phrases),
    Check("forms", _forms),
    Check("reading", check_machine.reading),
    Check("meetings", _meetings),
    Check("secretaries", _secretaries),
    Check("trust", _trust),
)

SENDING = (Check("arrival", check_send.arrival), Check("return", check_send.return_address))
