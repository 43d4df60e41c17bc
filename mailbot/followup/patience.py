"""How long an answer about approved work is waited for, before it is asked for again or left to a human."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailbot.config import Config
from mailbot.store import plausible_times


def is_over(asked_at: datetime | None, config: Config, now: datetime) -> bool:
    """Whether the answer was last asked for so long ago.

    From the last letter on, not from the first: after a long stop two would go out in a minute.
    """
    asked = plausible_times.past(asked_at, now)
    return asked is not None and asked + timedelta(days=config.follow_up.reminder_days) <= now
