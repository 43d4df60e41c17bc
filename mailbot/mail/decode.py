"""A message from its bytes (RFC 5322, RFC 2045–2049)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from mailbot.mail.message import Address, Attachment, IncomingMessage
from mailbot.mail.mime.headers import Fields, every, first, mailboxes, message_ids, moment
from mailbot.mail.mime.parts import Entity, Leaf, take_apart
from mailbot.mail.mime.wrappings import forwarded, opened
from mailbot.mail.text.body import is_file, markup, texts
from mailbot.mail.text.quotes import without_quotes
from mailbot.primitives.filenames import safe_name

_CLOCKS_DIFFER = timedelta(hours=1)
_LONGEST_WAY = timedelta(days=5)
"""How long a message can be on its way between two servers of the house (RFC 5321 §4.5.4.1)."""
_RECEIVED_BY = re.compile(r"\bby\s+([^\s;()]+)", re.IGNORECASE)
_LONGEST_TEXT = 250_000
_MOST_FILES = 50
"""More than anybody attaches; each is read, kept and maybe told of."""


def decode(data: bytes, *, internal_date: datetime, trusted_hosts: tuple[str, ...] = ()) -> IncomingMessage:
    """Read a message from its bytes; never raises, whatever a server delivers.

    `internal_date` is an aware time. `trusted_hosts` are the names by which the
    organisation's own servers call themselves in Received.
    """
    raw = take_apart(data)
    entity = opened(raw)
    headers, leaves = entity.headers, entity.leaves
    passed_on = tuple(forwarded(entity))
    text = "\n\n".join(texts((entity, *(inner for _, inner in passed_on)))).strip()[:_LONGEST_TEXT]
    sender = next(_mailboxes(headers, "from"), Address("", ""))
    unquoted, own_text = without_quotes(text, sender.name)
    brought = list(_brought(entity, passed_on))
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
        unquoted=unquoted,
        own_text=own_text,
        attachments=tuple(_files(brought)),
        files_left_out=max(0, len(brought) - _MOST_FILES),
        headers=headers,
        return_path=_return_path(headers),
        fingerprint=_fingerprint(headers, raw.leaves),
        sha256=sha256(data).hexdigest(),
        html=markup(leaves),
        defects=entity.defects,
    )


def _addresses(headers: Fields, name: str) -> tuple[Address, ...]:
    return tuple(one for one in _mailboxes(headers, name) if one.address)


def _mailboxes(headers: Fields, name: str) -> Iterator[Address]:
    """Yield each mailbox of a field, also one that has no usable address."""
    return (Address(*pair) for value in every(headers, name) for pair in mailboxes(value))


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


def _brought(entity: Entity, passed_on: Sequence[tuple[Leaf, Entity]]) -> Iterator[tuple[Leaf, bool, bool]]:
    """Yield each file, whether it is enclosed in a message that is passed on, and whether it is one taken apart."""
    taken_apart = {id(leaf) for leaf, _ in passed_on}
    for number, one in enumerate((entity, *(inner for _, inner in passed_on))):
        yield from ((leaf, number > 0, id(leaf) in taken_apart) for leaf in filter(is_file, one.leaves))


def _files(brought: Sequence[tuple[Leaf, bool, bool]]) -> Iterator[Attachment]:
    """Yield as many files as are taken from a mail, in their order; of more, pictures are left out first."""
    by_worth = sorted(range(len(brought)), key=lambda place: brought[place][0].kind.value.startswith("image/"))
    for leaf, enclosed, taken_apart in (brought[place] for place in sorted(by_worth[:_MOST_FILES])):
        name = safe_name(leaf.stated_name, leaf.kind.value)
        yield Attachment(name, leaf.kind.value, leaf.data, enclosed, taken_apart)
