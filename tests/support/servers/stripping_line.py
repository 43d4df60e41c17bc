"""Somebody on the line who hides from the client that the server can do TLS, and listens."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Self

from tests.support.waiting import PATIENCE


class StrippingLine:
    """Listens on loopback and hands on to a port there, in the clear, without the server's offer of STARTTLS.

    With `refuses` the offer stays, and the command is answered NO. `heard` is all that clients said.
    """

    def __init__(self, port: int, refuses: bytes = b"") -> None:
        self.heard = b""
        self.strips = True
        self._server = port
        self._refuses = refuses
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server), PATIENCE)
                threading.Thread(target=self._commands, args=(client, server), daemon=True).start()
                threading.Thread(target=self._answers, args=(server, client), daemon=True).start()

    def _commands(self, client: socket.socket, server: socket.socket) -> None:
        with client, suppress(OSError):
            while data := client.recv(65536):
                self.heard += data
                if self.strips and self._refuses and b"STARTTLS" in data.upper():
                    client.sendall(self._refuses.replace(b"TAG", data.split()[0]))
                else:
                    server.sendall(data)
        _shut(server)

    def _answers(self, server: socket.socket, client: socket.socket) -> None:
        with server, suppress(OSError):
            while data := server.recv(65536):
                hides = self.strips and not self._refuses
                client.sendall(data.replace(b"STARTTLS", b"XSTARTED") if hides else data)
        _shut(client)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
