"""A mailbot that makes a pass in a process of its own, by a clock that stands, and is killed at a numbered point."""

from __future__ import annotations

import logging
import os
import pkgutil
import resource
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import structlog

from mailbot import app
from mailbot.config import Config
from mailbot.errors import AlreadyRunning, MailbotError
from mailbot.jobs.taking_in import read_ahead
from mailbot.meetings.agenda.documents import material
from mailbot.one_pass import poll
from tests.crash import faults
from tests.crash.points import Points
from tests.crash.stories import POISON
from tests.support.waiting import PATIENCE, let_leaders_be_slow

HINDERED = 75
"""The exit code where mailbot has said in its own words what it lacks."""


@dataclass(frozen=True)
class Run:
    """What one process does: `last` is the point at which it is killed (0: never), `fault` the one that is put in.

    A pass leaves some things to the next, which has its turn in `passes`.
    """

    config: Path
    clock: datetime
    trace: Path
    last: int = 0
    fault: str = ""
    passes: int = 1
    files: int = 0
    """How many more files may be open than when it begins; 0 for as many as there is need of."""


def main(run: Run) -> None:
    """Make the pass."""
    config = Config.model_validate_json(run.config.read_text(encoding="utf-8"))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    app.Isolated = material.Isolated = _ReadsHere
    read_ahead.ThreadPoolExecutor = _InThisThread
    let_leaders_be_slow(setattr)
    if run.fault:
        faults.FAULTS[run.fault].put_in(config)
    Points(run.trace, run.last).watch()
    if run.files:
        most = len(list(Path("/proc/self/fd").iterdir())) + run.files
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    try:
        with app.build(config, clock=lambda: run.clock) as built:
            for _ in range(run.passes):
                _when_alone(built)
    except MailbotError:
        sys.exit(HINDERED)
    except Exception:
        if not run.files:
            raise
        # Where no file can be opened, Python finds its own modules no more, and ends in words of its own.
        sys.exit(HINDERED)


def _when_alone(built: app.App) -> None:
    """Make the pass as soon as the server has noticed that the one before is dead."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            poll(built)
        except AlreadyRunning:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


class _InThisThread(Executor):
    """Reads ahead at once and in the thread that decides, so that a run passes the same points each time."""

    def __init__(self, _workers: int) -> None: ...

    def submit(self, work: Callable[[], Any], /) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future


class _ReadsHere:
    """Reads files in this process: how readers are started and end is tried elsewhere, and takes most of the time."""

    def __init__(self, templates: Any, *, read: str, **_: Any) -> None:
        self._templates = templates
        self._read = pkgutil.resolve_name(read)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    workers = 2

    def sharing(self, _seconds: float) -> Callable[[str, bytes], Any]:
        return self.read

    def read(self, filename: str, data: bytes) -> Any:
        if POISON in filename:
            os.kill(os.getpid(), signal.SIGKILL)
        return self._read(filename, data, self._templates)

    def close(self) -> None:
        """Do nothing."""
