"""The mails that people write in the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import format_datetime

from mailbot.demo.people import BOT, Person

Files = Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as somebody writes it. `answers` is the mail that it replies to, and quotes; `invites` a calendar file."""

    author: Person
    subject: str
    text: str
    files: Files = ()
    answers: bytes | None = None
    quoting: bool = True
    headers: Sequence[tuple[str, str]] = field(default=())
    invites: str = ""


def written(mail: Mail, number: int, now: datetime) -> bytes:
    """Return the mail's bytes. `number` makes its Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{mail.author.name} <{mail.author.address}>"
    message["To"] = BOT.address
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{number}.{now:%Y%m%d%H%M}@{mail.author.address.rpartition('@')[2]}>"
    quote = _reply(message, mail) if mail.answers is not None else ""
    if "Subject" not in message:
        message["Subject"] = mail.subject
    for name, value in mail.headers:
        message[name] = value
    message.set_content(mail.text + quote, cte="quoted-printable")
    if mail.invites:
        message.add_alternative(mail.invites, subtype="calendar", params={"method": "REQUEST"})
    for name, data in mail.files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _reply(message: EmailMessage, mail: Mail) -> str:
    """Thread the mail to the one that it answers, and return that one quoted, as Outlook does."""
    answered = parsed(mail.answers or b"")
    message["In-Reply-To"] = answered["Message-ID"]
    message["References"] = f"{answered.get('References', '')} {answered['Message-ID']}".strip()
    message["Subject"] = mail.subject or f"Sv: {answered['Subject']}"
    body = answered.get_body(("plain",))
    if not mail.quoting or body is None:
        return ""
    head = f"Från: {answered['From']}\nSkickat: {answered['Date']}\nTill: {answered['To']}\nÄmne: {answered['Subject']}"
    return f"\n\n{head}\n\n{body.get_content()}"


def parsed(data: bytes) -> EmailMessage:
    """Return a mail as Python reads it."""
    message = BytesParser(policy=SMTP).parsebytes(data)
    assert isinstance(message, EmailMessage)
    return message


def files_of(data: bytes) -> dict[str, bytes]:
    """Return a mail's attachments by name."""
    parts = parsed(data).iter_attachments()
    return {str(part.get_filename()): bytes(part.get_content()) for part in parts}


def text_of(data: bytes) -> str:
    """Return what a mail says in plain text."""
    body = parsed(data).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
