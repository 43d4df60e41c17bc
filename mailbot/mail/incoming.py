"""A message as the server has it, and as a person means it (RFC 5322, RFC 2045–2049)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from mailbot.mail.bodies import is_file, markup, texts
from mailbot.mail.fields import Fields, every, first, mailboxes, message_ids, moment
from mailbot.mail.filenames import safe_name
from mailbot.mail.mime import Leaf, stated_name, take_apart
from mailbot.mail.quoting import own_words
from mailbot.mail.wrapped import forwarded, opened

_CLOCKS_DIFFER = timedelta(hours=1)
_LONGEST_WAY = timedelta(days=5)
"""How long a message can be on its way between two servers of the house (RFC 5321 §4.5.4.1)."""
_RECEIVED_BY = re.compile(r"\bby\s+([^\s;()]+)", re.IGNORECASE)
_LONGEST_TEXT = 250_000


@dataclass(frozen=True, slots=True)
class Location:
    """Where a message lies. A UID means nothing without the other three (RFC 3501 §2.3.1.1)."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message's bytes, unchanged, and when the server took it in (an aware time)."""

    data: bytes
    internal_date: datetime
    location: Location


@dataclass(frozen=True, slots=True)
class Address:
    """A name and an address in lower case; both may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A leaf part that is a file: by name or content, never by its disposition.

    `enclosed` is whether it stands in a message that was passed on with this one.
    """

    filename: str
    content_type: str
    data: bytes
    enclosed: bool = False

    @property
    def size(self) -> int:
        """Bytes after decoding."""
        return len(self.data)


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A decoded message. Every field is there, whatever the message lacked.

    `headers` keeps all fields in their order, names in lower case, values unfolded;
    encoded words are decoded in the subject and in comments, and nowhere else.
    `text` is the readable text, that of forwarded messages last, up to a quarter of a million
    characters; `html` is what it was made from where a sender wrote HTML; `own_text`
    is what the sender wrote, without quotes and signature. `received_at` is when the
    message reached the organisation's own server: the topmost trusted Received, else
    the server's INTERNALDATE. `defects` says what was mended, for the log.
    """

    message_id: str
    sender: Address
    reply_to: tuple[Address, ...]
    recipients: tuple[Address, ...]
    subject: str
    date: datetime | None
    received_at: datetime
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    text: str
    own_text: str
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    return_path: str | None
    fingerprint: str
    sha256: str
    html: str = ""
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return the topmost field of that name, or an empty text."""
        return first(self.headers, name.lower())

    def header_all(self, name: str) -> tuple[str, ...]:
        """Return every field of that name, topmost first."""
        return every(self.headers, name.lower())


def decode(data: bytes, *, internal_date: datetime, trusted_hosts: tuple[str, ...] = ()) -> IncomingMessage:
    """Read a message from its bytes; never raises, whatever a server delivers.

    `internal_date` is an aware time. `trusted_hosts` are the names by which the
    organisation's own servers call themselves in Received.
    """
    raw = take_apart(data)
    entity = opened(raw)
    headers, leaves = entity.headers, entity.leaves
    passed_on = tuple(forwarded(entity))
    text = "\n\n".join(texts((entity, *passed_on))).strip()[:_LONGEST_TEXT]
    sender = next(iter(_addresses(headers, "from")), Address("", ""))
    return IncomingMessage(
        message_id=next(iter(message_ids(first(headers, "message-id"))), ""),
        sender=sender,
        reply_to=_addresses(headers, "reply-to"),
        recipients=_addresses(headers, "to") + _addresses(headers, "cc"),
        subject=first(headers, "subject"),
        date=moment(first(headers, "date")),
        received_at=_received_at(headers, trusted_hosts, internal_date),
        in_reply_to=message_ids(first(headers, "in-reply-to")),
        references=message_ids(first(headers, "references")),
        text=text,
        own_text=own_words(text, sender.name),
        attachments=(*_files(leaves), *(file for inner in passed_on for file in _files(inner.leaves, enclosed=True))),
        headers=headers,
        return_path=_return_path(headers),
        fingerprint=_fingerprint(headers, raw.leaves),
        sha256=sha256(data).hexdigest(),
        html=markup(leaves),
        defects=entity.defects,
    )


def _addresses(headers: Fields, name: str) -> tuple[Address, ...]:
    return tuple(Address(*pair) for value in every(headers, name) for pair in mailboxes(value))


def _received_at(headers: Fields, trusted_hosts: tuple[str, ...], internal_date: datetime) -> datetime:
    """Return the time in the topmost Received that a trusted host wrote (RFC 5321 §4.4), else INTERNALDATE.

    A field further down can be forged: one that is more than some days from INTERNALDATE is not believed.
    """
    trusted = {host.lower() for host in trusted_hosts}
    for value in every(headers, "received") if trusted else ():
        by = _RECEIVED_BY.search(value)
        if by and by[1].lower() in trusted:
            said = moment(value.rpartition(";")[2].strip())
            believable = said is not None and timedelta(0) <= internal_date - said + _CLOCKS_DIFFER <= _LONGEST_WAY
            return said if said is not None and believable else internal_date
    return internal_date


def _return_path(headers: Fields) -> str | None:
    """Return the envelope's sender; an empty text is the null path of a machine, None is not known."""
    found = every(headers, "return-path")
    return found[0].strip('<> "').lower() if found else None


def _fingerprint(headers: Fields, leaves: tuple[Leaf, ...]) -> str:
    """Hash what stays the same when one mail is delivered twice."""
    digest = sha256()
    for name in ("from", "date", "subject"):
        digest.update("\n".join(every(headers, name)).encode("utf-8", "replace") + b"\0")
    for leaf in leaves:
        is_text = leaf.kind.value.startswith("text/")
        data = leaf.data.replace(b"\r\n", b"\n").rstrip() if is_text else leaf.data
        digest.update(sha256(data).digest())
    return digest.hexdigest()


def _files(leaves: tuple[Leaf, ...], *, enclosed: bool = False) -> Iterator[Attachment]:
    for leaf in filter(is_file, leaves):
        name = safe_name(stated_name(leaf), leaf.kind.value)
        yield Attachment(name, leaf.kind.value, leaf.data, enclosed)
