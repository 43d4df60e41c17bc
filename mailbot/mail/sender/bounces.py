"""Letters that came back: delivery reports (RFC 3464), and what servers say in words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from mailbot.mail.message import Attachment, IncomingMessage
from mailbot.mail.mime import headers
from mailbot.mail.sender import machine_phrases as words
from mailbot.mail.sender.automatic import from_machine, own_files
from mailbot.primitives.addresses import IN_TEXT
from mailbot.primitives.safe_text import one_line

_STATUS = "message/delivery-status"
_ENCLOSED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
_DAEMON = re.compile(r"(?:mailer[._-]?daemon|postmaster|mail-?delivery|microsoftexchange[0-9a-f]+)[^@]{0,40}@")
_LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """A letter that came back: for whom, for good or not, and its Message-ID; empty where it is not told.

    `recipients`: every address that it failed for, as we wrote it and as it was rewritten on the way (RFC 3464 §2.3).
    """

    recipients: frozenset[str]
    permanent: bool
    message_id: str


def bounce(message: IncomingMessage) -> Bounce | None:
    """Return which letter came back, by RFC 3464 or in free text; None where the mail is no bounce."""
    status = next((file for file in own_files(message) if file.content_type == _STATUS), None)
    if status is not None:
        return _from_report(message, status)
    daemon = message.return_path == "" or bool(_DAEMON.match(message.sender.address))
    if daemon or from_machine(message.sender.address) or message.header("x-failed-recipients"):
        return _from_known_words(message) or (_from_plain_words(message) if daemon else None)
    return None


def _from_report(message: IncomingMessage, status: Attachment) -> Bounce | None:
    """Return the recipients that failed, else those that are late; other reports are no bounces."""
    found = list(_recipients(status.data[:_LONGEST]))
    permanent = any(failed for _, failed in found)
    named = frozenset(address for address, failed in found if failed is permanent)
    return Bounce(named, permanent, _letter_id(message)) if named else None


def _recipients(data: bytes) -> Iterator[tuple[str, bool]]:
    """Yield each address with whether it failed, whatever the status says: a server that gave up writes 4.4.7."""
    for block in re.split(rb"\r?\n[ \t]*\r?\n", data):
        fields, _ = headers.read(block, 0, len(block))
        action = headers.first(fields, "action").lower()
        if not action.startswith(("fail", "error", "delay")):
            continue
        for field in ("original-recipient", "final-recipient"):
            address = headers.first(fields, field).rpartition(";")[2].strip().strip("<>").lower()
            if address:
                yield address, not action.startswith("delay")


def _letter_id(message: IncomingMessage) -> str:
    """Return the Message-ID in the enclosed letter or its headers, else the one that the bounce answers."""
    for file in own_files(message):
        if file.content_type in _ENCLOSED:
            fields, _ = headers.read(file.data.lstrip(), 0, len(file.data))
            found = headers.message_ids(headers.first(fields, "message-id"))
            if found:
                return found[0]
    quoted = re.search(r"^[> ]{0,9}Message-ID:\s{0,9}(<[^<>\s]+>)", message.text, re.MULTILINE | re.IGNORECASE)
    return quoted[1] if quoted else next(iter((*message.in_reply_to, *message.references)), "")


def _from_known_words(message: IncomingMessage) -> Bounce | None:
    """Ask the collection of what mail servers write; imported here, for it is slow to import."""
    from flufl.bounce import all_failures  # noqa: PLC0415 - needed for one mail in a hundred

    plain = Message()
    for name in ("from", "subject"):
        plain[name] = one_line(message.header(name).encode("ascii", "replace").decode())
    failed = IN_TEXT.findall(message.header("x-failed-recipients"))
    if failed:  # since Python 3.13 a field with no address gives the empty one, and is taken for a bounce
        plain["x-failed-recipients"] = ", ".join(failed)
    plain.set_payload(message.text[:_LONGEST].encode("ascii", "replace").decode())
    later, never = all_failures(plain)
    for found, permanent in ((never, True), (later, False)):
        named = frozenset(address.decode().lower() for address in found if address)
        if named:
            return Bounce(named, permanent, _letter_id(message))
    return None


def _from_plain_words(message: IncomingMessage) -> Bounce | None:
    """Read what says, in Swedish or plain English, that a mail came back; the first address named is the one."""
    said = f"{message.subject}\n{message.text[:_LONGEST]}"
    if not words.UNDELIVERED.find(said):
        return None
    ours = {address.address for address in message.recipients}
    named = (address.lower() for address in IN_TEXT.findall(f"{message.header('x-failed-recipients')} {said}"))
    first = next((address for address in named if address not in ours and not from_machine(address)), None)
    recipients = frozenset({first} if first else ())
    return Bounce(recipients, permanent=not words.DELAYED.find(said), message_id=_letter_id(message))
