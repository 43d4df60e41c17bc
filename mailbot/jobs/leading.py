"""Leading: one worker of a database takes mail in, freezes agendas and reminds; the others stand by and deliver.

A leader says every two seconds that it lives. When it is silent for eight, or its connection
ends, the lock is free, and the next one leads within ten seconds. What the old one still
has open is undone, and whatever it begins is refused (`store.lead`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from mailbot.errors import AlreadyRunning, MailbotError, NotLeading, Temporary, place
from mailbot.store import lead
from mailbot.store.engine import Database
from mailbot.store.lead import Leader, Turn
from mailbot.store.leader_lock import Lock

log = structlog.get_logger()

KEEP_SECONDS = 2.0
"""How often a leader says that it lives, and others ask whether they may lead."""
_END_SECONDS = 5.0
"""So long the end waits for a word to a server that may never answer."""


@dataclass(slots=True)
class Leadership:
    """A worker's part in leading. One thread keeps it; `held` and `check` are for all."""

    database: Database
    member: Leader
    clock: Callable[[], datetime]
    lock: Lock = field(init=False)
    epoch: int = 0
    """Which reign is ours; 0 while we don't lead."""
    _register: str = ""
    _until: float = 0.0
    _overtaken: bool = False

    def __post_init__(self) -> None:
        self.lock = self.database.lock()

    @property
    def held(self) -> bool:
        """Whether this worker may believe that it leads: what can't be undone is begun only then."""
        return self.epoch > 0 and time.monotonic() < self._until

    def check(self, turn: Turn) -> None:
        """Let a transaction of the leader's go on; NotLeading where another leads by now, or in another register.

        `turn` is what the database says, asked in that transaction.
        """
        if not self.epoch or turn != (self.epoch, self._register):
            self._overtaken = True
            raise NotLeading("Another worker leads by now; this one stands by.")

    def start(self) -> bool:
        """Lead, or stand by (False); AlreadyRunning where nobody can stand by."""
        if self.take():
            return True
        if not self.lock.is_shared:
            raise self._refused()
        return False

    def take(self) -> bool:
        """Come to lead, where nobody does; False where another leads."""
        started = time.monotonic()
        if not self.lock.take():
            return False
        try:
            turn = self._take_over()
            self.lock.keep()  # it may have been lost while we waited for the row
        except BaseException:
            self.lock.release()
            raise
        (self.epoch, self._register), self._overtaken = turn, False
        self._until = started + self.lock.patience
        return True

    def _take_over(self) -> Turn:
        with self.database.reading() as session:
            before = lead.leader(session).worker
        if before not in ("", self.member.name):
            self.lock.cut_off(before)
        with self.database.writing() as session:
            return lead.take_over(session, self.member, self.clock())

    def keep(self) -> None:
        """Say that we live; where that can't be said, we don't lead any more."""
        started = time.monotonic()
        try:
            if self._overtaken:
                raise NotLeading("another worker has come to lead")
            self.lock.keep()
        except Temporary as error:
            self.epoch = 0
            self.lock.release()
            log.warning("leads_no_more", error=str(error))
        else:
            self._until = started + self.lock.patience

    def look(self, led: Callable[[], None]) -> None:
        """Keep what we have, or try to get it; `led` is called when we have come to lead."""
        try:
            if self.epoch:
                self.keep()
            elif self.take():
                log.info("leads", epoch=self.epoch)
                led()
        except Exception as error:  # noqa: BLE001 - the next look may succeed
            said = str(error) if isinstance(error, MailbotError) else place(error)
            log.warning("nobody_asked_to_lead", error=said)

    @contextmanager
    def kept(self, led: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Keep leading, or stand by, in a thread while the context lasts; a file's lock keeps itself."""
        stopping = threading.Event()

        def run() -> None:
            while not stopping.wait(KEEP_SECONDS):
                self.look(led)

        thread = threading.Thread(target=run, name="leading", daemon=True)
        if self.lock.is_shared:
            thread.start()
        try:
            yield
        finally:
            stopping.set()
            if thread.is_alive():
                thread.join(_END_SECONDS)
            self._give_up()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Lead while the context lasts; AlreadyRunning where another does."""
        if not self.take():
            raise self._refused()
        with self.kept():
            yield

    def _refused(self) -> AlreadyRunning:
        with self.database.reading() as session:
            host = lead.leader(session).host
        return AlreadyRunning(
            f"Another mailbot works with {self.database} ({host}). Stop it first, or wait until it is done."
        )

    def _give_up(self) -> None:
        epoch, self.epoch = self.epoch, 0
        if epoch:
            with suppress(Temporary), self.database.writing() as session:
                lead.step_down(session, epoch)
        self.lock.release()
