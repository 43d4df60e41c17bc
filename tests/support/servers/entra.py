"""What msal needs of Entra ID: discovery and a token endpoint, over HTTPS on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs

from tests.support.servers.tls import ServerCertificate


class Entra:
    """Hands out token-1, token-2 … to whoever shows the client secret, or a signed assertion."""

    def __init__(self, certificate: ServerCertificate, secret: str) -> None:
        self.requests: list[dict[str, str]] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.socket = certificate.context().wrap_socket(self._server.socket, server_side=True)
        self._server.requests, self._server.secret = self.requests, secret
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    @property
    def authority(self) -> str:
        """What goes into the config."""
        return f"https://localhost:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    requests: list[dict[str, str]]
    secret: str


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        tenant = f"https://{self.headers['Host']}/{self.path.split('/')[1]}"
        self._reply(
            200,
            {
                "issuer": f"{tenant}/v2.0",
                "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
            },
        )

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {key: values[0] for key, values in parse_qs(text).items()}
        self.server.requests.append(form)
        if form.get("client_secret") == self.server.secret or "client_assertion" in form:
            token = f"token-{len(self.server.requests)}"
            self._reply(200, {"token_type": "Bearer", "expires_in": 3600, "access_token": token})
        else:
            self._reply(401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret"})

    def _reply(self, status: int, answer: dict[str, Any]) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep the test output clean."""
