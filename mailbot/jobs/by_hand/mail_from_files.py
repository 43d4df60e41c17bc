"""Mails from files into the register, as if they had come by IMAP: .eml, mbox, Maildir."""

from __future__ import annotations

import errno
import hashlib
import mailbox
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from mailbot.errors import NotAMail
from mailbot.intake import ledger
from mailbot.jobs.comparing import older_register
from mailbot.jobs.freeze_agenda import enter_meetings
from mailbot.jobs.services import Services
from mailbot.jobs.taking_in.handled_or_left import Unanswered
from mailbot.jobs.taking_in.intake_message import Entry
from mailbot.mail.decode import decode
from mailbot.mail.message import Location, RawMessage
from mailbot.mail.mime import headers

ACCOUNT = "ingest"
"""What the ledger calls the place that files come from."""

_ALWAYS = datetime.min.replace(tzinfo=UTC)
_MBOX = b"From "
_FIRST_FIELD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:>?From |[!-9;-~]{1,76}[ \t]*:)")
"""How a message begins (RFC 5322 §2.2), whatever its file is called; blank lines before it are passed over."""


@dataclass(frozen=True, slots=True)
class Entered:
    """One message: its ledger row, and its verdict, «refused», or «known» where these very bytes came before.

    «postponed»: reading it hung, nothing is decided, and another call with the same file tries again.
    """

    file: Path
    message: int
    verdict: str


def ingest(services: Services, files: Iterable[Path], *, send: bool) -> Iterator[Entered]:
    """Take in every message in the files, whatever its age. Its letters are held, unless they are to be sent.

    May be called again with the same files, after a crash too: what was taken
    in is passed over. OSError where a file can't be read, or is a message larger than the mailbox takes;
    NotAMail where it is something else.
    """
    older_register.refuse(services)
    enter_meetings(services)
    held = replace(services, outbox=replace(services.outbox, hold=services.outbox.hold or not send))
    entry = Entry(held, Unanswered(since=_ALWAYS))
    limit = services.config.mailbox.max_message_bytes
    for file in files:
        for data in messages(file, limit):
            yield Entered(file, *_take(entry, data, _written(file)))


def messages(file: Path, limit: int) -> Iterator[bytes]:
    """Yield the messages in a file: those of an mbox (RFC 4155), else the file itself, of at most `limit` bytes."""
    with file.open("rb") as opened:
        is_mbox = opened.read(len(_MBOX)) == _MBOX
        opened.seek(0)
        data = b"" if is_mbox else opened.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    if not is_mbox and not _FIRST_FIELD.match(data):
        raise NotAMail(f"{file}: is no mail: it begins with no field such as From, Date or Received.")
    if not is_mbox:
        yield data
        return
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _take(entry: Entry, data: bytes, written: datetime) -> tuple[int, str]:
    # Its content is the message's place: files are moved and renamed, and numbers in an mbox shift.
    place = Location(ACCOUNT, hashlib.sha256(data).hexdigest(), uidvalidity=0, uid=1)
    with entry.services.database.reading() as session:
        row = ledger.at(session, place)
        if row is not None and row.outcome is not None:
            return row.id, "known"
    return entry.take(RawMessage(data, internal_date(data, written), place))


def internal_date(data: bytes, written: datetime) -> datetime:
    """Return when the message came: by its topmost Received, else its Date, else when the file was written."""
    message = decode(data, internal_date=written)
    stamps = (received.rpartition(";")[2] for received in message.header_all("received"))
    return next(filter(None, map(headers.moment, stamps)), None) or message.date or written


def _written(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)
