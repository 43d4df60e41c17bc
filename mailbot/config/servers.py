"""The mail servers in the config: where they are, and how mailbot logs in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import (
    Field,
    model_validator,
)

from mailbot.config.value_types import Section

_LOOPBACK = {"localhost", "127.0.0.1", "127.0.0.2", "::1"}
Security = Literal["tls", "starttls", "none"]


class OAuth2(Section):
    """How a token is fetched: from Entra ID by client credentials, or from a command."""

    tenant: str = ""
    client_id: str = ""
    client_secret_file: Path | None = None
    certificate_file: Path | None = None
    authority: str = "https://login.microsoftonline.com"
    scope: str = "https://outlook.office365.com/.default"
    token_command: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if not self.token_command and not (self.tenant and self.client_id):
            message = "needs tenant and client_id, or a token_command that prints a token"
            raise ValueError(message)
        return self


class Server(Section):
    """What IMAP and SMTP have in common. `expires` is the last day of the password or the app's secret."""

    host: str
    port: int = Field(ge=1, le=65535)
    security: Security = "tls"
    ca_file: Path | None = None
    user: str = ""
    auth: Literal["password", "xoauth2", "none"] = "password"
    password_file: Path | None = None
    oauth2: OAuth2 | None = None
    expires: date | None = None
    timeout_seconds: float = Field(default=60, gt=0)

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.security == "none" and self.host not in _LOOPBACK:
            message = 'security = "none" is for this machine alone: use "tls" or "starttls"'
            raise ValueError(message)
        if self.auth == "xoauth2" and self.oauth2 is None:
            message = 'auth = "xoauth2" needs a table oauth2 beside it'
            raise ValueError(message)
        if self.auth != "none" and not self.user:
            message = "user is missing: the account that logs in"
            raise ValueError(message)
        return self


class Folders(Section):
    """Names on the server. `{year}` becomes the year in which the message came."""

    inbox: str = "INBOX"
    junk: str | None = "Junk"
    handled: str = "Hanterade/{year}"
    review: str = "Granska"
    automatic: str = "Automatiska/{year}"
    sent: str = "Sent"

    @property
    def watched(self) -> tuple[str, ...]:
        """The folders where new mail is looked for, inbox first."""
        return (self.inbox, self.junk) if self.junk else (self.inbox,)


class Mailbox(Server):
    """The shared mailbox over IMAP."""

    port: int = Field(default=993, ge=1, le=65535)
    folders: Folders = Folders()
    poll_seconds: int = Field(default=60, ge=5)
    idle: bool = True
    max_message_mb: int = Field(default=40, ge=1)

    @property
    def account(self) -> str:
        """What the ledger calls this mailbox: user@host."""
        return f"{self.user}@{self.host}"

    @property
    def max_message_bytes(self) -> int:
        """A message of more is taken in by its header alone."""
        return self.max_message_mb * 1_000_000


class Smtp(Server):
    """Where letters are handed over."""

    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    rate_per_minute: int = Field(default=30, ge=1)
    copy_to_sent: bool = False
    plus_address: bool = False
    max_message_mb: int = Field(default=20, ge=1)
