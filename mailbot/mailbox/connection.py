"""One connection to the mailbox: made when it is needed, dropped after a fault, in one folder at a time.

For one thread. How long to wait before the next try is the caller's to decide.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient, SocketTimeout  # type: ignore[import-untyped]
from imapclient.exceptions import (  # type: ignore[import-untyped]
    IMAPClientAbortError,
    IMAPClientError,
    IMAPClientReadOnlyError,
    LoginError,
)

from mailbot.config import Mailbox
from mailbot.errors import LoginRefused, MailbotError, MailboxRefused, MailboxUnavailable
from mailbot.mailbox import commands, tls
from mailbot.mailbox.login import Login
from mailbot.mailbox.uids import Listing

_NOT_NOW = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]", re.IGNORECASE)
"""Said of a login that is right, and has to wait (RFC 5530 §3): too many connections, say."""


class ImapConnection:
    """A connection that is made anew when it is lent; folder names are the config's."""

    def __init__(self, config: Mailbox, login: Login) -> None:
        self._config = config
        self._login = login
        self._client: Any = None
        self._selected: tuple[str, int] | None = None
        self._read_only = False
        self._namespace = ("", "/")
        self.there: set[str] = set()
        """The folders that are known to be there, as the server names them."""

    @contextmanager
    def lent(self) -> Iterator[Any]:
        """Lend the connection, made if there is none; a fault drops it and becomes MailboxUnavailable."""
        try:
            if self._client is None:
                self._client = _connect(self._config)
                _log_in(self._client, self._login)
                self._namespace = commands.namespace(self._client)
            yield self._client
        except (OSError, IMAPClientError) as error:
            self._forget(error)
            raise _explained(self._config, error) from error
        except MailbotError as error:
            self._forget(error.__cause__ or error)
            raise

    def server_name(self, folder: str) -> str:
        """Return what the server calls a folder."""
        prefix, separator = self._namespace
        return "INBOX" if folder.upper() == "INBOX" else prefix + folder.replace("/", separator)

    def select(self, client: Any, folder: str) -> tuple[int, int | None]:
        """Select the folder anew, so that the server shows its present state: UIDVALIDITY and UIDNEXT.

        One that may only be read is opened, too.
        """
        self._selected, self._read_only = None, False
        try:
            state = client.select_folder(self.server_name(folder))
        except IMAPClientReadOnlyError:
            state = client.select_folder(self.server_name(folder), readonly=True)
            self._read_only = True
        if b"UIDVALIDITY" not in state:
            raise MailboxUnavailable(f"{self._config.host} gives no UIDVALIDITY for {folder}: its UIDs can't be kept.")
        self._selected = folder, state[b"UIDVALIDITY"]
        return state[b"UIDVALIDITY"], state.get(b"UIDNEXT")

    def select_listed(self, client: Any, listing: Listing) -> None:
        """Be in the listing's folder, and sure that its UIDs still mean what they meant."""
        if self._selected is None or self._selected[0] != listing.folder:
            self.select(client, listing.folder)
        if self._selected != (listing.folder, listing.uidvalidity):
            raise MailboxUnavailable(f"{listing.folder} has a new UIDVALIDITY: it must be listed again.")

    def require_writable(self, folder: str) -> None:
        """Raise MailboxRefused where the selected folder may only be read.

        Dovecot moves a message out of such a folder and leaves it there all the same: a copy more at each try.
        """
        if self._read_only:
            raise MailboxRefused(f"{folder} may only be read: nothing can be moved out of it.")

    def close(self) -> None:
        """Log out; the next loan connects anew."""
        if self._client:
            # The server may be gone already, and then there is nothing to say goodbye to.
            with suppress(OSError, IMAPClientError):
                self._client.logout()
        self._drop()

    def _drop(self) -> None:
        client, self._client, self._selected = self._client, None, None
        self.there.clear()
        if client:
            _shut(client)

    def _forget(self, error: BaseException) -> None:
        """Trust nothing that is known of the mailbox; after a fault other than a NO, not the connection either."""
        if _is_no(error):
            self._selected = None
            self.there.clear()
        else:
            self._drop()


def _connect(config: Mailbox) -> Any:
    timeout = SocketTimeout(connect=config.timeout_seconds, read=config.timeout_seconds)
    context = None if config.security == "none" else tls.context(config)
    client = IMAPClient(config.host, config.port, ssl=config.security == "tls", ssl_context=context, timeout=timeout)
    # imapclient has imaplib format every answer for a debug log: a fetch takes nine times as long.
    client._imap.debug = 0  # noqa: SLF001 - there is no public switch
    client.normalise_times = False  # aware times, not local ones
    try:
        if config.security == "starttls":
            client.starttls(context)
        # Without it each small command waits for the other side's delayed acknowledgement.
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        _shut(client)
        raise
    return client


def _shut(client: Any) -> None:
    # A socket that is closed already says so with an error.
    with suppress(OSError):
        client.shutdown()


def _log_in(client: Any, login: Login) -> None:
    """Log in; with a token that is refused once more with a new one. Then make sure that mail can be filed."""
    try:
        commands.authenticate(client, login.credentials())
    except LoginError as error:
        if _NOT_NOW.search(str(error)) or not login.renew():
            raise
        commands.authenticate(client, login.credentials())
    if not (client.has_capability("MOVE") or client.has_capability("UIDPLUS")):
        raise MailboxUnavailable("The IMAP server offers neither MOVE nor UIDPLUS: mail can't be filed safely there.")


def _is_no(error: BaseException) -> bool:
    """Whether the server understood a command and said NO: imapclient's words for that, and for nothing else."""
    if isinstance(error, MailboxRefused):
        return True
    plain = isinstance(error, IMAPClientError) and not isinstance(error, (IMAPClientAbortError, LoginError))
    return plain and " failed: " in str(error)


def _explained(config: Mailbox, error: Exception) -> MailboxUnavailable:
    """Say what an operator can do about it."""
    place, said = f"{config.host}:{config.port}", str(error).rstrip(".")
    if isinstance(error, ssl.SSLCertVerificationError):
        return tls.refused(config, error)
    if isinstance(error, OSError) and (wrong_port := tls.mismatch(config, error)):
        return MailboxUnavailable(wrong_port)
    if isinstance(error, ssl.SSLError):
        return MailboxUnavailable(f"{place} does not speak TLS as expected: {said}. Check mailbox.port and security.")
    if isinstance(error, LoginError):
        return _not_let_in(config, error)
    if isinstance(error, IMAPClientError):
        kind = MailboxRefused if _is_no(error) else MailboxUnavailable
        return kind(f"{place} answered: {said}.")
    return MailboxUnavailable(f"{place} can't be reached: {said}. Check mailbox.host and mailbox.port.")


def _not_let_in(config: Mailbox, error: LoginError) -> MailboxUnavailable:
    place, said = f"{config.host}:{config.port}", str(error).rstrip(".")
    # imapclient calls a connection that breaks during login a refused login.
    if _NOT_NOW.search(said) or isinstance(error.__context__, IMAPClientAbortError):
        return MailboxUnavailable(f"{place} lets nobody in now: {said}.")
    return LoginRefused(f"{place} refuses {config.user}: {said}. Check mailbox.user and its password or token.")
