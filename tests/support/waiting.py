"""How tests wait: for what they expect to happen, and never for a time that a busy machine may need more than."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from mailbot.store import leader_lock

PATIENCE = 300.0
"""Seconds after which what was waited for hangs: less than pytest's own limit, so that the failure says what it was."""
FOREVER = 3600.0
"""For what is given a time and should end before it for a reason: pytest ends the test long before that."""


def wait_for(condition: Callable[[], Any]) -> None:
    """Return when the condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.01)


def let_leaders_be_slow(setattr_: Callable[..., object], seconds: float = PATIENCE) -> None:
    """Let PostgreSQL wait so long for a leader's word: on a busy machine one that works may be silent for ten seconds.

    The worker goes on all the same. A test that makes one pass, and fails where somebody else leads by then, doesn't.
    """
    setattr_(leader_lock, "_SILENCE_SECONDS", int(seconds))
    setattr_(leader_lock.SessionLock, "patience", 0.75 * seconds)
