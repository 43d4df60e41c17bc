"""A job that the worker runs again and again: never beside itself, and never the end of the worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from mailbot.errors import said

log = structlog.get_logger()


@dataclass(slots=True)
class Job:
    """One kind of work: never beside itself, and never the end of the worker."""

    name: str
    seconds: int
    """From one run to the next, unless it is called for."""
    work: Callable[[], object]
    stopping: threading.Event
    turn: threading.Lock = field(default_factory=threading.Lock)
    began_at: float | None = None
    """When the run at hand began, or came forward; in seconds of a clock that nobody sets."""
    has_run: threading.Event = field(default_factory=threading.Event)
    """Set once a run has ended."""

    def run(self) -> None:
        """Wait for one's turn, then work, unless the worker is stopping."""
        with self.turn:
            if not self.stopping.is_set():
                self.began_at = time.monotonic()
                contained(self.name, self.work)
                self.began_at = None
                self.has_run.set()

    def lasts(self, now: float) -> float:
        """Return for how many seconds a run is at hand."""
        began_at = self.began_at
        return 0 if began_at is None else now - began_at


def contained(name: str, work: Callable[[], object]) -> None:
    """Run it; what fails is a line in the log, and the next run tries again."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - one failure must not end a job for good
        log.error("job_failed", job=name, error=said(error))  # noqa: TRY400 - a traceback quotes mail
