"""A mail world in one process: an IMAP server (pymap) and an SMTP server (aiosmtpd) on loopback.

Nothing is installed and nothing leaves the machine. All mail is kept in memory
and is gone when the world ends.
"""

from __future__ import annotations

import asyncio
import logging
import re
import smtplib
import threading
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import format_datetime, getaddresses
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, Identity, Login
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

HOST = "127.0.0.1"
AUTHSERV_ID = "mx.demo.example"
"""What this world's server calls itself in Received and Authentication-Results (RFC 8601 §2.5)."""

_MAX_MESSAGE_BYTES = 60_000_000
_START_SECONDS = 30
_NOBODY = "nobody@invalid"

_FORGED_RESULT = re.compile(
    rb"^Authentication-Results:[ \t\r\n]*" + re.escape(AUTHSERV_ID.encode()) + rb"\b.*\r\n(?:[ \t].*\r\n)*",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class DeliveredMail:
    """One mail as it lies in its recipients' mailboxes, with what the server wrote above it."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes


class MailWorld:
    """The servers, while the context lasts. `people` maps each address to its password.

    The address is also the login. `clock` gives the aware time that the
    servers put on what they take in. After entering, `imap_port` and
    `smtp_port` tell where they listen, without TLS, on HOST.
    """

    def __init__(self, people: Mapping[str, str], clock: Callable[[], datetime]) -> None:
        self._people = {address.lower(): password for address, password in people.items()}
        self._postman = _Postman(_Mailboxes(self._people), clock)
        self._ports: Future[tuple[int, int]] = Future()
        self._thread = threading.Thread(target=self._run, name="mail-world", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.imap_port, self.smtp_port = self._ports.result(_START_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(_START_SECONDS)

    @property
    def delivered(self) -> tuple[DeliveredMail, ...]:
        """Everything that was delivered up to now, in order."""
        return tuple(self._postman.delivered)

    def submit(self, mime: bytes, *, verified: bool = True, envelope_from: str | None = None) -> None:
        """Send a mail over SMTP to its To and Cc, as the person in From.

        With `verified` that person logs in first, and the server vouches for
        From; without, it says that DMARC failed. `envelope_from` is "" for
        what a machine sends (RFC 3834 §3.3). Raises smtplib's errors, so when
        a recipient is unknown.
        """
        head = _head(mime)
        author = _author(head)
        recipients = [address for _, address in getaddresses(head.get_all("To", []) + head.get_all("Cc", []))]
        with smtplib.SMTP(HOST, self.smtp_port, timeout=_START_SECONDS) as client:
            if verified:
                client.login(author, self._people[author])
            client.sendmail(author if envelope_from is None else envelope_from, recipients, mime)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - whoever waits in __enter__ must hear of it
            if not self._ports.done():
                self._ports.set_exception(error)

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        # Closed without waiting: since Python 3.12 that would last until every client has hung up.
        async with self._postman.mailboxes.served() as imap_port, self._postman.served() as smtp_port:
            self._ports.set_result((imap_port, smtp_port))
            await self._end.wait()


class _Mailboxes:
    """The IMAP server, with a mailbox for each address."""

    def __init__(self, people: Mapping[str, str]) -> None:
        self.people = people
        self._config = Config(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            demo_data=False,
            demo_user="",
            demo_password="",
            host=HOST,
            port=0,
            tls_enabled=False,
            hash_context=Cleartext(),  # the passwords are made up, and hashing them takes half a second each
            cpu_subsystem=Subsystem.for_asyncio(),
        )
        self._login = Login(self._config)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[int]:
        """Serve IMAP; give the port."""
        self._config.apply_context()
        for address, password in self.people.items():
            await self._identity(address).set(UserMetadata(self._config, address, password=password))
        with closing(await asyncio.start_server(self._answer, HOST, 0)) as server:
            yield _port(server)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client to its end.

        It is awaited here, where asyncio holds the task: pymap's own start leaves a task that
        nobody holds, and Python 3.13 collects it in the middle of a conversation.
        """
        await IMAPServer(self._login, self._config)(reader, writer, SocketInfoLocal(writer))

    async def deliver(self, address: str, data: bytes, when: datetime) -> None:
        """Put a message into the address's inbox, with `when` as its INTERNALDATE."""
        async with self._identity(address).new_session() as session:
            inbox = await session.mailbox_set.get_mailbox("INBOX")
            await inbox.append(AppendMessage(data, when, frozenset()), recent=True)

    def _identity(self, address: str) -> Identity:
        return Identity(address, self._login, None, frozenset())


class _Postman:
    """The SMTP server: takes mail for the mailboxes it knows, and says whether From is true.

    The names of the `handle_` methods are aiosmtpd's.
    """

    def __init__(self, mailboxes: _Mailboxes, clock: Callable[[], datetime]) -> None:
        self.mailboxes = mailboxes
        self.delivered: list[DeliveredMail] = []
        self._clock = clock

    @asynccontextmanager
    async def served(self) -> AsyncIterator[int]:
        """Serve SMTP; give the port."""
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own inner workings
        loop = asyncio.get_running_loop()
        with closing(await loop.create_server(lambda: self._protocol(loop), HOST, 0)) as server:
            yield _port(server)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse at once who has no mailbox here."""
        if address.lower() not in self.mailboxes.people:
            return f"550 5.1.1 <{address}>: no such mailbox"
        envelope.rcpt_tos.append(address.lower())
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Deliver to every recipient, with the server's own fields on top."""
        content, now = envelope.original_content or b"", self._clock()
        sender = (envelope.mail_from or "").strip("<>")  # aiosmtpd gives the empty sender as «<>»
        login = str(session.auth_data) if session.authenticated else _NOBODY
        data = _stamped(content, sender, login, now)
        for address in envelope.rcpt_tos:
            await self.mailboxes.deliver(address, data, now)
        self.delivered.append(DeliveredMail(sender, tuple(envelope.rcpt_tos), data))
        return "250 2.0.0 delivered"

    def _protocol(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        return SMTP(
            self,
            hostname=AUTHSERV_ID,
            loop=loop,
            data_size_limit=_MAX_MESSAGE_BYTES,
            auth_require_tls=False,  # loopback only
            authenticator=self._authenticate,
        )

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, said: LoginPassword
    ) -> AuthResult:
        login = said.login.decode().lower()
        if self.mailboxes.people.get(login) == said.password.decode():
            return AuthResult(success=True, auth_data=login)
        return AuthResult(success=False, handled=False)


def _stamped(content: bytes, envelope_from: str, login: str, now: datetime) -> bytes:
    """Add what a server adds, after removing results that claim to be its own (RFC 8601 §5)."""
    head, blank, body = content.partition(b"\r\n\r\n")
    author = _author(_head(content))
    verdict = "pass" if author == login else "fail"
    trace = (
        f"Return-Path: <{envelope_from}>\r\n"
        f"Authentication-Results: {AUTHSERV_ID}; dmarc={verdict} header.from={author.rpartition('@')[2]}\r\n"
        f"Received: from client.demo.example by {AUTHSERV_ID} with ESMTP; {format_datetime(now)}\r\n"
    )
    return trace.encode() + _FORGED_RESULT.sub(b"", head + b"\r\n").removesuffix(b"\r\n") + blank + body


def _head(mime: bytes) -> Message:
    return BytesHeaderParser(policy=policy.compat32).parsebytes(mime)


def _author(head: Message) -> str:
    addresses = getaddresses(head.get_all("From", []))
    return addresses[0][1].lower() if addresses else _NOBODY


def _port(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port
