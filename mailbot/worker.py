"""The worker: which job runs how often (`jobs/timetable.py` keeps the times); IDLE wakes the intake job.

Of several workers with one PostgreSQL one leads: it takes in mail, freezes agendas and reminds.
All deliver. Timers die with the process, so nothing is remembered here: every job looks in
the database for what is due.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from mailbot.app import App, led
from mailbot.errors import LoginRefused, NotInstalled, NotLeading, RegisterOlder, said
from mailbot.jobs.comparing.reconcile import is_due, mend
from mailbot.jobs.freeze_agenda import enter_meetings, freeze_due
from mailbot.jobs.intake import Taken, started_at, take_in
from mailbot.jobs.leading import Leadership
from mailbot.jobs.print_agendas import print_agendas
from mailbot.jobs.print_celebrations import print_celebrations
from mailbot.jobs.repeated_job import Job, contained
from mailbot.jobs.services import Services
from mailbot.jobs.timetable import Scheduler, Timetable
from mailbot.jobs.watch import worker_notes
from mailbot.jobs.watch.alarms import AlarmWatch
from mailbot.jobs.watch.clock_watch import ClockWatch
from mailbot.jobs.watch.polling_alarm import PollingAlarm, back_off
from mailbot.jobs.watch.sending_alarm import SendingAlarm
from mailbot.jobs.when_due.celebrate import celebrate
from mailbot.jobs.when_due.due_decisions import carry_out_due
from mailbot.jobs.when_due.follow_up import follow_up
from mailbot.jobs.when_due.remind import remind, tell_secretary
from mailbot.jobs.when_due.send_overview import foretell
from mailbot.mailbox.imap import ImapMailbox
from mailbot.one_pass import deliver_due, note_login, note_pass

log = structlog.get_logger()

_IDLE_PATIENCE = timedelta(minutes=10)
_STAND_BY_SECONDS = 1.0
_SILENCE = timedelta(minutes=15)
_ALARM_PAUSE = timedelta(hours=1)
_HEALTH_SECONDS = 60
_STUCK_SECONDS = 3600.0


@dataclass(slots=True)
class Worker:
    """Runs the jobs of one app until it is told to stop."""

    app: App
    scheduler: Scheduler | None = None
    """What begins the jobs of all workers in a process; one that is alone has its own."""
    stopping: threading.Event = field(default_factory=threading.Event)
    leadership: Leadership = field(init=False)
    _led: Services = field(init=False)
    """What a leader works with."""
    _polling: PollingAlarm = field(init=False)
    _clock: ClockWatch = field(init=False)
    _sending: SendingAlarm = field(default_factory=SendingAlarm)
    _alarms: AlarmWatch = field(init=False)
    _jobs: dict[str, Job] = field(default_factory=dict)
    _timetable: Timetable = field(default_factory=Timetable)
    _looked_at: float = field(default_factory=time.monotonic)
    """When work was last begun by the timer, in seconds of a clock that nobody sets."""
    _taken: Taken = field(default_factory=Taken)
    """What the pass at hand has done so far, and how much of it was counted."""
    _counted: int = 0
    _refused: dict[worker_notes.Server, bool] = field(default_factory=dict)
    """Which server is noted to refuse our login."""

    def __post_init__(self) -> None:
        self.leadership = self.app.leadership()
        self._led = led(self.app.services, self.leadership)
        self._polling = PollingAlarm(time.monotonic())
        all_soon = self._timetable.all_soon
        self._clock = ClockWatch(self.app.services, self.app.another_mailbox, self.stopping, moved=all_soon)
        self._alarms = AlarmWatch(self.app.services, self.app.tell_operators)

    def run(self, next_signal: Callable[[], int]) -> bool:
        """Work until the next signal; what is being done is finished first. Return whether it was SIGHUP."""
        with self.working():
            return next_signal() == signal.SIGHUP

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work in threads while the context lasts; its end waits until what is being done is finished.

        Where another mailbot leads, it stands by; with SQLite there is only one: AlreadyRunning.
        """
        leads = self.leadership.start()
        with self.leadership.kept(self._come_to_lead), self._metrics():
            enter_meetings(self.app.services)
            self._jobs = {job.name: job for job in self._plan()}
            watched = {"idle": self._watch, "clock": self._clock.run}
            watches = [threading.Thread(target=_in_this_context(run), name=name) for name, run in watched.items()]
            with self._timetable.followed(self._jobs.values(), self.scheduler):
                for watch in watches:
                    watch.start()
                since = started_at(self.app.services)
                log.info(
                    "worker_started",
                    account=self.app.mailbox.account,
                    answers_mail_since=since and since.isoformat(),
                    leads=leads,
                )
                try:
                    yield
                finally:
                    self.stopping.set()
                    for watch in watches:
                        watch.join()
        log.info("worker_stopped")

    def wait_for_first_pass(self, most: float) -> None:
        """Wait until a first pass has ended, well or badly, for so many seconds at most; not where another leads."""
        if self.leadership.held:
            self._jobs["intake"].has_run.wait(most)

    def is_stuck(self) -> bool:
        """Whether some work has come to no end for an hour, or none begins any more: only a new process helps."""
        now = time.monotonic()
        hangs = any(job.lasts(now) > _STUCK_SECONDS for job in self._jobs.values())
        return hangs or now - self._looked_at > _STUCK_SECONDS

    @contextmanager
    def _metrics(self) -> Iterator[None]:
        """Answer Prometheus, where the config names a port; NotInstalled where its library is missing."""
        port = self.app.config.operations.metrics_port
        if port is None:
            yield
            return
        try:
            from mailbot.jobs.watch import metrics  # noqa: PLC0415 - an extra, which most do without
        except ModuleNotFoundError:
            raise NotInstalled("The library for metrics is missing. Run: pip install 'mailbot[metrics]'") from None
        with metrics.served(self.app.services, port):
            yield

    def _come_to_lead(self) -> None:
        """Do at once what the leader before may have left."""
        self._polling.succeeded_at = time.monotonic()
        self._timetable.all_soon()

    def _cut_short(self) -> bool:
        """Whether what is led should end after what is at hand."""
        return self.stopping.is_set() or not self.leadership.held

    def _plan(self) -> list[Job]:
        poll = self.app.config.mailbox.poll_seconds
        return [
            self._led_every(poll, "intake", self._intake),
            self._every(10, "delivery", self._deliver),
            self._led_every(60, "reminders", lambda: self._clock.believed and remind(self._led)),
            self._led_every(60, "overview", lambda: self._clock.believed and foretell(self._led)),
            self._led_every(60, "follow_up", lambda: self._clock.believed and follow_up(self._led)),
            self._led_every(60, "celebrate", lambda: self._clock.believed and celebrate(self._led)),
            self._led_every(60, "digest", lambda: tell_secretary(self._led)),
            self._every(60, "alarm", lambda: self._alarm(timedelta(seconds=poll))),
            self._every(_HEALTH_SECONDS, "health", self._look_after_itself),
        ]

    def _led_every(self, seconds: int, name: str, work: Callable[[], object]) -> Job:
        """Plan what only a leader does."""
        return self._every(seconds, name, lambda: self.leadership.held and work())

    def _every(self, seconds: int, name: str, work: Callable[[], object]) -> Job:
        return Job(name, seconds, work, self.stopping)

    def _intake(self) -> None:
        """Take in, then freeze what is due; after a failure try again sooner or later than the timer says."""
        services = self._led
        began, taken = services.clock(), Taken()
        self._taken, self._counted = taken, 0
        try:
            take_in(services, self.app.mailbox, stopping=self._cut_short, report=taken)
        except NotLeading:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the next poll may succeed
            if taken.messages:
                self._polling.failures = 0
            self._timetable.soon("intake", self._polling.failed(error, time.monotonic()))
            if isinstance(error, LoginRefused):
                self._note_login("mailbox", str(error))
            return
        self._polling.succeeded(time.monotonic())
        contained("health", lambda: note_pass(services))
        self._note_login("mailbox")
        # A pass that was cut short has not seen all that was received by the stop date.
        if self._clock.believed and not self._cut_short():
            contained("agenda", lambda: freeze_due(services, began))
            contained("decisions", lambda: carry_out_due(services, began))
            # In the intake job's turn: what a pass is about to move is nobody's loss.
            contained("reconcile", lambda: is_due(services) and mend(services, self.app.mailbox, self._cut_short))
        self._timetable.soon("delivery")
        if not self._cut_short():
            contained("printing", lambda: print_agendas(services))
            contained("printing", lambda: print_celebrations(services))

    def _deliver(self) -> None:
        try:
            delivered = deliver_due(self.app, self.stopping.is_set, self.stopping.wait)
        except RegisterOlder:
            return  # the polls and the alarm tell of that
        self._sending.passed(delivered, time.monotonic())
        if delivered.login_refused or delivered.sent:
            self._note_login("smtp", delivered.said if delivered.login_refused else "")

    def _note_login(self, server: worker_notes.Server, refused: str = "") -> None:
        """Note what a server says that refuses our login, and once that it lets us in."""
        if self._refused.get(server) != bool(refused):
            contained("health", lambda: note_login(self.app.services, server, refused))
            self._refused[server] = bool(refused)

    def _alarm(self, interval: timedelta) -> None:
        if self.leadership.held:
            silence = timedelta(minutes=self.app.config.operations.silent_minutes)
            self._polling.alarm(time.monotonic(), interval, silence)
        self._sending.alarm(time.monotonic(), _SILENCE, _ALARM_PAUSE)

    def _look_after_itself(self) -> None:
        """Tell operators what is wrong. A pass that takes in a long backlog goes well, although it is not done."""
        self._looked_at = time.monotonic()
        if self._taken.messages > self._counted and self.leadership.held:
            self._counted = self._taken.messages
            self._polling.succeeded_at = self._jobs["intake"].began_at = time.monotonic()
            contained("health", lambda: note_pass(self._led))
        self._alarms.look()

    def _watch(self) -> None:
        """Be in IDLE on a connection of its own, and wake the intake job when something has come."""
        mailbox_config, failures, heard = self.app.config.mailbox, 0, True
        with self.app.another_mailbox() as mailbox:
            while mailbox_config.idle and not self.stopping.is_set():
                if not self.leadership.held:
                    heard = True
                    self.stopping.wait(_STAND_BY_SECONDS)
                    continue
                try:
                    if heard:
                        self._look(mailbox)
                    heard = mailbox.wait(mailbox_config.folders.inbox, _IDLE_PATIENCE.total_seconds(), self.stopping)
                    failures = 0
                except Exception as error:  # noqa: BLE001 - polling goes on meanwhile, and IDLE is made anew
                    failures, heard = failures + 1, True
                    log.warning("idle_broke", error=said(error), in_a_row=failures)
                    self.stopping.wait(back_off(failures).total_seconds())

    def _look(self, mailbox: ImapMailbox) -> None:
        """Wake the intake job so that nothing falls between two waits.

        What came before the listing is seen by the pass that starts after it;
        what comes later, `wait` calls news.
        """
        mailbox.list_uids(self.app.config.mailbox.folders.inbox)
        self._timetable.soon("intake")


def _in_this_context(work: Callable[[], None]) -> Callable[[], None]:
    """Have the log say in another thread, too, whose work it is (`structlog.contextvars`)."""
    context = copy_context()
    return lambda: context.copy().run(work)
