"""A server between the client and a real IMAP server, that says NO to chosen commands."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from typing import Self

from tests.support.waiting import PATIENCE

_COMMAND = re.compile(rb"(\w+) (.*?)\r?\n", re.DOTALL)


class ImapProxy:
    """Hands on everything, but for commands that match a pattern: to these it answers «NO Server Unavailable».

    `refused` holds those, without their tags.
    """

    def __init__(self, port: int) -> None:
        self._server = port
        self._pattern: re.Pattern[bytes] | None = None
        self._left = 0
        self.refused: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        for connection in self._open:
            _shut(connection)

    def refuse(self, pattern: str, times: int = 1_000_000) -> None:
        """Say NO to so many commands that begin with the pattern, from now on."""
        self._pattern, self._left = re.compile(pattern.encode(), re.IGNORECASE), times

    def allow(self) -> None:
        """Refuse nothing any more."""
        self._left = 0

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server), PATIENCE)
                self._open += [client, server]
                threading.Thread(target=self._commands, args=(client, server), daemon=True).start()
                threading.Thread(target=_answers, args=(server, client), daemon=True).start()

    def _commands(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError), client.makefile("rb") as lines:
            for line in lines:
                command = _COMMAND.fullmatch(line)
                if command and self._is_refused(command[2]):
                    client.sendall(command[1] + b" NO Server Unavailable. 15\r\n")
                else:
                    server.sendall(line)
        _shut(server)

    def _is_refused(self, command: bytes) -> bool:
        if not (self._left and self._pattern and self._pattern.match(command)):
            return False
        self._left -= 1
        self.refused.append(command.decode("utf-8", "replace"))
        return True


def _answers(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while data := server.recv(65536):
            client.sendall(data)
    _shut(client)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
