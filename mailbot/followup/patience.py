"""How long and how often an answer about approved work is waited for, before it is left to a human."""

from __future__ import annotations

from datetime import datetime, timedelta

from mailbot.config import Config
from mailbot.store import plausible_times
from mailbot.store.tables import EvaluationRound, FollowUp, Spreading


def is_over(asked_at: datetime | None, config: Config, now: datetime) -> bool:
    """Whether the answer was last asked for so long ago.

    From the last letter on, not from the first: after a long stop two would go out in a minute.
    """
    asked = plausible_times.past(asked_at, now)
    return asked is not None and asked + timedelta(days=config.follow_up.reminder_days) <= now


def may_remind(waiting: FollowUp | EvaluationRound | Spreading, config: Config, now: datetime) -> bool:
    """Count one more reminder, to be sent now; False where there were enough, and it is left to a human."""
    if waiting.reminders >= config.follow_up.reminders:
        waiting.left_at = now
        return False
    waiting.reminders, waiting.asked_at = waiting.reminders + 1, now
    return True
