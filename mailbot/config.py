"""The config file: TOML in, a frozen and checked model out.

A secret is never required in the file: each has a `…_file` key, is found in
systemd's credentials folder under the same name, or comes from the environment.
Every error names the key, says what is wrong and shows an example.
"""

from __future__ import annotations

import os
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from mailbot.errors import ConfigError

STOCKHOLM = ZoneInfo("Europe/Stockholm")

_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")
_LOOPBACK = {"localhost", "127.0.0.1", "127.0.0.2", "::1"}


def _mail_address(value: str) -> str:
    if not (value.isascii() and _ADDRESS.fullmatch(value)):
        message = "is not a mail address"
        raise ValueError(message)
    return value.lower()


def _domain(value: str) -> str:
    if "@" in value or "." not in value:
        message = "is not a mail domain: write the part after the @"
        raise ValueError(message)
    return value.lower()


def _local(value: object) -> object:
    """Read a TOML time without an offset as Swedish time; a number is none, though pydantic would take it."""
    if isinstance(value, int | float):
        message = "is not a time: write it as 2026-12-01T08:00:00, without quotes"
        raise ValueError(message)  # noqa: TRY004 - pydantic reports a ValueError only
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=STOCKHOLM)
    return value


MailAddress = Annotated[str, AfterValidator(_mail_address)]
Domain = Annotated[str, AfterValidator(_domain)]
SwedishTime = Annotated[AwareDatetime, BeforeValidator(_local)]
Security = Literal["tls", "starttls", "none"]


class Section(BaseModel):
    """A table of the config file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
    """What IMAP and SMTP have in common."""

    host: str
    port: int = Field(ge=1, le=65535)
    security: Security = "tls"
    ca_file: Path | None = None
    user: str = ""
    auth: Literal["password", "xoauth2", "none"] = "password"
    password_file: Path | None = None
    oauth2: OAuth2 | None = None
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


class Smtp(Server):
    """Where letters are handed over."""

    port: int = Field(default=587, ge=1, le=65535)
    security: Security = "starttls"
    rate_per_minute: int = Field(default=30, ge=1)
    copy_to_sent: bool = False
    max_message_mb: int = Field(default=20, ge=1)


class Identity(Section):
    """Who the bot writes as."""

    address: MailAddress
    name: str = "Omtanke Halland"


class Contact(Section):
    """The person that every letter names for questions."""

    name: str
    phone: str
    email: MailAddress


class Secretary(Section):
    """Someone who may instruct the bot; codes and agendas go to this address alone."""

    name: str
    address: MailAddress


class Organisation(Section):
    """An organisation that takes part, and its mail domains."""

    name: str
    domains: tuple[Domain, ...] = ()


class Trust(Section):
    """Which sign makes a From address verified.

    `authserv_id` is the name that the organisation's own server writes in
    Authentication-Results; empty means that fields without a name are its own
    (Exchange Online). `internal_mark`: the operator states that the server
    strips X-MS-Exchange-Organization-AuthAs from outside mail.
    """

    authserv_id: str | None = None
    internal_mark: bool = False
    accept: tuple[Literal["dmarc", "dkim", "spf"], ...] = ("dmarc", "dkim")
    secretary_accept: tuple[Literal["dmarc", "dkim", "spf"], ...] = ("dmarc",)


class MeetingDate(Section):
    """A meeting set in the config. `meetings add` and the calendar add others."""

    date: date
    start: time = time(9, 0)
    stop: SwedishTime
    place: str = ""

    @model_validator(mode="after")
    def _stops_before_it_starts(self) -> Self:
        if self.stop > datetime.combine(self.date, self.start, STOCKHOLM):
            message = "stop is later than the meeting itself: the agenda must close before it"
            raise ValueError(message)
        return self


class Meetings(Section):
    """RUG's meetings and what each agenda opens with."""

    opening_items: tuple[str, ...] = (
        "Mötets öppnande",
        "Val av justerare",
        "Godkännande av föredragningslistan",
        "Föregående protokoll",
    )
    start: time = time(9, 0)
    place: str = ""
    agenda_template: Path | None = None
    agenda_new_page: Literal["material", "always", "never"] = "material"
    dates: tuple[MeetingDate, ...] = ()


class Decisions(Section):
    """`review`: nothing takes effect before the secretary has answered the receipt."""

    mode: Literal["review", "direct"] = "review"


class Letters(Section):
    """How letters are written and how many."""

    templates_dir: Path | None = None
    caps_per_hour: int = Field(default=3, ge=1)
    reminder_days: int = Field(default=14, ge=1)
    digest_minutes: int = Field(default=60, ge=60)


class Form(Section):
    """The form: the shipped one, or a mall.toml of one's own, and where it is published."""

    templates: tuple[Path, ...] = ()
    published_url: str = ""


class Database(Section):
    """Where the register is kept; empty means SQLite in `state_dir`."""

    url: str = ""

    @field_validator("url")
    @classmethod
    def _is_ours(cls, url: str) -> str:
        if url and not re.match(r"(sqlite:////.|postgresql(\+psycopg)?://)", url):
            message = 'is neither "sqlite:////path/to/file.db" nor "postgresql://user@host/name"'
            raise ValueError(message)
        return url


class Log(Section):
    """How the log is written."""

    format: Literal["auto", "json", "console"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"


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
    form: Form = Form()
    database: Database = Database()
    log: Log = Log()

    def secretary(self, address: str) -> Secretary | None:
        """Return the listed secretary with this address, if there is one."""
        return next((s for s in self.secretaries if s.address == address.lower()), None)

    def is_listed_domain(self, address: str) -> bool:
        """Whether the address belongs to an organisation that takes part."""
        domain = address.rpartition("@")[2].lower()
        return any(domain == d or domain.endswith("." + d) for o in self.organisations for d in o.domains)

    @property
    def database_url(self) -> str:
        """The register's address for SQLAlchemy."""
        return self.database.url or f"sqlite:///{self.state_dir / 'mailbot.db'}"

    def mailbox_password(self) -> str:
        """Return the mailbox's password; ConfigError where none is to be found."""
        return _secret("mailbox.password_file", self.mailbox.password_file, "mailbox_password")

    def smtp_password(self) -> str:
        """Return the SMTP server's password; ConfigError where none is to be found."""
        return _secret("smtp.password_file", self.smtp.password_file, "smtp_password")

    def client_secret(self, oauth2: OAuth2) -> str:
        """Return the OAuth2 client's secret; ConfigError where none is to be found."""
        return _secret("oauth2.client_secret_file", oauth2.client_secret_file, "client_secret")


_EXAMPLES: dict[str, str] = {
    "state_dir": 'state_dir = "state"',
    "reference_prefix": 'reference_prefix = "OH"',
    "hold_all": "hold_all = true",
    "answer_from": "answer_from = 2026-12-01T08:00:00",
    "mailbox": '[mailbox]\nhost = "outlook.office365.com"\nuser = "omtankehalland@regionhalland.se"',
    "smtp": '[smtp]\nhost = "smtp.office365.com"\nuser = "omtankehalland@regionhalland.se"',
    "identity": '[identity]\naddress = "omtankehalland@regionhalland.se"',
    "contact": '[contact]\nname = "Anna Ek"\nphone = "035-00 00 00"\nemail = "anna.ek@example.se"',
    "secretaries": '[[secretaries]]\nname = "Anna Ek"\naddress = "anna.ek@example.se"',
    "organisations": '[[organisations]]\nname = "Region Halland"\ndomains = ["regionhalland.se"]',
    "trust": '[trust]\nauthserv_id = "mx.example.se"',
    "meetings": "[[meetings.dates]]\ndate = 2026-12-10\nstop = 2026-11-26T12:00:00",
    "decisions": '[decisions]\nmode = "review"',
    "letters": "[letters]\ncaps_per_hour = 3",
    "form": '[form]\ntemplates = ["mall.toml"]',
    "database": '[database]\nurl = "sqlite:////var/lib/mailbot/mailbot.db"',
    "log": '[log]\nformat = "json"',
}


def load(path: Path) -> Config:
    """Read and check a config file.

    Raises ConfigError with one line for every fault: the key, what is wrong
    and an example. Relative paths are resolved against the file's folder.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        message = f"{path}: no such file. Copy config.example.toml and fill it in, or name another with --config."
        raise ConfigError(message) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: is not a readable TOML file: {error}"
        raise ConfigError(message) from error
    return parse(data, base=path.resolve().parent, name=str(path))


def parse(data: dict[str, Any], *, base: Path, name: str = "config") -> Config:
    """Check a config that is already read; `base` is what relative paths are relative to."""
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        lines = "\n".join(f"{name}: {_explain(fault)}" for fault in error.errors())
        raise ConfigError(lines) from None
    resolved = _resolve(config, base)
    return resolved if isinstance(resolved, Config) else config


def _explain(fault: Any) -> str:
    place = [str(part) for part in fault["loc"]]
    key = ".".join(place) or "(top level)"
    said = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        said = "is not a key that mailbot knows; check the spelling"
    elif fault["type"] == "missing":
        said = "is missing"
    example = _EXAMPLES.get(place[0] if place else "", "see config.example.toml, which explains every key")
    return f"{key}: {said}. Example: {'; '.join(example.splitlines())}"


def _resolve(value: Any, base: Path) -> Any:
    """Make every path in the model absolute."""
    if isinstance(value, Path):
        return base / value.expanduser()
    if isinstance(value, tuple):
        return tuple(_resolve(item, base) for item in value)
    if isinstance(value, BaseModel):
        changed = {name: _resolve(getattr(value, name), base) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    return value


def _secret(key: str, path: Path | None, name: str) -> str:
    variable = f"MAILBOT_{name.upper()}"
    if value := os.environ.get(variable):
        return value
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    file = path or (Path(folder) / name if folder else None)
    if file is None:
        message = (
            f'{key}: no secret given. Set {variable}, or {key.rsplit(".", maxsplit=1)[-1]} = "/etc/mailbot/{name}".'
        )
        raise ConfigError(message)
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except OSError as error:
        message = f"{key}: can't read {file}: {error.strerror}. It holds the secret alone, readable by mailbot's user."
        raise ConfigError(message) from error
