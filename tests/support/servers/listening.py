"""A server that notes who calls: nobody should."""

from __future__ import annotations

import socket
import threading
from typing import Self


class Listening:
    """Listens on loopback, at a port of five digits; `calls` is how many connections came."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        self._thread = threading.Thread(target=self._take)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.sendall(b"END")
        self._thread.join()
        self._socket.close()

    def _take(self) -> None:
        while True:
            caller, _ = self._socket.accept()
            with caller:
                caller.settimeout(5)
                if caller.recv(3) == b"END":
                    return
                self.calls += 1
                caller.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")
