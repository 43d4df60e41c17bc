"""What is shown at login, to IMAP and SMTP alike: a password, or a token (XOAUTH2).

Nothing is fetched before a connection asks for it, so that a secret that was
changed on disk counts from the next connection on.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from mailbot.config import Config, Mailbox, OAuth2, Server
from mailbot.errors import ConfigError, LoginRefused, MailboxUnavailable, SecretMissing

_TOKEN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Password:
    """A user and a password."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """A user and a bearer token."""

    user: str
    token: str = field(repr=False)

    def xoauth2(self) -> str:
        """Return the SASL XOAUTH2 client response, not yet in base64."""
        return f"user={self.user}\1auth=Bearer {self.token}\1\1"


Credentials = Password | Token


class Login(Protocol):
    """Where credentials come from."""

    def credentials(self) -> Credentials | None:
        """Return what to show now, None to show nothing; LoginRefused or MailboxUnavailable where that fails."""

    def renew(self) -> bool:
        """Forget what the server refused; True if `credentials` may now bring something else."""


class TokenProvider(Protocol):
    """Where tokens come from."""

    def token(self) -> str:
        """Return a token that should be valid now."""

    def forget(self) -> None:
        """Drop what is cached: the server refused it."""


class NoLogin:
    """For a server that asks for none."""

    def credentials(self) -> None:
        """Show nothing."""

    def renew(self) -> bool:
        """Nothing else can be shown."""
        return False


@dataclass(frozen=True)
class PasswordLogin:
    """A password, read anew for each connection."""

    user: str
    password: Callable[[], str]

    def credentials(self) -> Password:
        """Return user and password."""
        try:
            return Password(self.user, self.password())
        except ConfigError as error:
            raise SecretMissing(str(error)) from error

    def renew(self) -> bool:
        """Say no: a second try with the same password only helps to lock the account."""
        return False


@dataclass(frozen=True)
class OAuth2Login:
    """A token, from wherever the provider gets it."""

    user: str
    tokens: TokenProvider

    def credentials(self) -> Token:
        """Return user and token."""
        return Token(self.user, self.tokens.token())

    def renew(self) -> bool:
        """Have the next token fetched: a cached one can be revoked before it expires."""
        self.tokens.forget()
        return True


@dataclass(frozen=True)
class CommandTokens:
    """The first line that a command prints; the command does its own caching."""

    command: tuple[str, ...]

    def token(self) -> str:
        """Run the command."""
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, and no shell
                self.command, capture_output=True, text=True, timeout=_TOKEN_SECONDS, check=True
            )
        except subprocess.CalledProcessError as error:
            raise LoginRefused(f"oauth2.token_command failed: {error}. {error.stderr.strip()}") from error
        except (OSError, subprocess.TimeoutExpired) as error:
            raise LoginRefused(f"oauth2.token_command did not run: {error}.") from error
        token = done.stdout.partition("\n")[0].strip()
        if not token:
            raise LoginRefused("oauth2.token_command printed nothing: its first line must be the token.")
        return token

    def forget(self) -> None:
        """Nothing is kept."""


class EntraTokens:
    """Client credentials at Entra ID (OAuth 2.0, RFC 6749 §4.4), with msal's own cache."""

    def __init__(self, oauth2: OAuth2, secret: Callable[[], str]) -> None:
        self._oauth2 = oauth2
        self._secret = secret
        self._application: Any = None

    def token(self) -> str:
        """Return the cached token, or a new one shortly before that expires."""
        try:
            answer = self._connected().acquire_token_for_client([self._oauth2.scope])
        except ConfigError as error:
            raise SecretMissing(str(error)) from error
        except (OSError, ValueError) as error:
            raise MailboxUnavailable(f"No token from {self._authority}: {error}") from error
        if "access_token" not in answer:
            said = answer.get("error_description") or answer.get("error")
            raise LoginRefused(f"{self._authority} gives no token: {said}. Check the keys under oauth2.")
        return str(answer["access_token"])

    def forget(self) -> None:
        """Empty the cache."""
        if self._application:
            self._application.remove_tokens_for_client()

    @property
    def _authority(self) -> str:
        return f"{self._oauth2.authority.rstrip('/')}/{self._oauth2.tenant}"

    def _connected(self) -> Any:
        if self._application is None:
            import msal  # type: ignore[import-untyped]  # noqa: PLC0415 - 155 ms that password users need not pay

            self._application = msal.ConfidentialClientApplication(
                self._oauth2.client_id,
                client_credential=self._client_credential(),
                authority=self._authority,
                # The operator has named the authority; nobody else needs to confirm it.
                instance_discovery=False,
            )
        return self._application

    def _client_credential(self) -> str | dict[str, str]:
        if self._oauth2.certificate_file is None:
            return self._secret()
        # One PEM file holds both; msal looks for the part that it needs.
        pem = self._oauth2.certificate_file.read_text(encoding="ascii")
        return {"private_key": pem, "public_certificate": pem}


def expires(server: Server) -> date | None:
    """Return the last day of what is shown to a server: as the config says, or the certificate in it; None if unknown.

    A certificate that can't be read is none: the login says what is wrong with it.
    """
    certificate = server.oauth2.certificate_file if server.auth == "xoauth2" and server.oauth2 else None
    ends = [server.expires, _last_day(certificate) if certificate else None]
    return min(filter(None, ends), default=None)


def _last_day(certificate: Path) -> date | None:
    from cryptography import x509  # noqa: PLC0415 - as msal, which brings it: password users need not load it

    try:
        return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc.date()
    except (OSError, ValueError):
        return None


def login_for(config: Config, server: Server) -> Login:
    """Return the login that the config describes for one of its two servers."""
    if server.auth == "none":
        return NoLogin()
    if server.auth == "xoauth2" and server.oauth2:
        return OAuth2Login(server.user, _tokens(config, server.oauth2))
    is_mailbox = isinstance(server, Mailbox)
    return PasswordLogin(server.user, config.mailbox_password if is_mailbox else config.smtp_password)


def _tokens(config: Config, oauth2: OAuth2) -> TokenProvider:
    if oauth2.token_command:
        return CommandTokens(oauth2.token_command)
    return EntraTokens(oauth2, lambda: config.client_secret(oauth2))
