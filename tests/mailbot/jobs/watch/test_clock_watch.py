"""The clock against the mail server's, which a real Dovecot tells."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import structlog
from imapclient import IMAPClient

from mailbot.jobs.watch import clock_watch
from mailbot.jobs.watch.clock_watch import ClockWatch, ahead
from mailbot.mailbox import asks_time


@pytest.fixture
def log():
    with structlog.testing.capture_logs() as entries:
        yield entries


@dataclass
class Watched:
    """A watch over a world whose clock is a while ahead of the server's, and the jumps that it noticed."""

    world: object
    jumps: list

    def watch(self) -> ClockWatch:
        @contextmanager
        def another():
            yield self.world.app.mailbox

        return ClockWatch(self.world.app.services, another, threading.Event(), moved=lambda: self.jumps.append(1))


@pytest.fixture
def watched(world) -> Watched:
    world.now = datetime.now(UTC)
    return Watched(world, [])


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (timedelta(minutes=5), timedelta(0)),
        (timedelta(days=365), timedelta(days=365)),
        (timedelta(hours=-3), timedelta(hours=-3)),
    ],
    ids=["kept", "a year ahead", "behind"],
)
def test_clock_is_compared_with_the_servers_and_nothing_is_left_behind(watched, error, seen):
    world = watched.world
    world.now += error
    assert abs(ahead(world.app.config, world.app.mailbox, world.clock) - seen) < timedelta(minutes=5)
    assert (world.count("Granska"), world.count("INBOX")) == (0, 0)


def test_message_that_a_kill_left_goes_when_the_clock_is_asked_again_and_no_other_does(world):
    alike = asks_time.MAIL.replace(b"auto-generated", b"no")
    assert ahead(world.app.config, world.app.mailbox, world.clock) is not None
    world.account.deliver_all([asks_time.MAIL, alike], "Granska")
    assert ahead(world.app.config, world.app.mailbox, world.clock) is not None
    assert world.account.messages("Granska") == [alike]


def test_clock_of_a_server_that_cannot_remove_its_own_is_not_asked(world, monkeypatch):
    has = IMAPClient.has_capability
    monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: name != "UIDPLUS" and has(self, name))
    world.now += timedelta(days=365)
    assert ahead(world.app.config, world.app.mailbox, world.clock) is None
    assert world.count("Granska") == 0


def test_clock_that_is_ahead_is_an_alarm_every_hour_and_not_believed(watched, log):
    watch = watched.watch()
    watched.world.now += timedelta(days=365)
    for now in (0, 3599, 3600):
        watch.look(now)
    assert watch.believed is False
    said = [(one["event"], round(one["seconds_ahead_of_mail_server"] / 86400)) for one in log]
    assert said == [("clock_disagrees", 365)] * 2
    watched.world.now = datetime.now(UTC)
    watch.look(7200)
    assert watch.believed is True
    assert log[-1]["event"] == "clock_agrees"


@pytest.mark.parametrize("jump", [-31_536_000.0, 31_536_000.0])
def test_jump_of_the_clock_has_every_job_run(watched, log, monkeypatch, jump):
    watch = watched.watch()
    watch.look(0)
    before = clock_watch._set_by()
    monkeypatch.setattr(clock_watch, "_set_by", lambda: before + jump)
    watch.look(10)
    watch.look(20)
    assert watched.jumps == [1]
    assert [one["seconds"] for one in log if one["event"] == "clock_moved"] == [round(jump)]
