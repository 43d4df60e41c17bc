"""A real SMTP server that keeps what it accepts, and fails where it is told to."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailbot.config import Smtp
from tests.support.servers.tls import ServerCertificate
from tests.support.waiting import PATIENCE

USER, PASSWORD, TOKEN = "bot@example.se", "brev-till-alla", "smtp-token"
SIZE_LIMIT = 30_000_000

Stage = Literal["CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "BODY"]

HANG_UP = "hang up"
"""An answer for `next_answers`: none at all, the connection breaks."""

KEEP_AND_HANG_UP = "keep and hang up"
"""For BODY: the letter is accepted, and the client never hears of it."""


@dataclass(frozen=True)
class Delivered:
    """A letter that was accepted, and over which connection (numbered from 1)."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    connection: int


def _keeps(_letter: Delivered) -> None:
    """Do nothing more."""


class SmtpServer:
    """The server. `letters` grows while it runs; `reset` empties it and the script."""

    def __init__(self, certificate: ServerCertificate | None = None, *, implicit_tls: bool = False) -> None:
        self.letters: list[Delivered] = []
        self.connections = 0
        self.login_required = False
        self.delivers: Callable[[Delivered], None] = _keeps
        """What is done with a letter besides keeping it."""
        self._certificate = certificate
        self._script: dict[str, deque[str]] = defaultdict(deque)
        self._open: set[Any] = set()
        self._listeners: list[asyncio.Server] = []
        self._implicit_tls = implicit_tls
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(PATIENCE)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(PATIENCE)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    def next_answers(self, stage: Stage, *answers: str) -> None:
        """Give these answers, one each time the stage comes, before the ordinary ones; BODY is what follows DATA."""
        self._script[stage].extend(answers)

    def hang_up(self) -> None:
        """Break every open connection, as a server does that waited too long."""
        asyncio.run_coroutine_threadsafe(self._abort_all(), self.loop).result(PATIENCE)

    def require_login(self) -> None:
        """Take no more letters without a login, until `reset`."""
        self.login_required = True

    def reset(self) -> None:
        """Forget letters, script, connections and what was required."""
        self.hang_up()
        self.login_required = False
        self.delivers = _keeps
        self.letters.clear()
        self._script.clear()
        self.connections = 0

    def config(self, **changes: Any) -> Smtp:
        """Return the config that reaches this server, without TLS and login unless asked for."""
        values = {
            "host": "localhost",
            "port": self.port,
            "security": "none",
            "auth": "none",
            "timeout_seconds": PATIENCE,
        }
        authority = {"ca_file": self._certificate.authority} if self._certificate else {}
        return Smtp.model_validate(values | {"timeout_seconds": PATIENCE} | authority | changes)

    def next_answer(self, stage: Stage) -> str | None:
        """Take the script's next answer for a stage."""
        waiting = self._script[stage]
        return waiting.popleft() if waiting else None

    def opened(self, transport: Any) -> int:
        """Count a connection."""
        self._open.add(transport)
        self.connections += 1
        return self.connections

    async def _listen(self) -> None:
        context = self._certificate.context() if self._certificate else None
        immediate, later = (context, None) if self._implicit_tls else (None, context)
        for host in ("127.0.0.1", "127.0.0.2"):
            server = await self.loop.create_server(lambda: _Connection(self, later), host, self.port, ssl=immediate)
            self.port = server.sockets[0].getsockname()[1]
            self._listeners.append(server)

    async def _close(self) -> None:
        for server in self._listeners:
            server.close()
        await self._abort_all()

    async def _abort_all(self) -> None:
        for transport in self._open:
            with suppress(AttributeError):  # Debian 12's Python: the handshake failed, there is nothing left to abort
                transport.abort()
        self._open.clear()
        await asyncio.sleep(0)  # let each connection hear of it


class _Connection(SMTP):
    def __init__(self, owner: SmtpServer, starttls: ssl.SSLContext | None) -> None:
        self._owner = owner
        self._number = 0
        super().__init__(
            _Handler(owner),
            loop=owner.loop,
            hostname="smtp.example.se",
            data_size_limit=SIZE_LIMIT,
            enable_SMTPUTF8=True,
            tls_context=starttls,
            auth_require_tls=False,
            authenticator=_check_password,
        )

    async def _handle_client(self) -> None:
        self._number = self._owner.opened(self.transport)
        await super()._handle_client()

    async def push(self, status: str | bytes) -> None:
        is_banner = isinstance(status, str) and status.startswith("220 smtp.example.se")
        if is_banner and (answer := self._owner.next_answer("CONNECT")):
            await self.answer(answer)
        else:
            await super().push(status)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd finds it by name
        await self._unless_scripted("EHLO", super().smtp_EHLO, hostname)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - aiosmtpd finds it by name
        await self._unless_scripted("AUTH", super().smtp_AUTH, arg)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802 - aiosmtpd finds it by name
        if self._owner.login_required and not self.session.authenticated:
            await self.push("530 5.7.0 log in first")
        else:
            await self._unless_scripted("MAIL", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd finds it by name
        await self._unless_scripted("RCPT", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd finds it by name
        await self._unless_scripted("DATA", super().smtp_DATA, arg)

    async def _unless_scripted(self, stage: Stage, ordinary: Any, arg: str) -> None:
        if answer := self._owner.next_answer(stage):
            await self.answer(answer)
        else:
            await ordinary(arg)

    async def answer(self, answer: str) -> None:
        """Say what the script says, or hang up."""
        if answer in (HANG_UP, KEEP_AND_HANG_UP):
            self.transport.abort()
        else:
            await super().push(answer)


class _Handler:
    def __init__(self, owner: SmtpServer) -> None:
        self._owner = owner

    async def handle_DATA(self, server: _Connection, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd finds it by name
        answer = self._owner.next_answer("BODY")
        if answer in (None, KEEP_AND_HANG_UP):
            letter = Delivered(envelope.mail_from, tuple(envelope.rcpt_tos), envelope.original_content, server._number)
            self._owner.letters.append(letter)
            self._owner.delivers(letter)
        if answer in (HANG_UP, KEEP_AND_HANG_UP):
            server.transport.abort()
        return answer or "250 2.0.0 accepted"

    async def auth_XOAUTH2(self, server: _Connection, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd finds it by name
        shown = base64.b64decode(args[1]).decode()
        if shown == f"user={USER}\1auth=Bearer {TOKEN}\1\1":
            return AuthResult(success=True)
        # As Exchange does: the error report wants an empty answer.
        if await server.challenge_auth('{"status":"401"}') != b"":
            server.transport.abort()
        return AuthResult(success=False, handled=False)


def _check_password(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = data == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)
