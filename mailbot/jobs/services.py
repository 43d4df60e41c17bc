"""What every job works with. `app.py` builds one; tests build one with a clock of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from mailbot.config import Config
from mailbot.intake.file_contents import FileContents
from mailbot.outbox.letters import Outbox
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import lead
from mailbot.store.engine import Database
from mailbot.store.lead import Turn
from parsers import FormTemplate, Isolated, Vetted


def no_checkpoint(_name: str) -> None:
    """Do nothing: the crash tests put a kill here."""


def no_fence(_turn: Turn) -> None:
    """Let every transaction go on: what anybody may do, whoever leads."""


@dataclass(frozen=True, slots=True)
class Services:
    """The register, the outbox, the reader of files, the forms and the clock.

    `checkpoint` is called by name at each point where a crash would matter. `fence` is asked in each
    transaction whether it may go on: what is led is fenced, so that it ends when another worker leads.
    """

    config: Config
    database: Database
    outbox: Outbox
    reader: Isolated[FileContents]
    forms: tuple[FormTemplate, ...]
    clock: Callable[[], datetime]
    checkpoint: Callable[[str], None] = no_checkpoint
    fence: Callable[[Turn], None] = no_fence
    has_own_reader: bool = True

    @property
    def trusted_hosts(self) -> tuple[str, ...]:
        """Names of the servers whose Received fields are believed."""
        return (self.config.trust.authserv_id,) if self.config.trust.authserv_id else ()

    def close(self) -> None:
        """Close the database, and end the processes of a reader of its own."""
        self.database.close()
        if self.has_own_reader:
            self.reader.close()

    @contextmanager
    def unit_of_work(self, actor: str, vetted: Mapping[int, Vetted] | None = None) -> Iterator[UnitOfWork]:
        """Open one transaction: everything done in it is kept, or nothing. NotLeading where `fence` says so."""
        with self.database.writing() as session:
            # The write lock first, then the time: so times stand in the order of the commits, and the digest,
            # which asks what is new since the last one, passes nothing over.
            self.fence(lead.turn(session))
            work = UnitOfWork(session, self.outbox, self.config, self.clock(), actor, vetted or {})
            yield work
            work.write_events()
