"""A socket between a worker and PostgreSQL that can be cut: nothing comes through, and nobody is told."""

from __future__ import annotations

import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

from sqlalchemy import make_url

_SOCKET = ".s.PGSQL.5432"


class PostgreSQLProxy:
    """Hands on everything both ways until it is cut; what comes meanwhile waits, as in a network that loses packets."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._folder = tempfile.TemporaryDirectory(prefix="mailbot-pg-proxy-")  # short: a socket's path has 107 bytes
        self._flows = threading.Event()
        self._flows.set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._listener.bind(str(Path(self._folder.name) / _SOCKET))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.mend()
        _shut(self._listener)
        for connection in self._open:
            _shut(connection)
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """The database's URL by way of the proxy."""
        return self._url.update_query_dict({"host": self._folder.name}).render_as_string(hide_password=False)

    def cut(self) -> None:
        """Let nothing through any more, in either direction."""
        self._flows.clear()

    def mend(self) -> None:
        """Let through what waits, and all that follows."""
        self._flows.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(Path(str(self._url.query["host"])) / _SOCKET))
                self._open += [client, server]
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._hand_on, args=(source, target), daemon=True).start()

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                target.sendall(data)
        self._flows.wait()
        _shut(target)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
