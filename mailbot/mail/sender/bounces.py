"""Letters that came back: delivery reports (RFC 3464), and what servers say in words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from itertools import chain

from mailbot.mail.message import IncomingMessage
from mailbot.mail.mime import headers
from mailbot.mail.sender import machine_phrases as words
from mailbot.mail.sender.automatic import by_mail_server, from_machine, headed_returned, own_files
from mailbot.primitives.addresses import IN_TEXT
from mailbot.primitives.safe_text import one_line
from parsers import to_text

_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ENCLOSED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
_GROUPS = re.compile(rb"\n(?:[ \t\r]*\n)+")
_FIELD = re.compile(
    rb"^(original-recipient|final-recipient|action)[ \t]*:[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\s][^\r\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
"""What is read of a group. A line that a server forgot to fold is passed over so, and hides none of these."""
_GAVE_UP = ("fail", "error", "expire")
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
    status = next((file for file in own_files(message) if file.content_type in _STATUS), None)
    groups = list(_groups(status.data[:_LONGEST])) if status is not None else []
    if groups:
        return _from_report(message, groups)
    daemon = status is not None or _from_server(message)
    if daemon or from_machine(message.sender.address) or message.header("x-failed-recipients"):
        return _from_known_words(message) or (_from_plain_words(message) if daemon else None)
    return _from_plain_words(message) if _returned_by_gateway(message) else None


def _from_server(message: IncomingMessage) -> bool:
    """Whether a mail server itself writes, by the envelope or by From."""
    address = message.sender.address
    named = words.DAEMON.find(address) or words.POSTMASTER.find(address)
    return message.return_path == "" or bool(named or by_mail_server(message))


def _returned_by_gateway(message: IncomingMessage) -> bool:
    """Whether a server that writes as anybody does returns a mail: by its subject, and by what it tells the sender."""
    said = message.own_text[:_LONGEST]
    return bool(headed_returned(message) and words.RETURNED_TO_YOU.find(said)) and "?" not in said


def _from_report(message: IncomingMessage, groups: list[dict[str, str]]) -> Bounce | None:
    """Return the recipients that failed, else those that are late; other reports are no bounces."""
    found = [found for group in groups for found in _recipients(group)]
    permanent = any(failed for _, failed in found)
    named = frozenset(address for address, failed in found if failed is permanent)
    return Bounce(named, permanent, _letter_id(message)) if named else None


def _recipients(group: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Yield each address with whether it failed, whatever the status says: a server that gave up writes 4.4.7."""
    action = group.get("action", "").lower()
    if action.startswith((*_GAVE_UP, "delay")):
        for field in ("original-recipient", "final-recipient"):
            address = group.get(field, "").rpartition(";")[2].strip().strip("<>").lower()
            if address:
                yield address, not action.startswith("delay")


def _groups(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the fields of each recipient (RFC 3464 §2.1); what a blank line tore apart is one again."""
    torn: dict[str, str] = {}
    for fields in chain.from_iterable(map(_fields, _GROUPS.split(data))):
        joined = fields if torn.keys() & fields.keys() else torn | fields
        whole = "action" in joined and len(joined) > 1
        if whole:
            yield joined
        torn = {} if whole else joined


def _fields(block: bytes) -> list[dict[str, str]]:
    """Return the fields of a block; where one comes again, another recipient begins without a blank line."""
    groups: list[dict[str, str]] = [{}]
    for written, value in _FIELD.findall(block):
        name = written.decode().lower()
        if name in groups[-1]:
            groups.append({})
        groups[-1][name] = " ".join(to_text(value).split())
    return groups


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
