"""What systemd hears, on sockets of both kinds."""

from __future__ import annotations

import os
import secrets
import socket
import threading

import pytest

from mailbot.cli.operating import service_manager
from tests.support.waiting import PATIENCE


@pytest.fixture(params=["path", "abstract"])
def heard(request, tmp_path, monkeypatch):
    name = str(tmp_path / "notify") if request.param == "path" else f"@mailbot-{secrets.token_hex(8)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0", 1) if request.param == "abstract" else name)
        listening.settimeout(PATIENCE)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        yield listening


def test_what_is_told_is_heard(heard):
    service_manager.tell(service_manager.READY)
    assert heard.recv(100) == b"READY=1"


def test_nobody_is_told_where_nobody_listens(monkeypatch, tmp_path):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    service_manager.tell(service_manager.READY)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    service_manager.tell(service_manager.READY)


def test_manager_that_listens_no_more_holds_nobody_up(heard, monkeypatch):
    monkeypatch.setattr(service_manager, "_PATIENCE_SECONDS", 0.01)
    for _ in range(20):  # more than its queue takes
        service_manager.tell(service_manager.ALIVE)
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    with service_manager.fed(lambda: True):
        pass
    heard.setblocking(False)  # noqa: FBT003 - the socket's own way
    assert 0 < len(drained(heard)) < 20


def test_watchdog_is_fed_as_long_as_we_live(heard, monkeypatch):
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    alive, asked = threading.Event(), threading.Event()
    alive.set()

    def is_alive() -> bool:
        asked.set()
        return alive.is_set()

    with service_manager.fed(is_alive):
        assert [heard.recv(100) for _ in range(3)] == [b"WATCHDOG=1"] * 3
        alive.clear()
        asked.clear()
        assert asked.wait(PATIENCE)
    heard.setblocking(False)  # noqa: FBT003 - the socket's own way
    left = drained(heard)
    assert set(left) <= {b"WATCHDOG=1"}
    with service_manager.fed(is_alive):
        asked.clear()
        assert asked.wait(PATIENCE)
    assert drained(heard) == []


def drained(listening: socket.socket) -> list[bytes]:
    found = []
    while True:
        try:
            found.append(listening.recv(100))
        except BlockingIOError:
            return found


@pytest.mark.parametrize(
    "environment",
    [{}, {"WATCHDOG_USEC": "nonsense"}, {"WATCHDOG_USEC": "20000", "WATCHDOG_PID": "1"}],
    ids=["none", "nonsense", "for another process"],
)
def test_watchdog_that_does_not_wait_for_us_is_not_fed(heard, monkeypatch, environment):
    for name in ("WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with service_manager.fed(lambda: pytest.fail("asked")):
        pass
    heard.setblocking(False)  # noqa: FBT003 - the socket's own way
    assert drained(heard) == []
