"""A message as the server has it, and as a person means it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.mail.mime.headers import every, first


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

    `enclosed` is whether it stands in a message that was passed on with this one;
    `taken_apart`, whether it is such a message, and its words and files are told with this one's.
    """

    filename: str
    content_type: str
    data: bytes
    enclosed: bool = False
    taken_apart: bool = False

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
    characters; `html` is what it was made from where a sender wrote HTML; `unquoted`
    is what the sender wrote, `own_text` the same without the signature. `received_at` is when the
    message reached the organisation's own server: the topmost trusted Received, else
    the server's INTERNALDATE. `files_left_out` counts the files beyond those in `attachments`:
    only the original has them. `defects` says what was mended, for the log.
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
    unquoted: str
    own_text: str
    attachments: tuple[Attachment, ...]
    headers: tuple[tuple[str, str], ...]
    return_path: str | None
    fingerprint: str
    sha256: str
    html: str = ""
    files_left_out: int = 0
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Return the topmost field of that name, or an empty text."""
        return first(self.headers, name.lower())

    def header_all(self, name: str) -> tuple[str, ...]:
        """Return every field of that name, topmost first."""
        return every(self.headers, name.lower())
