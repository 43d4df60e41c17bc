"""The whole config: frozen and checked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    field_validator,
    model_validator,
)

from mailbot.config.group import Celebration, Decisions, FollowUp, Meetings
from mailbot.config.people import Contact, Identity, Organisation, Secretary
from mailbot.config.secrets import secret
from mailbot.config.servers import Mailbox, OAuth2, Smtp
from mailbot.config.value_types import MailAddress, Section, SwedishTime


class Trust(Section):
    """Which sign makes a From address verified.

    `authserv_id` is the name that the organisation's own server writes in
    Authentication-Results; empty means that fields without a name are its own
    (Exchange Online). `internal_mark`: the operator states that the server
    strips X-MS-Exchange-Organization-AuthAs from outside mail. `results`: whether
    the server writes Authentication-Results above the Received with which it takes a
    message in, or right below it; below, it must strip those that others wrote in its name.
    """

    authserv_id: str | None = None
    results: Literal["above", "below"] = "above"
    internal_mark: bool = False
    accept: tuple[Literal["dmarc", "dkim", "spf"], ...] = ("dmarc", "dkim")
    secretary_accept: tuple[Literal["dmarc", "dkim", "spf"], ...] = ("dmarc",)


class Letters(Section):
    """How letters are written and how many."""

    templates_dir: Path | None = None
    caps_per_hour: int = Field(default=3, ge=1)
    unverified_per_hour: int = Field(default=10, ge=1)
    reminder_days: int = Field(default=14, ge=1)
    copy_orders: bool = False
    """Whether the other secretaries get a copy of each receipt for what one of them has done about what waits."""
    digest_minutes: int = Field(default=60, ge=60)


class Form(Section):
    """The form: the shipped one, or a mall.toml of one's own, and where it is published."""

    templates: tuple[Path, ...] = ()
    published_url: str = ""


class ReadingConfig(Section):
    """How attached files are read.

    `convert_unconfined`: use LibreOffice for old Word files even where the system can't
    take its network away, so that a file makes it call any address that this machine reaches.
    """

    convert_unconfined: bool = False


class Database(Section):
    """Where the register is kept; empty means SQLite in `state_dir`."""

    url: str = ""

    @field_validator("url")
    @classmethod
    def _is_ours(cls, url: str) -> str:
        if url and not re.match(r"(sqlite:////.|postgresql(\+psycopg)?://)", url):
            message = 'is neither "sqlite:////path/to/file.db" nor "postgresql://user@host/name"'
            raise ValueError(message)
        return _well_formed(url) if url else url


def _well_formed(url: str) -> str:
    """Return the URL; ValueError where its port is no number, or its host is missing. It may hold a password."""
    try:
        parts = urlsplit(url)
        is_whole = url.startswith("sqlite") or (bool(parts.path.strip("/")) and parts.port != 0)
    except ValueError:
        is_whole = False
    if not is_whole:
        message = 'is no whole address: write it as "postgresql://user@host:5432/name"'
        raise ValueError(message)
    return url


class Operations(Section):
    """Who is told when mailbot doesn't do its work, and from what on: `mailbot health` goes by the same limits."""

    mail_to: tuple[MailAddress, ...] = ()
    silent_minutes: int = Field(default=15, ge=5)
    disk_mb: int = Field(default=100, ge=1)
    metrics_port: int | None = Field(default=None, ge=1, le=65535)


class Log(Section):
    """How the log is written."""

    format: Literal["auto", "json", "console"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"


_LONGEST_WITH_CODE = 32
"""What a letter's number and code leave of the 64 characters before the @ (RFC 5321 §4.5.3.1.1)."""


class Config(Section):
    """The whole file. Paths in it are relative to the file's own folder."""

    state_dir: Path = Path("state")
    reference_prefix: str = Field(default="OH", pattern=r"^[A-ZÅÄÖ]{1,8}$")
    hold_all: bool = False
    answer_from: SwedishTime | None = None
    mailbox: Mailbox
    smtp: Smtp
    identity: Identity
    contact: Contact
    secretaries: tuple[Secretary, ...] = Field(min_length=1)
    organisations: tuple[Organisation, ...] = ()
    trust: Trust = Trust()
    meetings: Meetings = Meetings()
    decisions: Decisions = Decisions()
    letters: Letters = Letters()
    follow_up: FollowUp = FollowUp()
    celebration: Celebration = Celebration()
    form: Form = Form()
    reading: ReadingConfig = ReadingConfig()
    database: Database = Database()
    operations: Operations = Operations()
    log: Log = Log()

    @model_validator(mode="after")
    def _alarms_nobody_by_way_of_itself(self) -> Self:
        if self.identity.address in self.operations.mail_to:
            message = "operations.mail_to: the shared mailbox would get its own alarms; name somebody else"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _asks_nobody_by_way_of_itself(self) -> Self:
        if any(self.identity.address == one.contact for one in self.organisations):
            message = "organisations: contact: the shared mailbox would ask itself; name somebody else"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _celebrates_before_others(self) -> Self:
        if self.identity.address in self.celebration.recipients:
            message = "celebration.recipients: the shared mailbox would write to itself; name somebody else"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _leaves_room_for_a_code(self) -> Self:
        local = self.identity.address.rpartition("@")[0]
        if self.smtp.plus_address and len(local) > _LONGEST_WITH_CODE:
            message = f"smtp.plus_address: {local} is too long to go with a code; leave plus_address out"
            raise ValueError(message)
        return self

    def secretary(self, address: str) -> Secretary | None:
        """Return the listed secretary with this address, if there is one."""
        return next((s for s in self.secretaries if s.address == address.lower()), None)

    def is_listed_domain(self, address: str) -> bool:
        """Whether the address belongs to an organisation that takes part."""
        domain = address.rpartition("@")[2].lower()
        return any(domain == d or domain.endswith("." + d) for o in self.organisations for d in o.domains)

    @property
    def can_take_up(self) -> tuple[str, ...]:
        """The names of the organisations that others' work can be spread to."""
        return tuple(one.name for one in self.organisations if one.takes_part)

    def outside_domain(self, address: str) -> str:
        """Return the address's domain where none that takes part has it; empty where they do, or none is listed."""
        any_listed = any(organisation.domains for organisation in self.organisations)
        within = not any_listed or self.is_listed_domain(address) or self.secretary(address) is not None
        return "" if within else address.rpartition("@")[2]

    @property
    def database_url(self) -> str:
        """The register's address for SQLAlchemy."""
        return self.database.url or f"sqlite:///{self.state_dir / 'mailbot.db'}"

    def mailbox_password(self) -> str:
        """Return the mailbox's password; ConfigError where none is to be found."""
        return secret("mailbox.password_file", self.mailbox.password_file, "mailbox_password")

    def smtp_password(self) -> str:
        """Return the SMTP server's password; ConfigError where none is to be found."""
        return secret("smtp.password_file", self.smtp.password_file, "smtp_password")

    def client_secret(self, oauth2: OAuth2) -> str:
        """Return the OAuth2 client's secret; ConfigError where none is to be found."""
        return secret("oauth2.client_secret_file", oauth2.client_secret_file, "client_secret")
