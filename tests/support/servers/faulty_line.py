"""A bad line between a client and a real server: it breaks, falls silent, drips or mixes up bytes where it is told."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Self

from tests.support.waiting import PATIENCE

Side = Literal["from server", "from client"]
Fault = Literal["reset", "hang up", "silence", "mix up"]
_AT_ONCE = 65536
_RESET = struct.pack("ii", 1, 0)
"""To linger for no time: what is closed tells the other end that the connection is reset."""


@dataclass
class Trouble:
    """What happens to the next connection: the fault comes when `at` bytes have gone by on one side."""

    side: Side
    at: int
    fault: Fault
    drips: bool = False
    """Every byte goes in a packet of its own until then."""


@dataclass
class _Flow:
    """One connection through the line."""

    client: socket.socket
    server: socket.socket
    trouble: Trouble | None
    silent: threading.Event = field(default_factory=threading.Event)
    passed: dict[Side, int] = field(default_factory=lambda: {"from server": 0, "from client": 0})

    def run(self) -> None:
        ways: tuple[tuple[Side, socket.socket, socket.socket], ...] = (
            ("from client", self.client, self.server),
            ("from server", self.server, self.client),
        )
        for way in ways:
            threading.Thread(target=self._hand_on, args=way, daemon=True).start()

    def _hand_on(self, side: Side, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_AT_ONCE):
                if self.silent.is_set():
                    continue
                target_data, ends = self._as_troubled(side, data)
                self._send(target, target_data)
                if ends:
                    self._end()
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _as_troubled(self, side: Side, data: bytes) -> tuple[bytes, bool]:
        """Return what goes on of the bytes, and whether the fault comes after them."""
        before = self.passed[side]
        self.passed[side] += len(data)
        trouble = self.trouble
        if trouble is None or trouble.side != side or not before <= trouble.at < before + len(data):
            return data, False
        here = trouble.at - before
        if trouble.fault == "mix up":
            return data[:here] + data[here : here + 8][::-1] + data[here + 8 :], False
        return data[:here], True

    def _send(self, target: socket.socket, data: bytes) -> None:
        pieces = [data[i : i + 1] for i in range(len(data))] if self.trouble and self.trouble.drips else [data]
        for piece in pieces:
            target.sendall(piece)

    def _end(self) -> None:
        assert self.trouble is not None
        if self.trouble.fault == "silence":
            self.silent.set()
            return
        for end in (self.client, self.server):
            with suppress(OSError):
                if self.trouble.fault == "reset":
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                    end.close()
                else:
                    end.shutdown(socket.SHUT_RDWR)


class FaultyLine:
    """Listens on loopback and hands on to a port there, well until `next_trouble` says otherwise."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._next: Trouble | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._flows: list[_Flow] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.close_all()

    def next_trouble(self, trouble: Trouble) -> None:
        """Have it happen to the next connection that is made; the one after that is well."""
        self._next = trouble

    def passed(self, side: Side) -> int:
        """Return how many bytes went by on the last connection."""
        return self._flows[-1].passed[side]

    def close_all(self) -> None:
        """Close every connection, the silent ones, too."""
        for flow in self._flows:
            for end in (flow.client, flow.server):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
        self._flows.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server), PATIENCE)
                for end in (client, server):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                trouble, self._next = self._next, None
                self._flows.append(_Flow(client, server, trouble))
                self._flows[-1].run()
