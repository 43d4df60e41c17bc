"""What the mailbox shows of mailbot's own work that the register doesn't know: then it is an older one, or another.

Two things lie there that only mailbot makes: copies of its letters in Sent, where it or the server keeps
some, and messages in the folder for handled ones. A copy is proof; a message may have been put there by a colleague
while no worker worked, so it counts only where no copies are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.errors import MailboxRefused
from mailbot.jobs.services import Services
from mailbot.jobs.watch import worker_notes
from mailbot.jobs.watch.worker_notes import SeenUpTo
from mailbot.mail.compose import LOOP_MARK
from mailbot.mail.decode import decode
from mailbot.mail.message import IncomingMessage, RawMessage
from mailbot.mail.thread_ids import is_letters
from mailbot.mailbox.uids import Listing, batches
from mailbot.primitives.references import references_in
from mailbot.register.references import last_numbers
from mailbot.store.tables import Letter, Message
from mailbot.store.values import LetterState

log = structlog.get_logger()

_AT_ONCE = 200


class ShownMailbox(Protocol):
    """A mailbox, as far as it shows what was done."""

    @property
    def account(self) -> str:
        """What the ledger calls this mailbox."""

    def missing(self, folders: Iterable[str]) -> list[str]:
        """Return those of the folders that are not there."""

    def list_uids(self, folder: str) -> Listing:
        """Return what lies in the folder now."""

    def ends_at(self, folder: str) -> tuple[int, int | None]:
        """Return the folder's UIDVALIDITY, and the UID that the next message gets, where the server tells."""

    def headers(self, listing: Listing, uids: Sequence[int]) -> Iterator[RawMessage]:
        """Yield the headers alone."""

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a message with this Message-ID lies in the folder."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the register doesn't know, a line each; and what follows for numbers and for letters that wait."""

    letters: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    told: Mapping[int, int] = field(default_factory=dict)
    """By year the highest number that such a letter names, or that such messages may have got."""
    went_out: tuple[str, ...] = ()
    """Message-IDs of letters that wait in the register, and lie in Sent."""
    answered: tuple[str, ...] = ()
    """Message-IDs of the mails that such letters answer."""
    seen: SeenUpTo | None = None
    """Up to where Sent was looked through."""

    def __bool__(self) -> bool:
        return bool(self.letters or self.messages or self.went_out)


def find(services: Services, mailbox: ShownMailbox) -> Unknown:
    """Look in Sent and among the handled messages; a folder that is missing or refused shows nothing."""
    folders = services.config.mailbox.folders
    year = services.clock().astimezone(STOCKHOLM).year
    handled = folders.handled.replace("{year}", str(year))
    missing = mailbox.missing([folders.sent, handled])
    try:
        unknown = Unknown() if folders.sent in missing else _in_sent(services, mailbox, folders.sent)
        if unknown or handled in missing or (folders.sent not in missing and _keeps_copies(services, mailbox)):
            return unknown
        return replace(_in_handled(services, mailbox, handled), seen=unknown.seen)
    except MailboxRefused as error:
        log.warning("older_register_not_looked_for", error=str(error))
        return Unknown()


def _in_sent(services: Services, mailbox: ShownMailbox, folder: str) -> Unknown:
    """Compare the copies that came since the register last saw them with its letters."""
    with services.database.reading() as session:
        seen = worker_notes.sent_seen(session)
    if seen is not None and mailbox.ends_at(folder) == (seen.uidvalidity, seen.uid + 1):
        return Unknown(seen=seen)
    listing = mailbox.list_uids(folder)
    last = seen.uid if seen is not None and seen.uidvalidity == listing.uidvalidity else 0
    letters: list[str] = []
    went_out: list[str] = []
    answered: list[str] = []
    told: Counter[int] = Counter()
    for uids in batches([uid for uid in listing.uids if uid > last], _AT_ONCE):
        ours = {mail.message_id: mail for mail in _mails(mailbox, listing, uids) if _is_letter(mail)}
        with services.database.reading() as session:
            known, untried = _known(session, ours), _untried(session, ours)
        went_out += untried
        for mail in (mail for message_id, mail in ours.items() if message_id not in known):
            letters.append(_line(mail, ", ".join(one.address for one in mail.recipients)))
            answered += mail.in_reply_to
            told |= _numbers(mail.subject, services.config.reference_prefix)
    newest = max(listing.uids, default=last)
    seen = SeenUpTo(listing.uidvalidity, newest)
    return Unknown(tuple(letters), told=told, went_out=tuple(went_out), answered=tuple(answered), seen=seen)


def _numbers(text: str, prefix: str) -> Counter[int]:
    """Return the highest number by year that a text names."""
    found = (reference.rsplit("-", 2) for reference in references_in(text, prefix))
    numbers: Counter[int] = Counter()
    for _, year, number in found:
        numbers |= Counter({int(year): int(number)})
    return numbers


def _in_handled(services: Services, mailbox: ShownMailbox, folder: str) -> Unknown:
    """Find messages that came after the register's last pass, lie after the last that it filed, and have no row."""
    uidvalidity, uid_next = mailbox.ends_at(folder)
    with services.database.reading() as session:
        last, passed = _last_filed(session, folder, uidvalidity), worker_notes.last_pass(session)
        if last is None or passed is None or uid_next == last + 1 or worker_notes.reconciled_at(session) is None:
            return Unknown()  # nothing to compare with, nothing new, or the next reconcile is to see to it
    listing = mailbox.list_uids(folder)
    later = [uid for uid in listing.uids if uid > last]
    new: list[IncomingMessage] = []
    for uids in batches(later, _AT_ONCE):
        mails = _mails(mailbox, listing, uids, since=passed)
        with services.database.reading() as session:
            new += [mail for mail in mails if mail.message_id and not _has_row(session, mail.message_id)]
    with services.database.reading() as session:
        known = last_numbers(session)
    came = Counter(mail.received_at.astimezone(STOCKHOLM).year for mail in new)
    return Unknown(
        messages=tuple(_line(mail, mail.sender.address) for mail in new),
        told={year: known.get(year, 0) + count for year, count in came.items()},
    )


def _mails(
    mailbox: ShownMailbox, listing: Listing, uids: Sequence[int], since: datetime | None = None
) -> list[IncomingMessage]:
    """Return the headers of messages; where `since` is given, of those that came later, to the second."""
    raws = mailbox.headers(listing, uids)
    earliest = since.replace(microsecond=0) if since else None
    return [
        decode(raw.data, internal_date=raw.internal_date)
        for raw in raws
        if not earliest or raw.internal_date >= earliest
    ]


def _is_letter(mail: IncomingMessage) -> bool:
    return bool(mail.header(LOOP_MARK)) and is_letters(mail.message_id)


def _known(session: Session, ids: Iterable[str]) -> set[str]:
    return set(session.scalars(select(Letter.message_id).where(Letter.message_id.in_(list(ids)))))


def _untried(session: Session, ids: Iterable[str]) -> list[str]:
    """Return those that wait and were never taken to be sent."""
    waits = Letter.state.in_((LetterState.QUEUED, LetterState.HELD)) & Letter.claimed_at.is_(None)
    return list(session.scalars(select(Letter.message_id).where(Letter.message_id.in_(list(ids)), waits)))


def _keeps_copies(services: Services, mailbox: ShownMailbox) -> bool:
    """Whether copies of letters lie in Sent at all, so that there would be one of each."""
    if services.config.smtp.copy_to_sent:
        return True
    newest = select(Letter.message_id).where(Letter.state == LetterState.SENT).order_by(Letter.sent_at.desc()).limit(1)
    with services.database.reading() as session:
        message_id = session.scalar(newest)
    return message_id is not None and mailbox.holds(services.config.mailbox.folders.sent, message_id)


def _last_filed(session: Session, folder: str, uidvalidity: int) -> int | None:
    here = (Message.filed_folder == folder) & (Message.filed_uidvalidity == uidvalidity)
    return session.scalar(select(func.max(Message.filed_uid)).where(here))


def _has_row(session: Session, message_id: str) -> bool:
    return session.scalar(select(Message.id).where(Message.message_id == message_id).limit(1)) is not None


def _line(mail: IncomingMessage, who: str) -> str:
    return f"{mail.received_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M} {who}: {mail.subject}"
