"""What the service manager is told: that mailbot has started, stops, and is alive (sd_notify(3)).

A few lines over a socket that systemd names; where it names none, nobody is told.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

READY, STOPPING, ALIVE = "READY=1", "STOPPING=1", "WATCHDOG=1"
_PATIENCE_SECONDS = 5.0
"""How long a word may wait where the manager has not read those before it: some ten fill its queue."""


def tell(state: str) -> None:
    """Tell it one thing. Whether it listens is its own business."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # in the abstract namespace (unix(7))
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.settimeout(_PATIENCE_SECONDS)
        told.connect(address)
        told.sendall(state.encode())


@contextmanager
def fed(is_alive: Callable[[], bool]) -> Iterator[None]:
    """Feed the manager's watchdog while the context lasts, twice as often as it asks, as long as `is_alive` says so.

    The watchdog ends a process that is silent for too long, and starts another.
    """
    pause = _pause()
    if pause is None:
        yield
        return
    ended = threading.Event()

    def feed() -> None:
        while True:
            if is_alive():
                tell(ALIVE)
            if ended.wait(pause):
                return

    thread = threading.Thread(target=feed, name="watchdog", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _pause() -> float | None:
    """Return how long to wait between two words, in seconds; None where none is waited for, or another's is."""
    microseconds, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID", "")
    if not microseconds.isdigit() or process not in ("", str(os.getpid())):
        return None
    return int(microseconds) / 2_000_000
