"""The worker, running: in this process where a clock or a checkpoint is wanted, else as `mailbot run`."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.utils import format_datetime
from imaplib import Time2Internaldate
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import func, select

from mailbot import app as composition
from mailbot import worker as module
from mailbot.app import App
from mailbot.config import STOCKHOLM
from mailbot.errors import AlreadyRunning, NotInstalled
from mailbot.jobs.intake import take_in
from mailbot.jobs.repeated_job import Job
from mailbot.jobs.taking_in import read_ahead
from mailbot.jobs.watch import polling_alarm, worker_notes
from mailbot.one_pass import poll
from mailbot.outbox import delivery
from mailbot.store.tables import Agenda, Message
from mailbot.worker import Worker
from tests.support import backlog
from tests.support.backlog import proposal
from tests.support.paths import ROOT
from tests.support.servers.dovecot import Dovecot
from tests.support.waiting import PATIENCE, wait_for

NEVER = 3600
STOP = datetime(2026, 11, 19, 11, 0, tzinfo=UTC)
WITH_MEETING = {
    "meetings": {"dates": [{"date": "2026-12-10", "stop": "2026-11-19T12:00:00+01:00"}]},
    "trust": {"authserv_id": "mx.example"},
}
HANDLED = f"Hanterade/{datetime.now(STOCKHOLM).year}"


@dataclass
class Stage:
    """An app between real servers; `checkpoint` and `now` may be changed while a worker runs."""

    folder: Path
    account: Any
    smtp: Any
    checkpoint: Callable[[str], None] = lambda _: None
    now: datetime | None = None
    apps: list[App] = field(default_factory=list)

    def build(self, *, poll_seconds: int = NEVER, idle: bool = True, **changes: Any) -> App:
        mailbox = self.account.config(password_file="password", idle=idle).model_dump()
        config = backlog.config(self.folder, self.account, self.smtp, **{"mailbox": mailbox, **changes})
        # Quicker than an operator may set it, so that tests need not wait.
        config = config.model_copy(update={"mailbox": config.mailbox.model_copy(update={"poll_seconds": poll_seconds})})
        built = composition.build(config, clock=lambda: self.now or datetime.now(UTC))
        services = replace(built.services, checkpoint=self._pass_checkpoint)
        self.apps.append(replace(built, services=services))
        return self.apps[-1]

    def _pass_checkpoint(self, name: str) -> None:
        self.checkpoint(name)

    @contextmanager
    def working(self, **changes: Any) -> Iterator[Worker]:
        worker = Worker(self.build(**changes))
        with worker.working():
            yield worker

    def answered(self) -> list[str]:
        return sorted(address for letter in list(self.smtp.letters) for address in letter.recipients)

    def agendas(self) -> list[tuple[date, list[str]]]:
        with self.apps[-1].services.database.reading() as session:
            return [
                (a.meeting.day, [item.initiative.title for item in a.items]) for a in session.scalars(select(Agenda))
            ]

    def deliver_at(self, when: datetime, data: bytes) -> None:
        """Deliver a mail that the organisation's servers say they received then, whatever this machine's clock says."""
        received = f"Received: from client.example by mx.example; {format_datetime(when)}\r\n".encode()
        self.account.deliver_all([received + data], when=Time2Internaldate(when))


@pytest.fixture
def stage(tmp_path, mailbox_account, smtp_server, monkeypatch) -> Iterator[Stage]:
    monkeypatch.setattr(polling_alarm, "_FIRST_WAIT", timedelta(seconds=0.2))
    stage = Stage(tmp_path, mailbox_account, smtp_server)
    yield stage
    for built in stage.apps:
        built.close()


@pytest.fixture
def log() -> Iterator[list[dict[str, Any]]]:
    with structlog.testing.capture_logs() as entries:
        yield entries


def events(log: list[dict[str, Any]]) -> list[str]:
    return [entry["event"] for entry in log]


def anna(number: int) -> str:
    return f"anna{number}@varberg.example"


def test_mail_that_comes_in_idle_is_answered_long_before_the_next_poll(stage):
    with stage.working():
        for number in range(1, 5):
            stage.account.deliver(proposal(number, "Fallprevention"))
            wait_for(lambda upto=number: len(stage.answered()) == upto)
    assert stage.answered() == [anna(number) for number in range(1, 5)]


def test_idle_is_quiet_while_nothing_comes(stage, monkeypatch):
    passes = []
    monkeypatch.setattr(module, "take_in", lambda *args, **named: passes.append(args) or take_in(*args, **named))
    with stage.working():
        stage.account.deliver(proposal(1, "Fallprevention"))
        wait_for(lambda: stage.answered() == [anna(1)])
        time.sleep(1)  # time enough for hundreds
    assert len(passes) < 10


def test_mails_that_come_during_a_pass_wait_for_no_timer(stage, monkeypatch):
    looks, coming = [], iter(range(2, 5))
    look = Worker._look
    monkeypatch.setattr(Worker, "_look", lambda *args: (look(*args), looks.append(args)))

    def deliver_another(name: str) -> None:
        """Deliver, and let the pass go on only when the worker has heard of it."""
        if name == "before_move" and (number := next(coming, None)):
            before = len(looks)
            stage.account.deliver(proposal(number, "Fallprevention"))
            wait_for(lambda: len(looks) > before)

    stage.checkpoint = deliver_another
    with stage.working():
        wait_for(lambda: looks)
        stage.account.deliver(proposal(1, "Fallprevention"))
        wait_for(lambda: len(stage.answered()) == 4)
    assert stage.answered() == [anna(number) for number in range(1, 5)]
    assert stage.account.messages() == []


@pytest.mark.parametrize(("server", "idle"), [("dovecot", False), ("old_dovecot", True)], ids=["off", "not offered"])
def test_without_idle_polling_is_enough(stage, request, server, idle):
    stage.account = request.getfixturevalue(server).account()
    with stage.working(poll_seconds=1, idle=idle):
        for number in (1, 2):
            stage.account.deliver(proposal(number, "Fallprevention"))
            wait_for(lambda upto=number: len(stage.answered()) == upto)


def test_connections_that_are_cut_are_made_anew_and_idle_too(stage, log):
    with stage.working():
        stage.account.deliver(proposal(1, "Fallprevention"))
        wait_for(lambda: stage.answered() == [anna(1)])
        stage.account.server.kick(stage.account.user)
        wait_for(lambda: {"idle_broke", "poll_recovered"} <= set(events(log)))
        for number in (2, 3):
            stage.account.deliver(proposal(number, "Fallprevention"))
            wait_for(lambda upto=number: len(stage.answered()) == upto)
    assert stage.answered() == [anna(number) for number in (1, 2, 3)]


def test_server_away_at_start_is_waited_for_and_nothing_is_lost(stage, log):
    with Dovecot() as server:
        stage.account = server.account()
        stage.account.deliver(proposal(1, "Fallprevention"))
        server.stop()
        with stage.working():
            wait_for(lambda: events(log).count("poll_failed") > 1)
            server.start()
            wait_for(lambda: stage.answered() == [anna(1)])
    failures = [entry["in_a_row"] for entry in log if entry["event"] == "poll_failed"]
    assert failures == list(range(1, len(failures) + 1))
    assert [entry["after"] for entry in log if entry["event"] == "poll_recovered"] == [len(failures)]
    assert "can't be reached" in next(entry["error"] for entry in log if entry["event"] == "poll_failed")


def test_fault_of_our_own_is_a_line_without_the_mails_words_and_the_next_poll_goes_on(stage, log):
    faults = iter([ValueError("Hemligord")])

    def break_once(name: str) -> None:
        if name == "fetched" and (fault := next(faults, None)):
            raise fault

    stage.checkpoint = break_once
    stage.account.deliver(proposal(1, "Fallprevention"))
    with stage.working(idle=False):
        wait_for(lambda: stage.answered() == [anna(1)])
    (failed,) = [entry for entry in log if entry["event"] == "poll_failed"]
    assert failed["error"].startswith("ValueError in break_once, test_worker.py:")
    assert "Hemligord" not in str(log)


def test_job_that_fails_is_a_line_and_the_others_go_on(stage, log):
    with stage.working(letters={"templates_dir": str(stage.folder)}) as worker:
        broken = Job("digest", 60, lambda: 1 // 0, worker.stopping)
        broken.run()
        broken.run()
    lines = [(entry["job"], entry["error"].partition(",")[0]) for entry in log if entry["event"] == "job_failed"]
    assert lines == [("digest", "ZeroDivisionError in <lambda>")] * 2


def test_copies_in_sent_go_beside_intake(stage, log):
    count = 12
    stage.account.deliver_all([proposal(number, "Fallprevention") for number in range(1, count + 1)])
    with stage.working(smtp=stage.smtp.config(copy_to_sent=True, rate_per_minute=1000).model_dump()):
        wait_for(lambda: len(stage.answered()) >= 2)
        stage.account.deliver(proposal(count + 1, "Fallprevention"))
        wait_for(lambda: len(stage.answered()) == count + 1)
        wait_for(lambda: events(log).count("letter_sent") == count + 1)
    assert stage.account.messages("Sent") == [letter.data for letter in stage.smtp.letters]
    assert {"poll_failed", "copy_not_filed", "job_failed"} & set(events(log)) == set()


def test_jobs_wait_for_another_process_that_writes(stage, log):
    with stage.working():
        with closing(sqlite3.connect(stage.folder / "state" / "mailbot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            stage.account.deliver(proposal(1, "Fallprevention"))
            time.sleep(1)  # longer than a job without patience would wait
            assert stage.answered() == []
            other.execute("COMMIT")
        wait_for(lambda: stage.answered() == [anna(1)])
    assert {"poll_failed", "job_failed"} & set(events(log)) == set()


def test_agenda_holds_what_was_received_by_the_stop_and_nothing_later(stage):
    stage.now = STOP + timedelta(seconds=30)
    stage.deliver_at(STOP + timedelta(seconds=1), proposal(1, "För sent"))
    stage.deliver_at(STOP - timedelta(seconds=1), proposal(2, "I tid"))
    with stage.working(**WITH_MEETING):
        wait_for(stage.agendas)
    assert stage.agendas() == [(date(2026, 12, 10), ["I tid"])]


def test_agenda_waits_for_a_pass_that_began_after_the_stop(stage):
    stage.now = STOP - timedelta(seconds=30)

    def stop_passes(name: str) -> None:
        if name == "fetched" and stage.now < STOP:
            stage.now = STOP + timedelta(seconds=30)
            stage.deliver_at(STOP - timedelta(seconds=1), proposal(2, "I sista stund"))

    stage.checkpoint = stop_passes
    stage.deliver_at(STOP - timedelta(minutes=1), proposal(1, "I tid"))
    with stage.working(**WITH_MEETING):
        wait_for(stage.agendas)
    assert stage.agendas() == [(date(2026, 12, 10), ["I tid", "I sista stund"])]


def test_agenda_is_not_frozen_by_a_pass_that_was_cut_short(stage, monkeypatch):
    monkeypatch.setattr(read_ahead, "_BYTES", 0)  # one is begun beside the one that is decided, and given back
    stage.now = STOP + timedelta(seconds=30)
    for number in (1, 2, 3):
        stage.deliver_at(STOP - timedelta(minutes=1), proposal(number, "I tid"))
    worker = Worker(stage.build(**WITH_MEETING))
    stage.checkpoint = lambda name: worker.stopping.set() if name == "committed" else None
    with worker.working():
        worker.stopping.wait()
    assert (len(stage.account.messages()), stage.agendas()) == (2, [])
    poll(stage.build(**WITH_MEETING))
    assert stage.agendas() == [(date(2026, 12, 10), ["I tid", "I tid", "I tid"])]


def test_end_waits_for_a_pass_that_is_going_on(stage):
    """A scheduler that is shut down around a running job holds a lock that the job may want: neither would end."""
    worker = Worker(stage.build())
    stage.checkpoint = lambda name: worker.stopping.set() or time.sleep(0.5) if name == "before_move" else None
    stage.account.deliver(proposal(1, "Fallprevention"))
    with worker.working():
        worker.stopping.wait()
    assert len(stage.account.messages(HANDLED)) == 1


def test_second_worker_on_sqlite_is_refused(stage):
    with stage.working(), pytest.raises(AlreadyRunning, match="Another mailbot works with"), stage.working():
        pass


def test_operators_read_of_a_login_that_is_refused_and_of_its_end(stage, monkeypatch):
    monkeypatch.setattr(module, "_HEALTH_SECONDS", 0.2)
    subjects = ["mailbot: Posten hämtas inte", "mailbot: Posten hämtas igen"]
    worker = Worker(stage.build(operations={"mail_to": ["drift@region.example"]}))
    (stage.folder / "password").write_text("fel", encoding="utf-8")
    with worker.working():
        wait_for(lambda: mailed(stage) == subjects[:1])
        wait_for(lambda: refused_since(worker) is not None)
        (stage.folder / "password").write_text(stage.account.password, encoding="utf-8")
        worker._timetable.soon("intake")
        wait_for(lambda: mailed(stage) == subjects)
        wait_for(lambda: refused_since(worker) is None)


def mailed(stage: Stage) -> list[str]:
    return [str(message_from_bytes(one.data, policy=policy.default)["Subject"]) for one in list(stage.smtp.letters)]


def refused_since(worker: Worker) -> datetime | None:
    with worker.app.services.database.reading() as session:
        return worker_notes.login_refused_since(session, "mailbox")


def test_long_pass_that_takes_messages_in_is_no_silence(stage, monkeypatch):
    monkeypatch.setattr(module, "_HEALTH_SECONDS", 0.1)
    held: list[bool] = []

    def hold(name: str) -> None:
        """Hold the pass once its messages are taken in, and before it ends, until a monitor can see it."""
        if name == "before_move":
            wait_for(lambda: passed(stage) is not None)
            held.append(True)

    stage.checkpoint = hold
    stage.account.deliver_all([proposal(1, "Fallprevention"), proposal(2, "Sårvård")])
    with stage.working():
        wait_for(lambda: len(stage.answered()) == 2)
    assert held


def passed(stage: Stage) -> datetime | None:
    with stage.apps[-1].services.database.reading() as session:
        return worker_notes.last_pass(session)


def test_worker_is_stuck_when_some_work_comes_to_no_end(stage, monkeypatch):
    monkeypatch.setattr(module, "_STUCK_SECONDS", 0.5)
    monkeypatch.setattr(module, "_HEALTH_SECONDS", 0.1)
    hangs, goes_on = threading.Event(), threading.Event()

    def hang(name: str) -> None:
        if name == "fetched":
            hangs.set()
            assert goes_on.wait(PATIENCE)

    with stage.working() as worker:
        wait_for(lambda: passed(stage) is not None)
        wait_for(lambda: not worker.is_stuck())
        stage.checkpoint = hang
        stage.account.deliver(proposal(1, "Fallprevention"))
        assert hangs.wait(PATIENCE)
        wait_for(worker.is_stuck)
        goes_on.set()
        wait_for(lambda: not worker.is_stuck())
        worker._timetable._planned["health"].pause()
        wait_for(worker.is_stuck)
        worker._timetable._planned["health"].resume()


def test_figures_are_served_while_it_works(stage):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with stage.working(operations={"metrics_port": port}):
        assert b"mailbot_up 1.0" in urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read()


def test_start_waits_for_no_library_that_only_agendas_and_sheets_need():
    script = (
        "import sys, mailbot.worker; print(*{'numpy', 'openpyxl', 'bm25s', 'pypdf', 'pypdfium2'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_figures_need_their_library(stage, monkeypatch):
    monkeypatch.delitem(sys.modules, "mailbot.jobs.watch.metrics", raising=False)
    monkeypatch.delattr("mailbot.jobs.watch.metrics", raising=False)
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(NotInstalled, match=r"mailbot\[metrics\]"), stage.working(operations={"metrics_port": 9464}):
        pass


def test_alarm_is_heard_while_the_server_is_away(stage, log):
    stage.account = replace(stage.account, password="fel")
    worker = Worker(stage.build(poll_seconds=60))
    worker._polling.succeeded_at -= 15 * 60
    with worker.working():
        wait_for(lambda: "polling_stopped" in events(log))


def test_sender_that_is_refused_is_told_once_in_the_servers_words_and_so_is_the_recovery(stage, log, monkeypatch):
    monkeypatch.setattr(delivery, "_FIRST_WAIT", timedelta(seconds=0.2))
    monkeypatch.setattr(module, "_SILENCE", timedelta(0))
    stage.smtp.next_answers("MAIL", *["550 5.7.60 omtankehalland may not send, ask it@region.example"] * 4)
    with stage.working() as worker:
        stage.account.deliver(proposal(1, "Fallprevention"))
        wait_for(lambda: "letter_not_taken" in events(log) and "sending_failed" in events(log))
        worker._alarm(timedelta(minutes=1))
        wait_for(lambda: worker._timetable.soon("delivery") or "sending_recovered" in events(log))
    assert events(log).count("letter_not_taken") == 4
    told = [entry for entry in log if entry["event"].startswith("sending_")]
    assert [(entry["event"], entry["log_level"]) for entry in told] == [
        ("sending_failed", "error"),
        ("sending_stopped", "error"),
        ("sending_recovered", "info"),
    ]
    assert "550 5.7.60 omtankehalland may not send, ask <address>" in told[0]["error"]
    assert told[1]["error"] == told[0]["error"]
    assert stage.answered() == [anna(1)]


@dataclass(frozen=True)
class Program:
    """`mailbot` in processes of its own, with one config."""

    config: Path

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[str]]:
        """Run the worker until the context ends, at the latest."""
        with (self.config.parent / "log").open("a") as errors:
            process = subprocess.Popen(self._command("run"), cwd=ROOT, stderr=errors)
        try:
            wait_for(lambda: process.poll() is not None or "worker_started" in self.log())
            yield process
        finally:
            process.kill()
            process.wait()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self._command(*arguments), cwd=ROOT, capture_output=True, text=True, check=False)

    def log(self) -> str:
        return (self.config.parent / "log").read_text(encoding="utf-8")

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "mailbot", "--config", str(self.config), *arguments]


@pytest.fixture
def program(tmp_path, mailbox_account, smtp_server) -> Program:
    config = backlog.config(tmp_path, mailbox_account, smtp_server)
    lines = [f"{key} = {toml(value)}" for key, value in config.model_dump(mode="json").items() if value is not None]
    (tmp_path / "config.toml").write_text("\n".join(lines), encoding="utf-8")
    return Program(tmp_path / "config.toml")


def toml(value: Any) -> str:
    """Return a value in one line of TOML; its strings are JSON's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(item)}" for key, item in value.items() if item is not None) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def ended(process: subprocess.Popen[str], *, asked: int = 1) -> int:
    """Ask the process to end, once or in one breath again; return its exit code."""
    for _ in range(asked):
        process.send_signal(signal.SIGTERM)
    return process.wait(PATIENCE)


@pytest.mark.parametrize("asked", [1, 2])
def test_sigterm_leaves_every_message_wholly_done_or_untouched(program, stage, asked):
    count = 60
    form = [("Förslag.docx", backlog.word.write(backlog.FORM, backlog.COMPLETE))]
    stage.account.deliver_all(backlog.mail(n, anna(n), "Förslag", "Hej!", form) for n in range(1, count + 1))
    with program.running() as process:
        wait_for(lambda: "message_taken" in program.log())
        assert ended(process, asked=asked) == 0
    with stage.build().services.database.reading() as session:
        outcomes = Counter(session.scalars(select(Message.outcome)))
        filed = session.scalar(select(func.count(Message.filed_uid)))
    done = outcomes["handled"]
    assert 0 < done < count
    assert (dict(outcomes), filed) == ({"handled": done}, done)
    assert len(stage.account.messages(HANDLED)) == done
    assert len(stage.account.messages()) == count - done
    poll(stage.apps[-1])
    assert stage.answered() == sorted(anna(number) for number in range(1, count + 1))


def test_no_other_works_beside_it_and_the_log_is_json_that_tells_nobodys_words(program, stage):
    stage.smtp.next_answers("RCPT", "550 5.1.1 <hemligord@varberg.example>: Hemligord has no mailbox")
    secret = {"initiator_name": "Hemligord Hemligordsson", "description": "Hemligord", "email": "hemligord@a.example"}
    files = [("Hemligord.docx", backlog.word.write(backlog.FORM, {**backlog.COMPLETE, "title": "Hemligord", **secret}))]
    stage.account.deliver_all(
        [
            backlog.mail(1, "Hemligord <hemligord@varberg.example>", "Hemligord", "Hemligord", files),
            backlog.mail(2, "hemligord@okand.example", "Hemligord", "Hemligord?"),
            backlog.mail(3, "hemligord@varberg.example", "Hemligord", "Hej", [("hemligord.docx", files[0][1][:8000])]),
            proposal(4, "Hemligord"),
        ]
    )
    with program.running() as process:
        wait_for(lambda: anna(4) in stage.answered())
        refused = [program.run(command) for command in ("run", "poll")]
        assert ended(process) == 0
    assert [result.returncode for result in refused] == [75, 75]
    assert all("mailbot: Another mailbot works with" in result.stderr for result in refused)
    lines = [json.loads(line) for line in program.log().splitlines()]
    assert [line["message"] for line in lines if line["event"] == "message_taken"] == [1, 2, 3, 4]
    assert [(line["letter"], line["state"]) for line in lines if line["event"] == "letter_not_taken"] == [(1, "failed")]
    assert (lines[0]["event"], lines[-1]["event"]) == ("worker_started", "worker_stopped")
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
    assert "hemligord" not in program.log().lower()


def test_systemd_hears_that_it_started_lives_began_anew_and_stops(program, monkeypatch, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "100000")

        def heard() -> bytes:
            return next(word for word in iter(lambda: manager.recv(100), b"") if word != b"WATCHDOG=1")

        with program.running() as process:
            assert heard() == b"READY=1"
            assert manager.recv(100) == b"WATCHDOG=1"
            process.send_signal(signal.SIGHUP)
            assert heard() == b"READY=1"
            process.terminate()
            assert heard() == b"STOPPING=1"
            assert ended(process) == 0


def test_sighup_reads_the_config_anew_and_goes_on_with_the_old_where_the_new_has_a_fault(program, stage):
    good = program.config.read_text(encoding="utf-8")
    with program.running() as process:
        program.config.write_text(good + "\nno_such_key = 1\n", encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: "config_refused" in program.log() and program.log().count("worker_started") == 2)
        stage.account.deliver(proposal(1, "Fallprevention"))
        wait_for(lambda: stage.answered() == [anna(1)])
        program.config.write_text(good.replace("hold_all = false", "hold_all = true"), encoding="utf-8")
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: "config_read_anew" in program.log() and program.log().count("worker_started") == 3)
        stage.account.deliver(proposal(2, "Fallprevention"))
        wait_for(lambda: stage.account.messages(HANDLED)[1:])
        assert ended(process) == 0
    refused = next(json.loads(line)["error"] for line in program.log().splitlines() if "config_refused" in line)
    assert "no_such_key: is not a key that mailbot knows" in refused
    held = json.loads(program.run("letters", "list", "--json").stdout.splitlines()[-1])
    assert (held["recipient"], held["state"], stage.answered()) == (anna(2), "held", [anna(1)])
