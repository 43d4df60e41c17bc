"""When polls fail: how long to wait, and when an operator is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog

from mailbot.errors import DatabaseUnavailable, MailboxUnavailable
from mailbot.jobs.watch import polling_alarm
from mailbot.jobs.watch.polling_alarm import PollingAlarm


@pytest.fixture
def log() -> Iterator[list[dict[str, Any]]]:
    with structlog.testing.capture_logs() as entries:
        yield entries


@pytest.mark.parametrize(
    ("interval", "minutes", "alarms"),
    [
        (timedelta(minutes=1), [14], []),
        (timedelta(minutes=1), [15, 16, 74], [15]),
        (timedelta(minutes=1), [15, 75, 76, 135], [15, 75, 135]),
        (timedelta(hours=1), [15, 119, 120], [120]),
    ],
)
def test_alarm_when_no_poll_succeeds(log, interval, minutes, alarms):
    polls = PollingAlarm(0)
    for minute in minutes:
        before = len(log)
        polls.alarm(60 * minute, interval)
        assert (len(log) > before) == (minute in alarms)
    assert [(entry["event"], entry["log_level"], entry["silent_minutes"]) for entry in log] == [
        ("polling_stopped", "error", minute) for minute in alarms
    ]


def test_polls_that_new_mail_calls_for_put_nothing_off():
    polls = PollingAlarm(0)
    fault = MailboxUnavailable("borta")
    waits = [polls.failed(fault, now).total_seconds() for now in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 5, 6, 15)]
    first = polling_alarm._FIRST_WAIT.total_seconds()
    assert waits[0] == first
    assert waits[5:] == [first - 0.5, 2 * first, 2 * first - 1, 4 * first]


def test_fault_of_our_own_is_never_waited_out_for_long(log):
    polls, now = PollingAlarm(0), 0.0
    waits = []
    for _ in range(12):
        waits.append(polls.failed(DatabaseUnavailable("disken är full"), now).total_seconds())
        now += waits[-1]
    assert waits == [5, 10, 20, 40] + [60] * 8


def test_alarm_starts_anew_after_a_success(log):
    polls = PollingAlarm(0)
    polls.failed(MailboxUnavailable("borta"), 0)
    polls.alarm(60 * 15, timedelta(minutes=1))
    polls.succeeded(60 * 16)
    polls.alarm(60 * 30, timedelta(minutes=1))
    polls.alarm(60 * 31, timedelta(minutes=1))
    assert [entry["event"] for entry in log] == ["poll_failed", "polling_stopped", "poll_recovered", "polling_stopped"]
