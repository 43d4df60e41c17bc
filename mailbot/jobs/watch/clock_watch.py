"""Whether this machine's clock can be believed: the mail server's is asked, which also says when mail came."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from mailbot.config import Config
from mailbot.errors import MailboxUnavailable, Temporary
from mailbot.jobs.services import Services
from mailbot.jobs.watch import worker_notes

log = structlog.get_logger()

TOLERANCE = timedelta(minutes=10)
"""By more than this two clocks that are kept do not differ."""

_LOOK_SECONDS = 10.0
_JUMP_SECONDS = 5.0
_ASK_SECONDS = 24 * 3600.0
_ASK_AGAIN_SECONDS = 3600.0
"""Where the clocks differ, or the server could not be asked."""


class AsksTime(Protocol):
    """A mailbox, as far as it is asked for the time."""

    def prepare(self, folders: Iterable[str]) -> None:
        """Make the folders that are missing."""

    def server_time(self, folder: str) -> datetime | None:
        """Return what time it is by the server's clock, as it stamps a message put into the folder; None if unknown."""


def server_time(config: Config, mailbox: AsksTime) -> datetime | None:
    """Return the mail server's time; None where the server can't be asked.

    The message that it stamps lies for a moment in the folder for review, whose name no year is part of.
    """
    folder = config.mailbox.folders.review
    mailbox.prepare([folder])
    return mailbox.server_time(folder)


def ahead(config: Config, mailbox: AsksTime, clock: Callable[[], datetime]) -> timedelta | None:
    """Return by how much this machine's clock is ahead of the mail server's; negative where it is behind.

    Nothing where they differ by less than TOLERANCE; None where the server can't be asked.
    MailboxUnavailable where it can't be reached.
    """
    before = clock()
    told = server_time(config, mailbox)
    # How long the server took to answer says nothing of the clocks.
    if told is None:
        return None
    if before - TOLERANCE <= told <= clock() + TOLERANCE:
        return timedelta(0)
    return before - told


def _set_by() -> float:
    """Return what the clock shows beside the one that nobody sets: it changes only where the clock is set."""
    return time.time() - time.monotonic()


@dataclass(slots=True)
class ClockWatch:
    """Notices when the clock is set while the worker runs, and when it is not the mail server's.

    `moved` is called after a jump. While the clock is ahead, `believed` is False: what is
    done at a date, and can't be undone, waits. One that is behind makes it wait by itself.
    """

    services: Services
    another_mailbox: Callable[[], AbstractContextManager[AsksTime]]
    stopping: threading.Event
    moved: Callable[[], None]
    believed: bool = True
    _difference: float = field(default_factory=_set_by)
    _ask_at: float = 0.0

    def run(self) -> None:
        """Look every few seconds, until told to stop."""
        while not self.stopping.is_set():
            self.look(time.monotonic())
            self.stopping.wait(_LOOK_SECONDS)

    def look(self, now: float) -> None:
        """Look once; `now` is in seconds of the clock that nobody sets."""
        jump = _set_by() - self._difference
        if abs(jump) >= _JUMP_SECONDS:
            log.warning("clock_moved", seconds=round(jump))
            self._difference += jump
            self._ask_at = now
            self.moved()
        if now >= self._ask_at:
            self._ask_at = now + (_ASK_SECONDS if self._ask() else _ASK_AGAIN_SECONDS)

    def _ask(self) -> bool:
        """Ask the mail server; whether it answered, and agrees."""
        try:
            with self.another_mailbox() as mailbox:
                wrong = ahead(self.services.config, mailbox, self.services.clock) or timedelta(0)
        except MailboxUnavailable:
            return False  # the polls tell of that
        if wrong:
            log.error("clock_disagrees", seconds_ahead_of_mail_server=round(wrong.total_seconds()))
        elif not self.believed:
            log.info("clock_agrees")
        self.believed = wrong <= timedelta(0)
        with suppress(Temporary), self.services.unit_of_work("worker") as work:
            worker_notes.note_clock(work.session, wrong)
        return not wrong
