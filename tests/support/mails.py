"""Builders of mails in the shapes of the programs that people and servers use.

All people, addresses and texts are made up. `a_mail` puts the pieces together;
the rest gives pieces their program's shape.
"""

from __future__ import annotations

import base64
import quopri
from collections.abc import Sequence
from dataclasses import dataclass

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOT = "omtankehalland@regionhalland.example"
ANNA = "Anna Ek <anna.ek@varberg.example>"
LETTER_ID = "<brev-1.0123456789abcdef0123456789abcdef@regionhalland.example>"


@dataclass(frozen=True)
class File:
    """An attachment as bytes, its name as it shall stand in the header."""

    name: str
    data: bytes = b"PK\x03\x04 inget riktigt dokument"
    content_type: str = DOCX
    disposition: str = "attachment"


def a_mail(
    text: str | None = "Hej!",
    *,
    html: str | None = None,
    files: Sequence[File] = (),
    sender: str | None = ANNA,
    subject: str | None = "Ett förslag",
    date: str | None = "Thu, 12 Nov 2026 10:14:00 +0100",
    message_id: str | None = "<1@varberg.example>",
    answers: str | None = None,
    headers: Sequence[tuple[str, str]] = (),
    charset: str = "utf-8",
) -> bytes:
    """Return a mail with CRLF line ends; None leaves a field out."""
    head = [
        *headers,
        ("From", sender),
        ("To", BOT),
        ("Subject", encoded(subject) if subject else subject),
        ("Date", date),
        ("Message-ID", message_id),
        ("In-Reply-To", answers),
        ("References", answers),
        ("MIME-Version", "1.0"),
    ]
    lines = [f"{name}: {value}" for name, value in head if value is not None]
    body = _body(text, html, charset)
    if files:
        body = multipart("mixed", [body, *map(_file, files)])
    return "\r\n".join(lines).encode("utf-8") + b"\r\n" + body


def encoded(text: str) -> str:
    """Return a header value as RFC 2047 has it."""
    if text.isascii():
        return text
    return f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?="


def multipart(subtype: str, parts: Sequence[bytes], boundary: str = "", parameters: str = "") -> bytes:
    """Return fields and body of a multipart; `parts` bring their own fields."""
    mark = boundary or f"=_{subtype}_1"
    start = f'Content-Type: multipart/{subtype}; boundary="{mark}"{parameters}\r\n\r\n'.encode()
    return start + b"".join(f"--{mark}\r\n".encode() + part + b"\r\n" for part in parts) + f"--{mark}--\r\n".encode()


def part(content_type: str, data: bytes, *headers: str) -> bytes:
    """Return a part with its bytes as they are."""
    return "\r\n".join((f"Content-Type: {content_type}", *headers)).encode() + b"\r\n\r\n" + data


def _body(text: str | None, html: str | None, charset: str) -> bytes:
    bodies = [
        _text_part(kind, content, charset) for kind, content in (("plain", text), ("html", html)) if content is not None
    ]
    if not bodies:
        return b"Content-Type: text/plain\r\n\r\n"
    return bodies[0] if len(bodies) == 1 else multipart("alternative", bodies)


def _text_part(kind: str, content: str, charset: str) -> bytes:
    data = (
        quopri.encodestring(content.replace("\n", "\r\n").encode(charset))
        .replace(b"\n", b"\r\n")
        .replace(b"\r\r", b"\r")
    )
    return part(f"text/{kind}; charset={charset}", data, "Content-Transfer-Encoding: quoted-printable")


def _file(file: File) -> bytes:
    name = encoded(file.name)
    return part(
        f'{file.content_type}; name="{name}"',
        base64.encodebytes(file.data).replace(b"\n", b"\r\n"),
        f'Content-Disposition: {file.disposition}; filename="{name}"',
        "Content-Transfer-Encoding: base64",
    )


def outlook(words: str, quoted: str = "Ditt förslag OH-2026-0001 är registrerat.") -> str:
    """Return an answer as Outlook on a Swedish PC writes it as plain text."""
    return (
        f"{words}\n\nMed vänlig hälsning\nAnna Ek\nVerksamhetsutvecklare\n\n________________________________\n"
        f"Från: Omtanke Halland <{BOT}>\nSkickat: den 12 november 2026 10:14\nTill: Anna Ek\n"
        f"Ämne: [OH-2026-0001] Kvittens\n\n{quoted}\n"
    )


def gmail(words: str, quoted: str = "Ditt förslag OH-2026-0001 är registrerat.") -> str:
    """Return an answer as Gmail writes it as plain text, its header line folded."""
    return (
        f"{words}\n\nDen tors 12 nov. 2026 kl 10:14 skrev Omtanke Halland <\n{BOT}>:\n\n> {quoted}\n>\n> Hälsningar\n"
    )


def ios(words: str, quoted: str = "Ditt förslag OH-2026-0001 är registrerat.") -> str:
    """Return an answer as Mail on an iPhone writes it."""
    told = f"> 12 nov. 2026 kl. 10:14 skrev Omtanke Halland <{BOT}>:"
    return f"{words}\n\nSkickat från min iPhone\n\n{told}\n> \n> {quoted}\n"


def thunderbird(words: str, quoted: str = "Ditt förslag OH-2026-0001 är registrerat.") -> str:
    """Return an answer as Thunderbird writes it, the words below the quote."""
    return f"Den 2026-11-12 kl. 10:14, skrev Omtanke Halland:\n> {quoted}\n>\n\n{words}\n\n-- \nAnna Ek\n"


def outlook_html(words: str, quoted: str = "Ditt förslag OH-2026-0001 är registrerat.") -> str:
    """Return an answer as Outlook writes it as HTML."""
    return (
        '<html><head><style>p.MsoNormal {margin:0cm}</style></head><body lang="SV">'
        f'<p class="MsoNormal">{words}</p><p class="MsoNormal">&nbsp;</p>'
        '<div id="divRplyFwdMsg"><p class="MsoNormal"><b>Från:</b> Omtanke Halland<br><b>Skickat:</b> den 12 november '
        "2026 10:14<br><b>Till:</b> Anna Ek<br><b>Ämne:</b> Kvittens</p></div>"
        f'<p class="MsoNormal">{quoted}</p></body></html>'
    )


def gmail_html(words: str, quoted: str = "Ditt förslag OH-2026-0001 är registrerat.") -> str:
    """Return an answer as Gmail writes it as HTML."""
    return (
        f'<div dir="ltr">{words}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Den tors 12 nov. '
        f'2026 kl 10:14 skrev Omtanke Halland &lt;<a href="mailto:{BOT}">{BOT}</a>&gt;:<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0">{quoted}</blockquote></div>'
    )


def a_bounce(status: str = "5.1.1", action: str = "failed") -> bytes:
    """Return a report of Postfix (RFC 3464) about our letter."""
    report = (
        "Reporting-MTA: dns; mx.regionhalland.example\r\n\r\nFinal-Recipient: rfc822; borta@laholm.example\r\n"
        f"Original-Recipient: rfc822;borta@laholm.example\r\nAction: {action}\r\nStatus: {status}\r\n"
    )
    letter = f"Message-ID: {LETTER_ID}\r\nSubject: Kvittens\r\nFrom: {BOT}\r\n\r\n"
    body = multipart(
        "report",
        [
            part(
                "text/plain; charset=us-ascii",
                b"I'm sorry to have to inform you\r\n",
                "Content-Description: Notification",
            ),
            part("message/delivery-status", report.encode()),
            part("text/rfc822-headers", letter.encode()),
        ],
        parameters="; report-type=delivery-status",
    )
    head = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.regionhalland.example (Mail Delivery System)\r\n"
        f"To: {BOT}\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
        "Message-ID: <b1@mx.regionhalland.example>\r\nDate: Thu, 12 Nov 2026 10:15:00 +0100\r\n"
    )
    return head.encode() + body
