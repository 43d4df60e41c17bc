"""The composition root: a config in, everything wired out. The only place that builds adapters."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from mailbot import __version__
from mailbot.config import Config
from mailbot.errors import ConfigError
from mailbot.forms import template_file
from mailbot.intake.file_contents import FileContents
from mailbot.jobs import thread_key
from mailbot.jobs.leading import Leadership
from mailbot.jobs.sent_copies import FileCopy
from mailbot.jobs.services import Services
from mailbot.jobs.watch import alarm_mail
from mailbot.jobs.watch.alarm_mail import News
from mailbot.mail.thread_ids import ThreadKey
from mailbot.mailbox.imap import ImapMailbox
from mailbot.mailbox.login import login_for
from mailbot.outbox.letters import Outbox
from mailbot.outbox.render import Renderer
from mailbot.outbox.smtp import SmtpSender
from mailbot.primitives.templates_folder import templates_dir
from mailbot.store.engine import Database
from mailbot.store.lead import Leader
from parsers import FormTemplate, Isolated

_MOST_READERS = 4
"""Processes that read files: as many as one that decides can follow. Those after the first start with a backlog."""


def utc_now() -> datetime:
    """Return the time. The only clock; tests and the demo bring their own."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """mailbot, wired. Close it, or use it in a `with`."""

    config: Config
    services: Services
    mailbox: ImapMailbox
    sender: SmtpSender

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Log out, hang up and close the database."""
        self.mailbox.close()
        self.sender.close()
        self.services.close()

    def another_mailbox(self) -> ImapMailbox:
        """Return another connection to the mailbox, for another thread or for IDLE to occupy."""
        return mailbox(self.config)

    @contextmanager
    def filing_copies(self) -> Iterator[FileCopy | None]:
        """Lend what puts a copy in Sent; None where the server does so itself.

        Over a connection of its own, which is made at the first copy: letters are
        delivered beside intake, and hours may lie between two of them.
        """
        if not self.config.smtp.copy_to_sent:
            yield None
            return
        folder = self.config.mailbox.folders.sent
        with self.another_mailbox() as copies:

            def file_copy(mime: bytes, unless_there: str = "") -> None:
                copies.prepare([folder])
                if not (unless_there and copies.holds(folder, unless_there)):
                    copies.append(folder, mime)

            yield file_copy

    def tell_operators(self, news: News) -> bool:
        """Mail news to the operators, over a connection of its own; whether that is done with."""
        services = self.services
        with closing(sender(self.config)) as own:
            return alarm_mail.tell(
                self.config, services.outbox.key, own, news, host=socket.gethostname(), now=services.clock()
            )

    def leadership(self) -> Leadership:
        """Return this worker's part in leading, which it does not yet."""
        database = self.services.database
        member = Leader(
            database.name,
            f"{socket.gethostname()}, process {os.getpid()}",
            __version__,
            time_zone(),
            thread_key.fingerprint(database),
        )
        return Leadership(database, member, self.services.clock)

    @contextmanager
    def alone(self) -> Iterator[Services]:
        """Lead while the context lasts, and lend what a leader works with.

        AlreadyRunning where another process leads. Its lock ends with it, however it ends.
        """
        leadership = self.leadership()
        with leadership.alone():
            yield led(self.services, leadership)


def led(services: Services, leadership: Leadership) -> Services:
    """Return what a leader works with: it changes nothing once another leads."""
    return replace(services, fence=leadership.check)


def time_zone() -> str:
    """Return this machine's time zone, as logs and other programs here show times."""
    return f"{datetime.now(UTC).astimezone():%Z %z}"


def build(
    config: Config, *, clock: Callable[[], datetime] = utc_now, lent: Isolated[FileContents] | None = None
) -> App:
    """Wire the app and bring the database up to date. Connects to no server yet.

    `lent` reads the config's forms for other apps, too, and is closed by who lends it.
    """
    return App(config, services(config, clock=clock, lent=lent), mailbox(config), sender(config))


def services(
    config: Config, *, clock: Callable[[], datetime] = utc_now, lent: Isolated[FileContents] | None = None
) -> Services:
    """Wire what needs no server: the register, the outbox, and the forms with what reads them."""
    make_state_dir(config.state_dir)
    with ExitStack() as unfinished:
        database = unfinished.enter_context(closing(Database(config.database_url)))
        database.migrate()
        renderer = Renderer(templates_dir() / "mail", config.letters.templates_dir)
        outbox = Outbox(
            config, renderer, thread_key.made(database, config.state_dir / thread_key.FILE), hold=config.hold_all
        )
        unfinished.pop_all()
        return Services(
            config, database, outbox, lent or reader(config), forms(config), clock, has_own_reader=lent is None
        )


def reader(config: Config) -> Isolated[FileContents]:
    """Return what reads files by a config's forms; its processes start with the first file."""
    return Isolated(
        forms(config),
        read="mailbot.intake.file_contents:read",
        answer=FileContents,
        workers=min(os.cpu_count() or 1, _MOST_READERS),
        converts_unconfined=config.reading.convert_unconfined,
    )


def make_state_dir(state_dir: Path) -> None:
    """Make the folder, closed to others: everybody's mail is in it. ConfigError where it can't be written."""
    try:
        state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=state_dir):
            pass
    except OSError as error:
        raise ConfigError(
            f"state_dir: can't write in {state_dir}: {error.strerror}. Name a folder that mailbot's user may write."
        ) from error


def mailbox(config: Config) -> ImapMailbox:
    """Return the mailbox of the config, not yet connected."""
    return ImapMailbox(config.mailbox, login_for(config, config.mailbox))


def sender(config: Config) -> SmtpSender:
    """Return the SMTP server of the config, not yet connected."""
    return SmtpSender(config.smtp, login_for(config, config.smtp))


def forms(config: Config) -> tuple[FormTemplate, ...]:
    """Return the forms that are read: those of the config, else the shipped one, and last the evaluation form."""
    return (*template_file.active(config), template_file.evaluation(config))


def signing_key(config: Config) -> ThreadKey:
    """Return the key that signs letters' Message-IDs; the register is made where it is missing."""
    with closing(Database(config.database_url)) as database:
        database.migrate()
        return thread_key.made(database, config.state_dir / thread_key.FILE)
