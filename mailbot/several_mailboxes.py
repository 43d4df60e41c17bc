"""Several mailboxes in one process: each has a worker and a register of its own; files are read by the same readers.

What one mailbox lacks, its database or its servers, is that one's alone: it is tried again, and the others go on.
"""

from __future__ import annotations

import ctypes
import resource
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import structlog

from mailbot.app import build, forms, reader
from mailbot.config import Config
from mailbot.errors import ConfigError, said
from mailbot.intake.file_contents import FileContents
from mailbot.jobs.timetable import Scheduler, scheduler
from mailbot.worker import Worker
from parsers import FormTemplate, Isolated

log = structlog.get_logger()

_AGAIN_SECONDS = 60.0
_M_ARENA_MAX = -8
_BUILDING = threading.Lock()
"""One after another: Alembic keeps what it brings up to date in one place for the whole process."""
_AT_ONCE = 4
_FIRST_PASS_SECONDS = 5.0
"""So long those that begin next wait for a mailbox whose server may not answer."""


def refuse_shared(configs: Mapping[str, Config]) -> None:
    """Raise ConfigError where two configs name the same database or mailbox: its mail would be answered twice."""
    first: dict[tuple[str, str], str] = {}
    for name, config in configs.items():
        named = {"database": config.database_url, "mailbox": config.mailbox.account.casefold()}
        for what, one in named.items():
            other = first.setdefault((what, one), name)
            if other != name:
                raise ConfigError(f"{name}: names the same {what} as {other}. Give each config one of its own.")


@dataclass(slots=True)
class SeveralMailboxes:
    """The workers of several configs, by the name that stands in the log; worked once, then done with."""

    configs: Mapping[str, Config]
    _stopping: threading.Event = field(default_factory=threading.Event)
    _at_work: dict[str, Worker] = field(default_factory=dict)
    _readers: dict[tuple[tuple[FormTemplate, ...], bool], Isolated[FileContents]] = field(default_factory=dict)
    _scheduler: Scheduler = field(init=False)
    _beginning: threading.Semaphore = field(default_factory=lambda: threading.BoundedSemaphore(_AT_ONCE))
    """A few begin at once: where hundreds do, all take turns, and none gets anywhere."""

    def run(self, next_signal: Callable[[], int]) -> bool:
        """Work until the next signal; what is being done is finished first. Return whether it was SIGHUP."""
        _allow_open_files()
        _share_freed_memory()
        with ExitStack() as ends:
            self._scheduler = ends.enter_context(scheduler(len(self.configs)))
            lent = {name: ends.enter_context(self._reader(config)) for name, config in self.configs.items()}
            threads = [threading.Thread(target=self._keep_working, args=(name, lent[name])) for name in self.configs]
            for thread in threads:
                thread.start()
            number = next_signal()
            self._stopping.set()
            for thread in threads:
                thread.join()
        return number == signal.SIGHUP

    def is_stuck(self) -> bool:
        """Whether a mailbox's work has come to no end for an hour."""
        return any(worker.is_stuck() for worker in [*self._at_work.values()])

    def _reader(self, config: Config) -> Isolated[FileContents]:
        """Return the reader for a config's forms: one for all configs that have the same."""
        alike = forms(config), config.reading.convert_unconfined
        if alike not in self._readers:
            self._readers[alike] = reader(config)
        return self._readers[alike]

    def _keep_working(self, name: str, lent: Isolated[FileContents]) -> None:
        structlog.contextvars.bind_contextvars(mailbox=name)
        while not self._stopping.is_set():
            try:
                self._work(name, lent)
            except Exception as error:  # noqa: BLE001 - one mailbox must never stop the others
                log.error("mailbox_at_rest", error=said(error))  # noqa: TRY400 - a traceback quotes mail
                self._stopping.wait(_AGAIN_SECONDS)
            finally:
                self._at_work.pop(name, None)

    def _work(self, name: str, lent: Isolated[FileContents]) -> None:
        with ExitStack() as work:
            with self._beginning:
                with _BUILDING:
                    if self._stopping.is_set():
                        return
                    app = work.enter_context(build(self.configs[name], lent=lent))
                self._at_work[name] = worker = Worker(app, self._scheduler)
                work.enter_context(worker.working())
                worker.wait_for_first_pass(_FIRST_PASS_SECONDS)
            self._stopping.wait()


def _share_freed_memory() -> None:
    """Let threads take what others have freed: a third less memory for each mailbox (mallopt(3), glibc alone)."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


def _allow_open_files() -> None:
    """Let the process have as many files and connections open as it may: a mailbox needs a dozen."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
