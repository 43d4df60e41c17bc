"""A signal is heard whenever it comes, and whoever takes it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import pytest

from mailbot.cli.operating.running import _signals


@pytest.fixture(params=[signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def number(request):
    before = signal.getsignal(request.param)
    yield request.param
    signal.signal(request.param, before)


def test_signal_is_heard_though_the_main_thread_waits_already(number):
    """A signal that another thread takes does not wake the main thread, as one does not that comes just before."""

    def tell() -> None:
        while sys._current_frames()[threading.main_thread().ident].f_code is not next_signal.__code__:
            time.sleep(0.001)
        signal.pthread_kill(threading.get_ident(), number)

    with _signals() as next_signal:
        thread = threading.Thread(target=tell)
        thread.start()
        assert next_signal() == number
        thread.join()


def test_signals_are_kept_until_somebody_waits(number):
    with _signals() as next_signal:
        os.kill(os.getpid(), number)
        os.kill(os.getpid(), signal.SIGTERM)
        assert (next_signal(), next_signal()) == (number, signal.SIGTERM)
