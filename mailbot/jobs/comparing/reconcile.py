"""Compares what lies in the folders with what the ledger says, and mends it: nothing may be unaccounted for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.intake import ledger
from mailbot.intake.filing import belongs_in
from mailbot.intake.review_reasons import Reason
from mailbot.jobs.intake import Mailbox, answer_from
from mailbot.jobs.services import Services
from mailbot.jobs.taking_in.handled_or_left import Unanswered
from mailbot.jobs.taking_in.intake_message import Entry
from mailbot.jobs.watch import worker_notes
from mailbot.mail.decode import decode
from mailbot.mail.message import Location, RawMessage
from mailbot.mailbox import asks_time
from mailbot.mailbox.uids import Listing
from mailbot.register import audit
from mailbot.store import plausible_times
from mailbot.store.tables import FormVersion, Message
from mailbot.store.values import EventKind, Outcome

log = structlog.get_logger()

EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Account:
    """The result: messages in the folders, and those of them that the ledger can't explain.

    `unfinished` are begun and not decided; `duplicates` forms registered twice.
    """

    messages: int
    unaccounted: tuple[str, ...]
    """«folder/uid» of each, those included that are mended now."""
    waiting: int
    """New in a watched folder, for the next pass to take."""
    unfinished: int
    duplicates: int
    entered: int = 0
    """How many of those are entered now, for a human to look at: the next look accounts for them."""
    followed: int = 0
    """Known, and found where the ledger did not say: it does now."""
    gone: int = 0
    """Rows whose message lies no longer where it was filed: people delete and move mail."""
    vanished: int = 0
    """Rows of messages that went from a watched folder before they were read: a human is told of each, once."""


def is_due(services: Services) -> bool:
    """Whether the daily look is to be made."""
    with services.database.reading() as session:
        last = plausible_times.past(worker_notes.reconciled_at(session), services.clock())
    return last is None or services.clock() - last >= EVERY


def mend(services: Services, mailbox: Mailbox, stopping: Callable[[], bool] = lambda: False) -> Account:
    """Look, and mend what can be: for the leader alone, and not beside an intake pass.

    A message that lies where others were filed and was never taken in may have been moved by a
    colleague before we saw it, or put there on purpose: it is entered as it lies, and a human decides.
    What is known and lies elsewhere than the ledger says is followed. What was found is told by `mailbot health`.
    Once it is `stopping`, the message at hand is the last, and the look counts as not made.
    """
    looked = _Look(services, mailbox, Entry(services, Unanswered(answer_from(services, mailbox))), stopping)
    account = looked.run()
    if stopping():
        return account
    found = len(account.unaccounted)
    with services.unit_of_work("worker") as work:
        worker_notes.note_reconcile(work.session, work.now, found)
        head = audit.head(work.session)
    # The head, in a log that lies elsewhere, is what `audit verify --head` tells a chain by that was cut off.
    (log.error if found else log.info)(
        "reconciled",
        unaccounted=found,
        entered=account.entered,
        followed=account.followed,
        gone=account.gone,
        vanished=account.vanished,
        audit_head=str(head) if head else "",
    )
    return account


def reconcile(services: Services, mailbox: Mailbox) -> Account:
    """Look at every message in the watched and the handled folders; change nothing."""
    return _Look(services, mailbox).run()


@dataclass(slots=True)
class _Look:
    """One look at all folders; `entry` is the way in for what was missed, where it is to be mended."""

    services: Services
    mailbox: Mailbox
    entry: Entry | None = None
    stopping: Callable[[], bool] = lambda: False
    lost: list[str] = field(default_factory=list)
    entered: int = 0
    followed: int = 0
    vanished: int = 0
    _present: dict[tuple[str, int], frozenset[int]] = field(default_factory=dict)

    def run(self) -> Account:
        folders = _folders(self.services)
        missing = self.mailbox.missing(folders)
        listings = [self.mailbox.list_uids(folder) for folder in folders if folder not in missing]
        self._present = {(one.folder, one.uidvalidity): frozenset(one.uids) for one in listings}
        watched = self.services.config.mailbox.folders.watched
        waiting = 0
        for listing in listings:
            unknown = _unknown(self.services, self.mailbox.account, listing)
            if listing.folder in watched:
                waiting += len(unknown)
                self._miss(listing)
            else:
                self._explain(listing, unknown)
        with self.services.database.reading() as session:
            return Account(
                messages=sum(len(listing.uids) for listing in listings),
                unaccounted=tuple(self.lost),
                waiting=waiting,
                unfinished=session.scalar(select(func.count(Message.id)).where(Message.outcome.is_(None))) or 0,
                duplicates=_registered_twice(session),
                entered=self.entered,
                followed=self.followed,
                gone=_gone(session, self.mailbox.account, self._present),
                vanished=self.vanished,
            )

    def _miss(self, listing: Listing) -> None:
        """Tell a human of messages that were begun and are no longer there: nobody knows what they were.

        Where the folder was made anew, they are in it under other UIDs, and taken in as new.
        """
        with self.services.database.reading() as session:
            begun = _begun(session, self.mailbox.account, listing.folder)
        lost = {row_id: validity for row_id, validity, uid in begun if not _lies_in(listing, validity, uid)}
        self.vanished += sum(validity == listing.uidvalidity for validity in lost.values())
        if self.entry is None or not lost:
            return
        with self.services.unit_of_work("worker") as work:
            for row_id, validity in lost.items():
                row = work.session.get_one(Message, row_id)
                is_here_anew = validity != listing.uidvalidity
                reason = "" if is_here_anew else Reason.VANISHED.text(folder=listing.folder)
                ledger.decide(row, Outcome.LEFT if is_here_anew else Outcome.REVIEW, work.now, reason=reason)
                work.record(EventKind.MESSAGE_RECEIVED, f"message:{row_id}", outcome=row.outcome)

    def _explain(self, listing: Listing, uids: list[int]) -> None:
        """Find what each message is that no row names the place of."""
        left = set(uids)
        for raw in self._shown(listing, uids):
            if self.stopping():
                return
            left.discard(raw.location.uid)
            if raw.data == asks_time.MAIL:
                continue  # it is there for a moment, or until the server is asked again
            row_id = self._known_by_content(raw)
            if row_id is not None:
                self._follow(row_id, raw.location)
                continue
            self.lost.append(f"{listing.folder}/{raw.location.uid}")
            if self.entry is not None:
                self.entry.take(raw, Reason.NEVER_TAKEN_IN.text(folder=listing.folder))
                self.entered += 1
        # The server would not hand these out; those that are gone need no explanation.
        self.lost += [f"{listing.folder}/{uid}" for uid in self.mailbox.sizes(listing, sorted(left))]

    def _shown(self, listing: Listing, uids: list[int]) -> Iterator[RawMessage]:
        """Yield what intake gets of each message: of one that is too large, or not handed out, the header alone."""
        left = set(uids)
        for raw in self.mailbox.fetch(listing, uids, self.services.config.mailbox.max_message_bytes):
            left.discard(raw.location.uid)
            yield raw
        yield from self.mailbox.headers(listing, sorted(left))

    def _follow(self, row_id: int, to: Location) -> None:
        """Note where a message lies now, unless that is one more copy of it."""
        if self.entry is None:
            return
        with self.services.unit_of_work("worker") as work:
            row = work.session.get_one(Message, row_id)
            if self._is_astray(row):
                ledger.filed(row, to.folder, to)
                self.followed += 1

    def _known_by_content(self, raw: RawMessage) -> int | None:
        """Return the row of this very mail: somebody moved it, or the server did not say where it went.

        Where it came more than once, that is one whose place isn't known.
        """
        message = decode(raw.data, internal_date=raw.internal_date)
        same = or_(Message.fingerprint == message.fingerprint, Message.sha256 == message.sha256)
        with self.services.database.reading() as session:
            rows = session.scalars(select(Message).where(same).order_by(Message.id)).all()
        return next((row.id for row in (*filter(self._is_astray, rows), *rows)), None)

    def _is_astray(self, row: Message) -> bool:
        """Whether the message lies neither where it came nor where it was filed."""
        came = self._present.get((row.folder, row.uidvalidity), frozenset())
        filed = self._present.get((row.filed_folder or "", row.filed_uidvalidity or 0), frozenset())
        return row.outcome not in ledger.STAYS and row.uid not in came and row.filed_uid not in filed


def _folders(services: Services) -> list[str]:
    """Return the watched folders, and those that anything was or is to be filed in, or is filed in this year."""
    names = services.config.mailbox.folders
    year = str(services.clock().astimezone(STOCKHOLM).year)
    now = [name.replace("{year}", year) for name in (names.handled, names.review, names.automatic)]
    with services.database.reading() as session:
        filed = session.scalars(select(Message.filed_folder).where(Message.filed_folder.is_not(None)).distinct())
        decided = Message.outcome.is_not(None) & Message.outcome.not_in(ledger.STAYS)
        unnoted = session.scalars(select(Message).where(Message.filed_folder.is_(None), decided))
        went = {*filter(None, filed), *(belongs_in(names, row) for row in unnoted)}
        return list(dict.fromkeys([*names.watched, *now, *sorted(went)]))


def _unknown(services: Services, account: str, listing: Listing) -> list[int]:
    """Return the UIDs that no ledger row names, as a place of arrival or of filing."""
    here = and_(Message.folder == listing.folder, Message.uidvalidity == listing.uidvalidity)
    filed = and_(Message.filed_folder == listing.folder, Message.filed_uidvalidity == listing.uidvalidity)
    with services.database.reading() as session:
        arrived = session.scalars(select(Message.uid).where(Message.account == account, here))
        moved = session.scalars(select(Message.filed_uid).where(Message.account == account, filed))
        known = {*arrived, *moved}
    return [uid for uid in listing.uids if uid not in known]


def _begun(session: Session, account: str, folder: str) -> list[tuple[int, int, int]]:
    """Return row, UIDVALIDITY and UID of what was begun in a folder and came to no end."""
    begun = select(Message.id, Message.uidvalidity, Message.uid).where(
        Message.account == account, Message.folder == folder, Message.outcome.is_(None)
    )
    return [(row.id, row.uidvalidity, row.uid) for row in session.execute(begun)]


def _lies_in(listing: Listing, uidvalidity: int, uid: int) -> bool:
    return uidvalidity == listing.uidvalidity and uid in listing.uids


def _gone(session: Session, account: str, present: Mapping[tuple[str, int], frozenset[int]]) -> int:
    """Count rows whose message is not where the server said that it went."""
    filed = select(Message.filed_folder, Message.filed_uidvalidity, Message.filed_uid).where(
        Message.account == account, Message.filed_uid.is_not(None)
    )
    return sum(
        uid not in present.get((folder or "", validity or 0), frozenset())
        for folder, validity, uid in session.execute(filed.execution_options(yield_per=1000))
    )


def _registered_twice(session: Session) -> int:
    """Count forms that became more than one initiative, by the mail that brought them."""
    registered = (
        select(Message.fingerprint, FormVersion.content_hash)
        .join(FormVersion, FormVersion.ledger_id == Message.id)
        .where(FormVersion.number == 1)
        .group_by(Message.fingerprint, FormVersion.content_hash)
        .having(func.count() > 1)
    )
    return session.scalar(select(func.count()).select_from(registered.subquery())) or 0
