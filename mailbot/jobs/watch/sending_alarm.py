"""How sending goes: for the log, and for the alarm that an operator listens to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from mailbot.jobs.deliver import Delivered

log = structlog.get_logger()


@dataclass(slots=True)
class SendingAlarm:
    """Whether the letters that are due go out. In seconds of a clock that nobody sets."""

    failing_since: float | None = None
    said: str = ""
    alarmed_at: float | None = None

    def passed(self, delivered: Delivered, now: float) -> None:
        """Note a pass. That the server takes none is said once, and again only where it gives another reason.

        A pass that had nothing to send says nothing of the server; one that refused a letter for
        good has listened to us.
        """
        if delivered.sent or delivered.failed:
            self._recovered(now)
        elif delivered.deferred:
            self.failing_since = now if self.failing_since is None else self.failing_since
            if delivered.said != self.said:
                log.error("sending_failed", error=delivered.said)
            self.said = delivered.said

    def _recovered(self, now: float) -> None:
        if self.failing_since is not None:
            log.info("sending_recovered", after_minutes=_minutes(now - self.failing_since))
        self.failing_since, self.said, self.alarmed_at = None, "", None

    def alarm(self, now: float, silence: timedelta, pause: timedelta) -> None:
        """Say, again after a pause, that letters are due and none has gone out for so long."""
        if self.failing_since is None or now - self.failing_since < silence.total_seconds():
            return
        if self.alarmed_at is None or now - self.alarmed_at >= pause.total_seconds():
            self.alarmed_at = now
            log.error("sending_stopped", silent_minutes=_minutes(now - self.failing_since), error=self.said)


def _minutes(seconds: float) -> int:
    return timedelta(seconds=seconds) // timedelta(minutes=1)
