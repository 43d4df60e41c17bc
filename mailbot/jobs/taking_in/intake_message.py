"""One message through intake: read outside any transaction, then committed with all it causes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

import structlog
from sqlalchemy.orm import Session

from mailbot.errors import ReaderUnavailable, Temporary, place
from mailbot.intake import ledger
from mailbot.intake.facts import gather
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.ledger import Before
from mailbot.intake.reading import Read, read
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.verdict import Verdict, triage
from mailbot.jobs.services import Services
from mailbot.jobs.taking_in import confirmed_mail, handled_or_left, mailed_agenda, vet_material, written_outcome
from mailbot.jobs.taking_in.begun_message import Begun, OpenedMessage
from mailbot.jobs.taking_in.confirmed_mail import Confirmed
from mailbot.jobs.taking_in.handled_or_left import Unanswered
from mailbot.mail.decode import decode
from mailbot.mail.message import RawMessage
from mailbot.meetings.decisions.returned_agenda import Returned
from mailbot.register import codes
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Message
from mailbot.store.values import Outcome
from parsers import Hung, NotStarted

log = structlog.get_logger()

_SECONDS = 6.0
"""Of processor time, which all files of a mail share."""
POSTPONED = "postponed"
"""Said in place of a verdict where nothing is decided: the next pass tries again."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was read, what was known of it before, what it is, and what went out of an agenda that it returns."""

    seen: Read
    before: Before
    facts: Facts
    verdict: Verdict
    mailed: tuple[Returned, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """The way in for single messages, and which of them are left unanswered wherever they come from."""

    services: Services
    unanswered: Unanswered

    def take(self, raw: RawMessage, refuse: str = "") -> tuple[int, str]:
        """Begin and decide one message; return its ledger row and what `decide` does."""
        (begun,) = self.begin([raw])
        return begun.row_id, self.decide(begun, refuse)

    def begin(self, raws: Sequence[RawMessage]) -> list[Begun]:
        """Enter messages of one folder in the ledger, before anything is done about them."""
        with self.services.unit_of_work("worker") as work:
            rows = ledger.begin(work.session, [raw.location for raw in raws], work.now)
        self.services.checkpoint("begun")
        pairs = zip(raws, rows, strict=True)
        return [
            Begun(raw, row, row.id, row.attempts, partial(self._open, raw), was_read=row.was_read) for raw, row in pairs
        ]

    def give_back(self, begun: Sequence[Begun]) -> None:
        """Leave messages as they were before they were begun: nobody has decided anything about them."""
        with self.services.unit_of_work("worker") as work:
            ledger.give_back(work.session, [one.row_id for one in begun])

    def decide(self, begun: Begun, refuse: str = "", *, too_large: bool = False) -> str:
        """Take in one message; return its verdict, or «refused», or POSTPONED.

        `refuse` (a Swedish sentence) leaves it to a human unopened; `too_large` says that what was fetched is its
        header alone, for which the sender is told, too. A message that hangs
        stays where it is, and a later call tries again, as often as one that takes the
        process down. Whatever else the message breaks, it is kept for a human and the next
        one goes on; only Temporary errors, which are nobody's fault, come out.
        """
        raw, row_id = begun.raw, begun.row_id
        if not begun.may_be_opened:
            refuse = Reason.POISON.text()
        if refuse:
            return self._leave_to_human(raw, row_id, refuse)
        try:
            return self._answer_header(raw, row_id) if too_large else self._handle(begun)
        except Temporary:
            self._take_back(row_id)
            raise
        except Hung:
            log.warning("message_hung", message=row_id, attempts=begun.attempts)
            self._put_last(row_id)
            return POSTPONED
        except Exception as error:  # noqa: BLE001 - one bad message must never stop the next
            log.error("message_broke", message=row_id, error=place(error))  # noqa: TRY400 - a traceback quotes mail
            return self._leave_to_human(raw, row_id, Reason.FAULT.text(), error=place(error))

    def _open(self, raw: RawMessage) -> OpenedMessage:
        """Read a message; several may be read at once, each in a thread of its own."""
        services = self.services
        try:
            seen = read(raw, services.forms, services.trusted_hosts, services.reader.sharing(_SECONDS))
        except NotStarted as error:
            raise ReaderUnavailable(str(error)) from error
        return OpenedMessage(seen, ledger.original(seen.message.sha256, raw.data))

    def look_up(self, shared: UnitOfWork, ready: Sequence[Begun]) -> list[Message]:
        """Keep the originals of messages that share a transaction; return all rows that one of them may be known by.

        Those of the messages themselves are among them, and say what becomes of each as it is decided.
        """
        opened = [one for begun in ready for one in _read(begun)]
        ledger.keep_originals(shared.session, [one.original for one in opened])
        earlier = ledger.alike(shared.session, [one.seen.message for one in opened])
        return [*earlier, *(begun.row for begun in ready)]

    def decide_in(self, shared: UnitOfWork, begun: Begun, known: Sequence[Message]) -> str | None:
        """Decide a message that was read, in a transaction that others share; return its verdict.

        `known` is what `look_up` found. None, and nothing done, where more than the register is asked: other files
        are read before the transaction. Whatever is wrong with the message is raised.
        """
        judged = self._judge(shared.session, begun.opened().seen, begun.row_id, known)
        if _asks_for_files(judged):
            return None
        with shared.savepoint():
            self._enter(replace(shared, actor=f"message:{begun.row_id}"), begun, judged)
        return judged.verdict.kind

    def _handle(self, begun: Begun) -> str:
        """Decide what the message is, and commit all that follows from it at once."""
        opened = begun.opened()
        self.services.checkpoint("read")
        if begun.attempts and not begun.was_read:
            self._note_read(begun.row_id)
        with self.services.database.reading() as session:
            known = ledger.alike(session, [opened.seen.message])
            judged = self._judge(session, opened.seen, begun.row_id, known)
        confirmed = confirmed_mail.find(self.services, opened.seen.message, judged.verdict, _SECONDS)
        judged = replace(judged, mailed=mailed_agenda.of_returned(self.services, judged.verdict, judged.seen.readings))
        vetted = vet_material.for_answer(self.services, opened.seen.message, judged.verdict)
        with self.services.unit_of_work(f"message:{begun.row_id}", vetted) as work:
            ledger.keep_originals(work.session, [opened.original])
            self._enter(work, begun, judged, confirmed)
        self.services.checkpoint("committed")
        written_outcome.log_taken(begun.row)
        return judged.verdict.kind

    def _enter(self, work: UnitOfWork, begun: Begun, judged: _Judged, confirmed: Confirmed | None = None) -> None:
        """Do what follows from what the message is, and write down what became of it."""
        row, message, before, verdict = begun.row, judged.seen.message, judged.before, judged.verdict
        work.session.add(row)
        earlier = work.session.get(Initiative, before.initiative_id) if before.initiative_id else None
        case = self._case(work, row, judged, earlier)
        handled = handled_or_left.by_verdict(case, confirmed, self.unanswered)
        # What the row says is written last and at once: each look-up would write what has changed until then.
        ledger.describe(row, message, len(begun.raw.data))
        row.verdict, row.rule, row.standing = verdict.kind, verdict.rule, judged.facts.standing
        row.phrases = list(verdict.phrases)
        row.first_words = written_outcome.first_words(message.own_text) if handled.reason else ""
        row.initiative_id = handled.initiative.id if handled.initiative else None
        written_outcome.close(work, row, handled)
        written_outcome.take_over(work, before, row)
        self.services.checkpoint("before_commit")

    def _answer_header(self, raw: RawMessage, row_id: int) -> str:
        """Leave a message to a human whose header alone was fetched, and tell a sender who may be told."""
        message = decode(raw.data, internal_date=raw.internal_date, trusted_hosts=self.services.trusted_hosts)
        original = ledger.original(message.sha256, raw.data)
        with self.services.database.reading() as session:
            judged = self._judge(session, Read(message, ()), row_id, ledger.alike(session, [message]))
        with self.services.unit_of_work(f"message:{row_id}") as work:
            row = work.session.get_one(Message, row_id)
            ledger.describe(row, message, len(raw.data))
            row.fingerprint = ""
            ledger.keep_originals(work.session, [original])
            case = self._case(work, row, judged)
            handled = handled_or_left.by_header(case, self.unanswered)
            written_outcome.close(work, row, handled)
            written_outcome.take_over(work, judged.before, row)
        self.services.checkpoint("committed")
        return "refused"

    def _case(self, work: UnitOfWork, row: Message, judged: _Judged, earlier: Initiative | None = None) -> Case:
        return Case(
            work,
            judged.seen.message,
            row,
            judged.seen.readings,
            judged.facts,
            judged.verdict,
            self.services.forms,
            code=codes.new(),
            token=secrets.token_hex(8),
            earlier=earlier,
            mailed=judged.mailed,
        )

    def _judge(self, session: Session, seen: Read, row_id: int, known: Sequence[Message]) -> _Judged:
        before = ledger.before(known, seen.message, apart_from=row_id)
        services = self.services
        facts = gather(session, services.config, services.outbox.key, seen, before, junk=self.unanswered.is_junk)
        return _Judged(seen, before, facts, triage(seen.message, seen.readings, facts))

    def _take_back(self, row_id: int) -> None:
        """Don't count an attempt that failed for no fault of the message's."""
        with suppress(Temporary), self.services.unit_of_work("worker") as work:
            row = work.session.get_one(Message, row_id)
            row.attempts = max(0, row.attempts - 1)

    def _note_read(self, row_id: int) -> None:
        """Note that it is not the reading of a message that ends the process."""
        with self.services.unit_of_work("worker") as work:
            work.session.get_one(Message, row_id).was_read = True

    def _put_last(self, row_id: int) -> None:
        """Let a message wait until the others have been tried."""
        with self.services.unit_of_work("worker") as work:
            work.session.get_one(Message, row_id).next_attempt_at = work.now

    def _leave_to_human(self, raw: RawMessage, row_id: int, reason: str, error: str = "") -> str:
        """Keep the original and the error's type and place, in a transaction of its own."""
        original = ledger.original(hashlib.sha256(raw.data).hexdigest(), raw.data)
        with self.services.unit_of_work(f"message:{row_id}") as work:
            row = work.session.get_one(Message, row_id)
            written_outcome.describe_safely(row, raw)
            row.sha256 = original.sha256
            ledger.keep_originals(work.session, [original])
            written_outcome.close(work, row, Handled(Outcome.REVIEW, reason), error)
        self.services.checkpoint("committed")
        return "refused"


def _asks_for_files(judged: _Judged) -> bool:
    """Whether other files are read for a message: before its transaction, so it has one of its own."""
    verdict = judged.verdict
    is_return = mailed_agenda.is_return(verdict)
    return is_return or confirmed_mail.reads_earlier(verdict) or vet_material.may_release(verdict)


def _read(begun: Begun) -> Iterator[OpenedMessage]:
    """Yield what stands in a message; nothing where reading it failed, which is for its own turn to tell."""
    with suppress(Exception):
        yield begun.opened()
