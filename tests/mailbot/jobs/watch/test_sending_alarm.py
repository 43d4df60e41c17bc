"""When an operator hears that letters don't go out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import structlog

from mailbot.jobs.deliver import Delivered
from mailbot.jobs.watch.sending_alarm import SendingAlarm

QUIET, HOUR = timedelta(minutes=15), timedelta(hours=1)
NOTHING, SENT, REFUSED = Delivered(), Delivered(sent=1), Delivered(failed=1, said="550 no such user")
AWAY, OTHER = Delivered(deferred=1, said="421 busy"), Delivered(deferred=3, said="535 wrong password")


def told(*passes: tuple[int, Delivered | None]) -> list[tuple[str, str | int]]:
    """Return what the log says of passes at so many minutes; None asks for the alarm."""
    alarm = SendingAlarm()
    with structlog.testing.capture_logs() as log:
        for minute, delivered in passes:
            if delivered is None:
                alarm.alarm(60 * minute, QUIET, HOUR)
            else:
                alarm.passed(delivered, 60 * minute)
    return [(entry["event"], entry.get("silent_minutes", entry.get("error", ""))) for entry in log]


FAILED, STOPPED, RECOVERED = ("sending_failed", "421 busy"), ("sending_stopped", 15), ("sending_recovered", "")


@pytest.mark.parametrize(
    ("passes", "said"),
    [
        ([(0, NOTHING), (20, None)], []),
        ([(0, SENT), (1, NOTHING), (90, None)], []),
        ([(0, AWAY), (1, AWAY), (14, None)], [FAILED]),
        ([(0, AWAY), (1, NOTHING), (15, None), (16, None)], [FAILED, ("sending_stopped", 15)]),
        ([(0, AWAY), (15, None), (74, None), (75, None)], [FAILED, ("sending_stopped", 15), ("sending_stopped", 75)]),
        ([(0, AWAY), (1, OTHER), (2, OTHER)], [FAILED, ("sending_failed", "535 wrong password")]),
        ([(0, AWAY), (1, SENT), (2, SENT), (20, None)], [FAILED, RECOVERED]),
        ([(0, AWAY), (1, REFUSED), (20, None)], [FAILED, RECOVERED]),
        (
            [(0, AWAY), (1, SENT), (2, AWAY), (16, None), (17, None)],
            [FAILED, RECOVERED, FAILED, ("sending_stopped", 15)],
        ),
        ([(0, SENT), (1, REFUSED), (2, NOTHING)], []),
    ],
)
def test_what_is_told_and_how_often(passes, said):
    assert told(*passes) == said
