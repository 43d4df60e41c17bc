"""A letter as the bytes that go to the SMTP server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP

from mailbot.mail.fields import one_line
from mailbot.mail.filenames import safe_name
from mailbot.mail.incoming import Address, Attachment

LOOP_MARK = "X-Mailbot"
"""A field that every letter of ours carries, so that one which comes back is known."""

# The header says who wrote the letter, a person can answer it, and no machine should (MS-OXCMAIL §2.2.3.2.14).
# «All» would keep the bounces away that we need.
_SUPPRESS = "OOF, AutoReply, RN, NRN"


@dataclass(frozen=True)
class Outgoing:
    """A letter before it is bytes. `reply` says that a mail caused it (RFC 3834 §5), else a date did."""

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
    reply: bool = True


def build(letter: Outgoing) -> bytes:
    """Return the letter with CRLF line ends: text and HTML as alternatives, attachments after them.

    Nothing in the letter can begin a header of its own. ValueError where an
    address can't stand in a header.
    """
    message = EmailMessage(SMTP)
    message.set_content(letter.text, subtype="plain", charset="utf-8", cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in letter.attachments:
        maintype, _, subtype = attachment.content_type.partition("/")
        name = safe_name(attachment.filename, attachment.content_type)
        message.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=name)
    _head(message, letter)
    return _ids(letter) + message.as_bytes()


def _head(message: EmailMessage, letter: Outgoing) -> None:
    message["From"] = _mailbox(letter.sender)
    message["To"] = _mailbox(letter.to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = letter.date
    message["Auto-Submitted"] = "auto-replied" if letter.reply else "auto-generated"
    message["X-Auto-Response-Suppress"] = _SUPPRESS
    message["Content-Language"] = "sv"
    message[LOOP_MARK] = "1"


def _ids(letter: Outgoing) -> bytes:
    """Return the fields that hold ids, one id a line: `email` would break a long one into encoded words."""
    answered = (letter.in_reply_to,) if letter.in_reply_to else ()
    fields = (("Message-ID", (letter.message_id,)), ("In-Reply-To", answered), ("References", letter.references))
    lines = [f"{name}: " + "\r\n ".join(map(one_line, ids)) + "\r\n" for name, ids in fields if ids]
    return "".join(lines).encode("ascii", "ignore")


def _mailbox(address: Address) -> HeaderAddress:
    return HeaderAddress(one_line(address.name), addr_spec=one_line(address.address))
