"""Tries everything for real, and says how to mend what does not work."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli import check_send, context, output
from mailbot.cli.check_result import Doubt, Fault
from mailbot.errors import ConfigError, DeliveryRefused, MailbotError

if TYPE_CHECKING:
    from mailbot.config import Config

app = typer.Typer()

_PATIENCE = 10
"""Seconds that a server gets to answer: a person waits."""
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FULL_MB, _NEARLY_FULL_MB = 100, 1_000


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


def _mailbox(config: Config) -> str:
    from mailbot.app import mailbox

    folders = config.mailbox.folders
    year = f"{datetime.now(UTC):%Y}"
    targets = [name.replace("{year}", year) for name in (folders.handled, folders.review, folders.automatic)]
    with mailbox(_hurried(config)) as there:
        offered = there.capabilities()
        there.prepare(targets)
        missing = there.missing(folders.watched)
        waiting = [f"{name} {len(there.list_uids(name).uids)}" for name in folders.watched if name not in missing]
        names = there.folders() if missing else []
    if folders.inbox in missing:
        raise Fault(
            f"logged in, but there is no folder {folders.inbox}: no mail would ever be seen. "
            f"Set mailbox.folders.inbox to one of: {', '.join(names)}."
        )
    if missing:
        raise Doubt(
            f"logged in, but there is no folder {', '.join(missing)}: forms there would never be seen. "
            f'Set mailbox.folders.junk to one of: {", ".join(names)}; or to "" if there is none.'
        )
    known = [f"{name}{'' if name in offered else ' missing'}" for name in ("IDLE", "MOVE", "UIDPLUS")]
    return f"logged in as {there.account}; messages: {', '.join(waiting)}; {', '.join(known)}"


def _smtp(config: Config) -> str:
    from mailbot.app import sender

    there = sender(_hurried(config))
    own = config.identity.address
    try:
        there.connect()
        there.probe(own, own)
    except DeliveryRefused as error:
        raise Fault(f"{error}. It would not take a letter from {own} to {own}: check smtp.user and identity.") from None
    finally:
        there.close()
    reached = "reached without a login" if config.smtp.auth == "none" else "logged in at"
    takes = f"takes letters from {own}, none was sent"
    return f"{reached} {config.smtp.host}:{config.smtp.port}; {takes}; {config.smtp.rate_per_minute} letters a minute"


def _bounces(config: Config) -> str:
    """Say which reports of letters that came back are believed; where each letter has an address, try one."""
    if config.smtp.plus_address:
        _try_return_path(config)
        return (
            "each letter has a return address of its own, and only a report to that counts. The SMTP server takes "
            "one (tried); whether such mail reaches the mailbox, `mailbot check --send` tries"
        )
    if config.trust.authserv_id is None and not config.trust.internal_mark:
        raise Doubt(
            "no report that a letter came back can be told from a forged one: a human reads each, and the letter "
            "counts as sent. Set smtp.plus_address = true, or else trust.authserv_id."
        )
    servers = " or ".join(dict.fromkeys(filter(None, (config.smtp.host, config.trust.authserv_id))))
    return (
        f"only a report that {servers} made counts (smtp.plus_address is off), "
        "and a human reads others; that yours names itself so is not tried"
    )


def _try_return_path(config: Config) -> None:
    from mailbot.app import sender
    from mailbot.mail.thread_ids import ThreadKey
    from mailbot.outbox.return_path import with_code

    own = config.identity.address
    there = sender(_hurried(config))
    try:
        there.probe(with_code(own, ThreadKey("check"), 1, "<check@mailbot>"), own)
    except MailbotError as error:
        raise Fault(
            f"{error}. It would not take a letter with a return address of its own: leave smtp.plus_address out."
        ) from None
    finally:
        there.close()


def _hurried(config: Config) -> Config:
    """Return the config with less patience: a person waits."""
    servers = {
        name: server.model_copy(update={"timeout_seconds": min(_PATIENCE, server.timeout_seconds)})
        for name, server in (("mailbox", config.mailbox), ("smtp", config.smtp))
    }
    return config.model_copy(update=servers)


def _letters(config: Config) -> str:
    from mailbot.outbox.render import Renderer
    from mailbot.primitives.templates_folder import templates_dir

    faults = Renderer(templates_dir() / "mail", config.letters.templates_dir).faults()
    if faults:
        lines = "\n".join(f"{file}: {fault}" for file, fault in faults)
        raise Fault(f"The shipped template is used in place of:\n{lines}")
    return f"own templates in {config.letters.templates_dir}" if config.letters.templates_dir else "shipped templates"


def _agenda(config: Config) -> str:
    from mailbot.meetings.agenda.word import fault
    from mailbot.meetings.agenda.words import words

    own = config.meetings.agenda_template
    if own is None:
        return "shipped template"
    if wrong := fault(own, words()):
        raise Fault(f"meetings.agenda_template: {own}: {wrong}. The shipped one is used in its place.")
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


def _reading(config: Config) -> str:
    from parsers import Isolated, NotStarted, Unreadable

    isolated: Isolated[tuple[str, ...]] = Isolated((), read="parsers.sandbox.confinement:trial", answer=tuple[str, ...])
    with isolated:
        try:
            reached = isolated.read("", b"")
        except NotStarted as error:
            raise Fault(f"No file can be read: {error}") from error
    if isinstance(reached, Unreadable):
        raise Fault("No file can be read: the process that reads them ended.")
    if not reached:
        return "files are read without network, secrets and other files (tried)"
    follows = (
        "reading.convert_unconfined has old Word files (.doc, .rtf) converted all the same"
        if config.reading.convert_unconfined
        else "so old Word files (.doc, .rtf) are not read, unless reading.convert_unconfined = true"
    )
    raise Doubt(
        f"a hostile file could reach {', '.join(reached)}: this system lacks Landlock (Linux 5.13) or seccomp, "
        f"or the service may not call them; {follows}."
    )


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


def _files(config: Config) -> str:
    """Only mailbot's own user may read the register, the key and the copies."""
    open_to_others = [
        str(file.relative_to(config.state_dir))
        for file in sorted(config.state_dir.rglob("*"))
        if file.is_file() and file.name != "README.md" and file.stat().st_mode & _OTHERS
    ]
    if open_to_others:
        raise Fault(
            f"{config.state_dir}: others on this machine may read or change {', '.join(open_to_others)}. "
            f"Run: chmod -R go= {config.state_dir}"
        )
    return f"{config.state_dir} is readable by mailbot's user alone"


def _clock(config: Config) -> str:
    """Compare this machine's clock with the mail server's, by a message that is put into a folder and removed."""
    from mailbot.app import mailbox, utc_now
    from mailbot.jobs.clock import ahead

    with mailbox(_hurried(config)) as there:
        difference = ahead(config, there, utc_now)
    if difference is None:
        raise Doubt("can't be compared with the mail server's, for that has no UIDPLUS: see that it is right.")
    if difference:
        way = "ahead of" if difference > timedelta(0) else "behind"
        raise Fault(
            f"this machine's clock is {abs(difference)} {way} the mail server's. Set it right before mail comes."
        )
    return "agrees with the mail server's (tried)"


def _disk(config: Config) -> str:
    free = shutil.disk_usage(config.state_dir).free // 1_000_000
    said = f"{free} MB free at {config.state_dir}"
    if free < _FULL_MB:
        raise Fault(f"{said}. mailbot stops taking in mail when the disk is full: make room.")
    if free < _NEARLY_FULL_MB:
        raise Doubt(f"{said}. Make room before it fills.")
    return said


CHECKS = (
    Check("database", _database),
    Check("leader", _leader),
    Check("files", _files),
    Check("disk", _disk),
    Check("mailbox", _mailbox),
    Check("clock", _clock),
    Check("smtp", _smtp),
    Check("bounces", _bounces),
    Check("letters", _letters),
    Check("agenda", _agenda),
    Check("phrases", _phrases),
    Check("forms", _forms),
    Check("reading", _reading),
    Check("meetings", _meetings),
    Check("secretaries", _secretaries),
    Check("trust", _trust),
)

SENDING = (Check("arrival", check_send.arrival), Check("return", check_send.return_address))
