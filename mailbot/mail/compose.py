"""A letter as the bytes that go to the SMTP server (RFC 5322, RFC 2045–2047, RFC 2231).

Written out here, since `email` takes ten times as long for it, and breaks an id
that is longer than a line into encoded words, which loses the thread.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from mailbot.mail.message import Address, Attachment
from mailbot.primitives.addresses import is_mail_address
from mailbot.primitives.filenames import safe_name
from mailbot.primitives.safe_text import one_line

LOOP_MARK = "X-Mailbot"
"""A field that every letter of ours carries, so that one which comes back is known."""

# The header says who wrote the letter, a person can answer it, and no machine should (MS-OXCMAIL §2.2.3.2.14).
# «All» would keep the bounces away that we need.
_SUPPRESS = "OOF, AutoReply, RN, NRN"

_TYPE = re.compile(r"(?!message/|multipart/)[a-z0-9][a-z0-9.+_-]*/[a-z0-9][a-z0-9.+_-]*")
_METHOD = re.compile(r"(?m)^METHOD:([A-Z]+)\r?$")
_LONGEST_PLAIN = 150
_WORD_BYTES = 45
"""Bytes in an encoded word of 75 characters: so many that most names stay in one, for some programs show the seam."""


@dataclass(frozen=True)
class Outgoing:
    """A letter before it is bytes. `reply` says that a mail caused it (RFC 3834 §5), else a date did.

    `calendar` is an iTIP object, which goes as a third way to read the letter (RFC 6047 §2.4).
    """

    sender: Address
    to: Address
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    calendar: str = ""
    reply: bool = True


def build(letter: Outgoing) -> bytes:
    """Return the letter with CRLF line ends: text and HTML as alternatives (text alone without), then attachments.

    Nothing in the letter can begin a header of its own. ValueError where an
    address can't stand in a header.
    """
    bodies = [_text("plain", letter.text)]
    bodies += [_text("html", letter.html)] if letter.html else []
    bodies += [_calendar(letter.calendar)] if letter.calendar else []
    content = _multipart("alternative", bodies) if len(bodies) > 1 else bodies[0]
    if letter.attachments:
        content = _multipart("mixed", [content, *map(_file, letter.attachments)])
    head = "".join(f"{name}: {value}\r\n" for name, value in _head(letter) if value)
    return head.encode("ascii") + content


def _head(letter: Outgoing) -> tuple[tuple[str, str], ...]:
    return (
        ("From", _mailbox(letter.sender)),
        ("To", _mailbox(letter.to)),
        ("Subject", _phrase(one_line(letter.subject))),
        ("Date", format_datetime(letter.date)),
        ("Message-ID", _ids((letter.message_id,))),
        ("In-Reply-To", _ids((letter.in_reply_to,))),
        ("References", _ids(letter.references)),
        ("Auto-Submitted", "auto-replied" if letter.reply else "auto-generated"),
        ("X-Auto-Response-Suppress", _SUPPRESS),
        ("Content-Language", "sv"),
        (LOOP_MARK, "1"),
        ("MIME-Version", "1.0"),
    )


def _ids(ids: Iterable[str]) -> str:
    """Return ids one a line, each whole."""
    return "\r\n ".join(one_line(each).encode("ascii", "ignore").decode() for each in ids)


def _mailbox(address: Address) -> str:
    if not is_mail_address(address.address):
        raise ValueError(f"{address.address!r} can't stand in a header")
    name = one_line(address.name)
    if not name:
        return address.address
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"' if _is_plain(name) else _phrase(name)
    return f"{quoted} <{address.address}>"


def _is_plain(text: str) -> bool:
    return text.isascii() and len(text) <= _LONGEST_PLAIN and "=?" not in text


def _phrase(text: str) -> str:
    """Return the text as it is, or in encoded words of at most 75 characters (RFC 2047 §2)."""
    if _is_plain(text):
        return text
    words = (base64.b64encode(piece).decode() for piece in _pieces(text))
    return "\r\n ".join(f"=?utf-8?B?{word}?=" for word in words)


def _pieces(text: str) -> Iterator[bytes]:
    """Yield the text in pieces that fit an encoded word, no letter broken (RFC 2047 §5)."""
    piece = b""
    for letter in text:
        encoded = letter.encode("utf-8", "replace")
        if len(piece) + len(encoded) > _WORD_BYTES:
            yield piece
            piece = b""
        piece += encoded
    yield piece


def _multipart(subtype: str, parts: list[bytes]) -> bytes:
    """Join parts. No part can hold the boundary: «=_» occurs in neither of the encodings used here."""
    mark = f"=_{subtype}".encode()
    start = b'Content-Type: multipart/%s; boundary="%s"\r\n\r\n' % (subtype.encode(), mark)
    return start + b"".join(b"--%s\r\n%s\r\n" % (mark, part) for part in parts) + b"--%s--\r\n" % mark


def _text(subtype: str, text: str) -> bytes:
    lines = (text.rstrip("\n") + "\n").replace("\r\n", "\n").replace("\n", "\r\n")
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return head.encode() + binascii.b2a_qp(lines.encode("utf-8", "replace"))


def _calendar(text: str) -> bytes:
    method = _METHOD.search(text)
    named = f" method={method.group(1)};" if method else ""
    head = f"Content-Type: text/calendar;{named} charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode() + base64.encodebytes(text.encode("utf-8", "replace")).replace(b"\n", b"\r\n")


def _file(attachment: Attachment) -> bytes:
    # A message or multipart may not be base64 (RFC 2046 §5.2.1), so such a file goes as bytes of no kind.
    known = _TYPE.fullmatch(attachment.content_type)
    kind = attachment.content_type if known else "application/octet-stream"
    name = _filename(safe_name(attachment.filename, attachment.content_type))
    head = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;\r\n {name}\r\n\r\n"
    )
    return head.encode() + base64.encodebytes(attachment.data).replace(b"\n", b"\r\n")


def _filename(name: str) -> str:
    """Return the parameter, in numbered pieces where it is long (RFC 2231 §3)."""
    if _is_plain(name):
        return f'filename="{name}"'
    pieces = re.findall(r"(?:%..|[^%]){1,40}", "utf-8''" + quote(name, safe="", errors="replace"))
    if len(pieces) == 1:
        return f"filename*={pieces[0]}"
    return ";\r\n ".join(f"filename*{number}*={piece}" for number, piece in enumerate(pieces))
