"""Token introspection (RFC 7662), so that Dovecot can check XOAUTH2 tokens."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs


class Introspection:
    """Says whose a token is. `tokens` maps token to user name and may change while it runs."""

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.tokens = self.tokens
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def url(self) -> str:
        """Where Dovecot asks."""
        return f"http://127.0.0.1:{self._server.server_port}/introspect"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    tokens: dict[str, str]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        user = self.server.tokens.get(form["token"][0])
        body = json.dumps({"active": True, "username": user} if user else {"active": False}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test output clean."""
