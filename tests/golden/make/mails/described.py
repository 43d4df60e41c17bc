"""A mail written out whole, with what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import parseaddr, parsedate_to_datetime

from tests.golden.make.mails.programs import BOT, crlf, word

DATE = "Fri, 13 Nov 2026 09:30:00 +0100"


@dataclass(frozen=True)
class Described:
    """A mail and its verdict. `told` is the rest of the line."""

    name: str
    verdict: str
    rule: str
    data: bytes
    told: dict
    answerable: bool = False
    about: list[str] = field(default_factory=list)


def described(
    name: str,
    verdict: str,
    rule: str,
    *,
    sender: str,
    subject: str,
    body: bytes | str,
    text: str | None = None,
    head: Sequence[tuple[str, str]] = (),
    files: Sequence[tuple[str, str, int]] = (),
    answerable: bool = False,
    about: Sequence[str] = (),
    message_id: str = "",
    date: str = DATE,
) -> Described:
    """Put a mail together. A `body` of text is the plain text itself; bytes bring their own fields."""
    display, address = parseaddr(sender)
    message_id = message_id or f"<{name}@{address.partition('@')[2] or 'okand.example'}>"
    fields = (
        *head,
        ("From", f"{_quoted(display)} <{address}>" if display else address),
        ("To", BOT),
        ("Subject", word(subject)),
        ("Date", date),
        ("Message-ID", message_id),
        ("MIME-Version", "1.0"),
    )
    start = "".join(f"{key}: {value}\r\n" for key, value in fields).encode()
    if isinstance(body, str):
        text = body if text is None else text
        body = (
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + crlf(body).encode()
        )
    told = {
        "subject": subject,
        "from": {"name": display or None, "address": address or None},
        "message_id": message_id,
        "date": parsedate_to_datetime(date).isoformat(),
        "text": text or "",
        "attachments": [{"filename": n, "content_type": k, "size": s} for n, k, s in files],
    }
    return Described(name, verdict, rule, start + body, told, answerable, list(about))


def _quoted(name: str) -> str:
    return f'"{name}"' if set(name) & set("<>,") else word(name)
