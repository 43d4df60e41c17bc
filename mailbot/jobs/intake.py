"""The intake job: every message in the watched folders becomes a row, its effects, and a move.

Only after a message's transaction is committed is it moved. Whatever a crash
interrupts, the ledger says what is left to do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog
from sqlalchemy import func, select

from mailbot.errors import MailboxRefused, MessageGone
from mailbot.intake import ledger
from mailbot.intake.filing import belongs_in
from mailbot.intake.review_reasons import Reason
from mailbot.jobs.comparing import older_register
from mailbot.jobs.services import Services
from mailbot.jobs.taking_in import half_moved
from mailbot.jobs.taking_in.begun_message import Begun
from mailbot.jobs.taking_in.handled_or_left import Unanswered
from mailbot.jobs.taking_in.intake_message import POSTPONED, Entry
from mailbot.jobs.taking_in.read_ahead import read_ahead
from mailbot.jobs.taking_in.shared_commit import decide_several
from mailbot.jobs.taking_in.wanted_moves import move_wanted
from mailbot.jobs.watch import worker_notes
from mailbot.jobs.watch.clock_watch import server_time
from mailbot.mail.message import Location, RawMessage
from mailbot.mailbox.uids import Listing, batches
from mailbot.store import settings
from mailbot.store.tables import Message
from mailbot.store.values import Outcome

log = structlog.get_logger()

_CHUNK = 50
"""So many messages that are done are moved together."""
_MOST_FILED = 500
"""Rows that are asked for at once, where moves that the server refused have piled up."""

_FIRST_START = "first_start"


class Mailbox(Protocol):
    """The port to the IMAP server, as the intake job uses it."""

    @property
    def account(self) -> str:
        """What the ledger calls this mailbox."""

    def prepare(self, folders: Iterable[str]) -> None:
        """Make the folders that are missing."""

    def missing(self, folders: Iterable[str]) -> list[str]:
        """Return those of the folders that are not there."""

    def list_uids(self, folder: str) -> Listing:
        """Return what lies in the folder now."""

    def sizes(self, listing: Listing, uids: Sequence[int]) -> Mapping[int, tuple[int, datetime]]:
        """Return each message's size in bytes and INTERNALDATE."""

    def fetch(self, listing: Listing, uids: Sequence[int], at_most: int | None = None) -> Iterator[RawMessage]:
        """Fetch whole messages of so many bytes without marking them read."""

    def fetch_headers(self, listing: Listing, uid: int) -> RawMessage:
        """Fetch the header alone."""

    def ends_at(self, folder: str) -> tuple[int, int | None]:
        """Return the folder's UIDVALIDITY, and the UID that the next message gets, where the server tells."""

    def headers(self, listing: Listing, uids: Sequence[int]) -> Iterator[RawMessage]:
        """Yield the headers alone; a message that is gone is not there."""

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a message with this Message-ID lies in the folder."""

    def server_time(self, folder: str) -> datetime | None:
        """Return what time it is by the server's clock, as it stamps a message put into the folder; None if unknown."""

    def move(self, listing: Listing, uids: Sequence[int], target: str) -> Mapping[int, Location]:
        """Move messages, and say where each went, where the server tells."""

    def left_by_a_move(self, listing: Listing, uids: Sequence[int], target: str) -> Mapping[int, Sequence[Location]]:
        """Return where the same bytes lie in the target folder; nothing where the server moves in one step."""

    def remove(self, listing: Listing, uids: Sequence[int]) -> None:
        """Remove messages that lie elsewhere, too."""


@dataclass(slots=True)
class Taken:
    """What one pass did, in messages."""

    messages: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


def take_in(
    services: Services,
    mailbox: Mailbox,
    *,
    stopping: Callable[[], bool] = lambda: False,
    report: Taken | None = None,
) -> Taken:
    """Make one pass over the watched folders. `report` is counted up, so that a pass that fails tells how far it came.

    May be called again at any time, after a crash at any point; never beside
    itself. MailboxUnavailable ends the pass; the next one goes on where it was. What the
    server says NO to alone waits: a message, a move, a folder (then MailboxRefused in the end).
    """
    report = report or Taken()
    older_register.refuse(services)
    older_register.compare(services, mailbox)
    start = answer_from(services, mailbox)
    folders = services.config.mailbox.folders
    move_wanted(services, mailbox)
    with services.database.reading() as session:
        answered = frozenset(worker_notes.answered(session))
    missing = mailbox.missing(folders.watched)
    _tell_missing(services, missing)
    refused: MailboxRefused | None = None
    for folder in (name for name in folders.watched if name not in missing):
        entry = Entry(services, Unanswered(start, folder == folders.junk, answered))
        try:
            _Pass(services, mailbox, folder, entry, report, stopping).run()
        except MailboxRefused as error:
            refused = refused or error
    older_register.note(services)
    if refused:
        raise refused
    return report


def _tell_missing(services: Services, missing: list[str]) -> None:
    """Say in the log which watched folders the server doesn't have, once for each change."""
    with services.database.reading() as session:
        before = worker_notes.missing(session)
    if missing == before:
        return
    with services.unit_of_work("worker") as work:
        worker_notes.note_missing(work.session, missing)
    if missing:
        log.warning("folder_missing", folders=missing)
    else:
        log.info("folder_found", folders=before)


def answer_from(services: Services, mailbox: Mailbox) -> datetime:
    """Return the moment before which mail is never answered: the first start, unless config says.

    By the mail server's clock, which is also what tells when mail came: ours may be wrong.
    The second of the first start counts as after it: INTERNALDATE knows no parts of a second.
    """
    started = started_at(services)
    if started is not None:
        return started
    told = server_time(services.config, mailbox)
    with services.unit_of_work("worker") as work:
        started = settings.first(work.session, _FIRST_START, (told or work.now).replace(microsecond=0))
    log.info("first_start", answers_mail_since=started.isoformat())
    return started


def started_at(services: Services) -> datetime | None:
    """Return what `answer_from` does; None before the first pass that reached the mail server."""
    if services.config.answer_from is not None:
        return services.config.answer_from
    with services.database.reading() as session:
        return settings.last(session, _FIRST_START)


def left_unanswered(services: Services) -> int:
    """Count what came before the first start, was not answered, and waits for a human."""
    with services.database.reading() as session:
        left = select(func.count(Message.id)).where(Message.outcome == Outcome.BEFORE_START)
        return session.scalar(left) or 0


@dataclass(frozen=True, slots=True)
class _Pass:
    """One folder, once."""

    services: Services
    mailbox: Mailbox
    folder: str
    entry: Entry
    report: Taken
    stopping: Callable[[], bool]

    def run(self) -> None:
        listing = self.mailbox.list_uids(self.folder)
        if not listing.uids:
            return
        with self.services.database.reading() as session:
            known = ledger.seen(session, self.mailbox.account, self.folder, listing.uidvalidity, listing.uids)
        unmoved = [seen.row_id for seen in known.values() if seen.must_move]
        target = partial(belongs_in, self.services.config.mailbox.folders)
        self._file(listing, half_moved.finish(self.services, self.mailbox, listing, unmoved, target))
        fresh = [uid for uid in listing.uids if uid not in known]
        now = self.services.clock()
        interrupted = [uid for uid in listing.uids if uid in known and known[uid].is_interrupted(now)]
        # What was at hand when a process ended may have ended it: that is tried alone, and if it happens again, last.
        suspects = [uid for uid in interrupted if known[uid].is_suspect]
        at_hand = [uid for uid in interrupted if uid not in suspects]
        for uids in (*batches(at_hand, 1), fresh, *batches(suspects, 1)):
            if self.stopping():
                return
            self._take(listing, uids)

    def _take(self, listing: Listing, uids: Sequence[int]) -> None:
        """Take messages in, and move them as they are done."""
        wanted, rows = dict.fromkeys(uids), list[int]()
        readers = self.services.reader.workers
        for ready in read_ahead(self.entry, self._fetched(listing, wanted), readers, self.stopping):
            for begun, verdict in decide_several(self.entry, ready):
                rows += self._taken(begun, verdict)
            if len(rows) >= _CHUNK:
                self._file(listing, rows)
                rows = []
        if not self.stopping():
            rows += self._not_fetched(listing, tuple(wanted))
        self._file(listing, rows)

    def _fetched(self, listing: Listing, wanted: dict[int, None]) -> Iterator[RawMessage]:
        """Yield messages and take each from those wanted; none is begun any more when the worker stops."""
        for raw in self.mailbox.fetch(listing, tuple(wanted), self.services.config.mailbox.max_message_bytes):
            self.services.checkpoint("fetched")
            del wanted[raw.location.uid]
            yield raw
            if self.stopping():
                return

    def _not_fetched(self, listing: Listing, uids: Sequence[int]) -> list[int]:
        """Deal with what is too large, or not handed out; return the rows of what is done. Some may be gone."""
        sizes = self.mailbox.sizes(listing, uids)
        most = self.services.config.mailbox.max_message_bytes
        huge = [uid for uid, (size, _) in sizes.items() if size > most]
        withheld = [uid for uid in sizes if uid not in huge]
        return [*self._unopened(listing, huge, too_large=True), *self._withheld(listing, withheld)]

    def _withheld(self, listing: Listing, uids: Sequence[int]) -> list[int]:
        """Leave what the server won't hand out where it is, to be asked for again; after a day to a human, too."""
        given_up = []
        for uid in uids:
            location = Location(self.mailbox.account, listing.folder, listing.uidvalidity, uid)
            with self.services.unit_of_work("worker") as work:
                waits = ledger.withhold(work.session, location, work.now)
            self.report.verdicts[POSTPONED] += waits
            given_up += [] if waits else [uid]
            log.warning("message_withheld", folder=listing.folder, uid=uid, tried_again=waits)
        return self._unopened(listing, given_up, Reason.WITHHELD_BY_SERVER.text())

    def _unopened(
        self, listing: Listing, uids: Sequence[int], reason: str = "", *, too_large: bool = False
    ) -> list[int]:
        """Enter messages that can't be had whole, as far as they can; those that are gone are no longer there."""
        still = self.mailbox.sizes(listing, uids)
        headers = (self._header(listing, uid, date) for uid, (_, date) in still.items())
        begun = (self.entry.begin([header])[0] for header in headers)
        decided = ((one, self.entry.decide(one, reason, too_large=too_large)) for one in begun)
        return [row_id for one, verdict in decided for row_id in self._taken(one, verdict)]

    def _header(self, listing: Listing, uid: int, internal_date: datetime) -> RawMessage:
        try:
            return self.mailbox.fetch_headers(listing, uid)
        except MessageGone:
            location = Location(self.mailbox.account, listing.folder, listing.uidvalidity, uid)
            return RawMessage(b"", internal_date, location)

    def _taken(self, begun: Begun, verdict: str) -> tuple[int, ...]:
        """Count a message; return its ledger row, unless it stays where it is for the next pass."""
        self.report.messages += 1
        self.report.verdicts[verdict] += 1
        return () if verdict == POSTPONED else (begun.row_id,)

    def _file(self, listing: Listing, row_ids: Sequence[int]) -> None:
        """Move messages that are done to where they belong, and note where they went."""
        for some in batches(row_ids, _MOST_FILED):
            self._file_some(listing, some)

    def _file_some(self, listing: Listing, row_ids: Sequence[int]) -> None:
        by_folder: dict[str, dict[int, int]] = defaultdict(dict)
        with self.services.database.reading() as session:
            for row in session.scalars(select(Message).where(Message.id.in_(row_ids)).order_by(Message.id)):
                if row.outcome not in ledger.STAYS:
                    by_folder[belongs_in(self.services.config.mailbox.folders, row)][row.uid] = row.id
        for folder, uids in by_folder.items():
            try:
                self._move(listing, uids, folder)
            except MailboxRefused as error:
                # The next pass tries again. Meanwhile mail is answered all the same.
                log.error("mail_not_filed", folder=folder, error=str(error))  # noqa: TRY400 - its sentence says all

    def _move(self, listing: Listing, uids: Mapping[int, int], folder: str) -> None:
        """Move messages, by UID and ledger row."""
        self.mailbox.prepare([folder])
        self.services.checkpoint("before_move")
        went = self.mailbox.move(listing, list(uids), folder)
        self.services.checkpoint("moved")
        with self.services.unit_of_work("worker") as work:
            for row in work.session.scalars(select(Message).where(Message.id.in_(uids.values()))):
                ledger.filed(row, folder, went.get(row.uid))
