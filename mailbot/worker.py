"""The worker: which job runs when. APScheduler keeps the times; IDLE wakes the intake job.

Timers die with the process, so nothing is remembered here: every job looks in
the database for what is due.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType

import structlog
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

from mailbot.app import App
from mailbot.errors import MailbotError, Temporary
from mailbot.jobs.deliver import Delivered, deliver
from mailbot.jobs.freeze_agenda import enter_meetings, freeze_due
from mailbot.jobs.intake import Taken, take_in
from mailbot.jobs.remind import remind, tell_secretary

log = structlog.get_logger()

_LONGEST_WAIT = timedelta(minutes=15)
_IDLE_RENEWAL = timedelta(minutes=10)


@dataclass(slots=True)
class Worker:
    """Runs the jobs of one app until it is told to stop."""

    app: App
    stopping: threading.Event = field(default_factory=threading.Event)
    _news: threading.Event = field(default_factory=threading.Event)
    _scheduler: BackgroundScheduler = field(default_factory=lambda: BackgroundScheduler(timezone="UTC"))
    _failures: int = 0
    _not_before: datetime | None = None

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; what is being done is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with self.app.alone():
            enter_meetings(self.app.office)
            self._plan()
            self._scheduler.start()
            log.info("worker_started", account=self.app.mailbox.account)
            self._watch()
            self._scheduler.shutdown(wait=True)
        log.info("worker_stopped")

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _plan(self) -> None:
        poll = self.app.config.mailbox.poll_seconds
        self._every(poll, self._intake, "intake")
        self._every(10, self._delivery, "delivery")
        self._every(60, self._due, "reminders")

    def _every(self, seconds: int, job: Callable[[], None], name: str) -> None:
        """Plan a job from now on; a job that is late or slow never overlaps or piles up."""
        self._scheduler.add_job(
            job,
            "interval",
            seconds=seconds,
            id=name,
            next_run_time=self.app.office.clock(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def _watch(self) -> None:
        """Wait in IDLE on a connection of its own, and wake the intake job when there is news."""
        if not self.app.config.mailbox.idle:
            self.stopping.wait()
            return
        failures = 0
        with self.app.another_mailbox() as mailbox:
            while not self.stopping.is_set():
                try:
                    inbox = self.app.config.mailbox.folders.inbox
                    if mailbox.wait(inbox, _IDLE_RENEWAL.total_seconds(), self.stopping):
                        self._wake()
                    failures = 0
                except Temporary as error:
                    failures += 1
                    log.warning("idle_broke", error=str(error))
                    self.stopping.wait(_back_off(failures).total_seconds())

    def _wake(self) -> None:
        self._news.set()
        self._scheduler.modify_job("intake", next_run_time=self.app.office.clock())

    def _intake(self) -> None:
        """Take in until there is no news: what came during a pass waits for no timer."""
        now = self.app.office.clock()
        if self._not_before is not None and now < self._not_before:
            return
        again = True
        while again and not self.stopping.is_set():
            self._news.clear()
            self._one_pass()
            again = self._news.is_set()
        self._scheduler.modify_job("delivery", next_run_time=self.app.office.clock())

    def _one_pass(self) -> None:
        began = self.app.office.clock()
        try:
            take_in(self.app.office, self.app.mailbox, stopping=self.stopping.is_set)
            freeze_due(self.app.office, began)
        except Temporary as error:
            self._failures += 1
            self._not_before = self.app.office.clock() + _back_off(self._failures)
            log.error("poll_failed", error=str(error), in_a_row=self._failures)  # noqa: TRY400 - no traceback wanted
        else:
            if self._failures:
                log.info("poll_recovered", after=self._failures)
            self._failures, self._not_before = 0, None

    def _delivery(self) -> None:
        _contained("delivery", lambda: deliver_due(self.app, self.stopping.is_set))

    def _due(self) -> None:
        _contained("reminders", lambda: (remind(self.app.office), tell_secretary(self.app.office)))


def poll(app: App) -> tuple[Taken, list[int], Delivered]:
    """Make one intake pass, freeze what is due, and make one delivery pass."""
    with app.alone():
        enter_meetings(app.office)
        began = app.office.clock()
        taken = take_in(app.office, app.mailbox)
        frozen = freeze_due(app.office, began)
        remind(app.office)
        tell_secretary(app.office)
        return taken, frozen, deliver_due(app)


def deliver_due(app: App, stopping: Callable[[], bool] = lambda: False) -> Delivered:
    """Hand over what is due."""
    return deliver(app.office, app.sender, file_copy=app.file_copy(), stopping=stopping)


def _contained(name: str, job: Callable[[], object]) -> None:
    """Run a job; what fails is a line in the log, and the next run tries again."""
    try:
        job()
    except MailbotError as error:
        log.error("job_failed", job=name, error=str(error))  # noqa: TRY400 - no traceback wanted


def _back_off(failures: int) -> timedelta:
    """Return how long to wait: 5 s, doubled at each failure, a quarter of an hour at most."""
    return min(_LONGEST_WAIT, timedelta(seconds=5 * 2 ** min(failures - 1, 10)))
