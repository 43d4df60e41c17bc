"""How polling goes: for the log, and for the alarm that an operator listens to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from mailbot.errors import MailboxUnavailable, said

log = structlog.get_logger()

_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=15)
_LONGEST_WAIT_FOR_OURSELVES = timedelta(minutes=1)
_SILENCE = timedelta(minutes=15)
_ALARM_PAUSE = timedelta(hours=1)


@dataclass(slots=True)
class PollingAlarm:
    """Whether polls succeed, and when the next is due. In seconds of a clock that nobody sets."""

    succeeded_at: float
    failures: int = 0
    waits: int = 0
    retry_at: float = 0
    alarmed_at: float | None = None

    def succeeded(self, now: float) -> None:
        """Note a poll that came to its end."""
        if self.failures:
            log.info("poll_recovered", after=self.failures)
        self.succeeded_at, self.failures, self.retry_at, self.alarmed_at = now, 0, 0, None

    def failed(self, error: Exception, now: float) -> timedelta:
        """Note it; return how long to wait before the next poll.

        A poll that new mail called for before that changes nothing of the wait.
        """
        self.failures += 1
        log.error("poll_failed", error=said(error), in_a_row=self.failures)
        if self.failures == 1 or now >= self.retry_at:
            self.waits = 1 if self.failures == 1 else self.waits + 1
            self.retry_at = now + min(back_off(self.waits), _longest_wait(error)).total_seconds()
        return timedelta(seconds=self.retry_at - now)

    def alarm(self, now: float, interval: timedelta, patience: timedelta = _SILENCE) -> None:
        """Say, once an hour, that no poll has succeeded for so long, or for two of its intervals."""
        silence = timedelta(seconds=now - self.succeeded_at)
        due = self.alarmed_at is None or now - self.alarmed_at >= _ALARM_PAUSE.total_seconds()
        if silence >= max(patience, 2 * interval) and due:
            self.alarmed_at = now
            log.error("polling_stopped", silent_minutes=silence // timedelta(minutes=1), failures=self.failures)


def _longest_wait(error: Exception) -> timedelta:
    """Return the most to wait: a server is spared; a fault of our own, a full disk say, may be mended any minute."""
    return _LONGEST_WAIT if isinstance(error, MailboxUnavailable) else _LONGEST_WAIT_FOR_OURSELVES


def back_off(failures: int) -> timedelta:
    """Return how long to wait: 5 s, doubled at each failure, a quarter of an hour at most."""
    doubled: timedelta = _FIRST_WAIT * 2 ** min(failures - 1, 10)
    return min(_LONGEST_WAIT, doubled)
