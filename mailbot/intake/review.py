"""Review: what waits for a human, and how it leaves."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.errors import NotFound
from mailbot.followup import evaluation, reminders
from mailbot.followup.spreading import answers
from mailbot.intake.filing import out_of_review_or_back
from mailbot.intake.review_reasons import Reason
from mailbot.meetings import calendar
from mailbot.meetings.planning import stop_date
from mailbot.outbox.contents import FileFault
from mailbot.outbox.desk_contents import Alike, ReviewDigest, Waiting
from mailbot.primitives.addresses import is_mail_address
from mailbot.primitives.personnummer import mask
from mailbot.primitives.references import without_codes
from mailbot.primitives.safe_text import shortened
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import plausible_times
from mailbot.store.tables import Initiative, Letter, Message
from mailbot.store.tables.message_tables import HAS_REASON
from mailbot.store.values import EventKind, LetterKind, LetterState, Outcome, SpreadAnswer, Standing, VerdictKind

_ALWAYS = datetime.min.replace(tzinfo=UTC)
_DAY = timedelta(days=1)
"""After which what lies in the junk folder is reason enough to write."""
_FEW = 5
"""More messages than this that wait for the same reason are one line."""
_LONGEST = 50
"""So many lines a digest shows; the folder and the command show the rest."""
_LONG, _MOST_DAYS = 5, 250
"""After so many working days the list says how long a message has waited; further nobody counts."""
_NAMED = 80
"""So much of a subject, or of an address, is said where a message is named."""
MACHINES = frozenset({VerdictKind.AUTOMATIC, VerdictKind.BOUNCE, VerdictKind.LIST_MAIL, VerdictKind.OWN_LETTER})


def waiting(session: Session) -> Sequence[Message]:
    """Return what waits for a human, oldest first."""
    # Each by its index: asked for with «or», SQLite would walk through the whole ledger.
    asks = union(select(Message.id).where(Message.outcome == Outcome.REVIEW), select(Message.id).where(HAS_REASON))
    found = select(Message).where(Message.id.in_(asks), Message.outcome != Outcome.RESOLVED)
    return session.scalars(found.order_by(Message.id)).all()


def waits(row: Message) -> bool:
    """Whether a message is among those that `waiting` returns."""
    asks = row.outcome is Outcome.REVIEW or bool(row.reason)
    return asks and row.outcome not in (None, Outcome.RESOLVED)


def like(session: Session, row: Message) -> list[Message]:
    """Return what waits for the same reason as a message, and came no later: what the list showed as one with it."""
    same = (row.verdict, row.reason)
    return [other for other in waiting(session) if other.id <= row.id and (other.verdict, other.reason) == same]


def named(row: Message) -> str:
    """Return how a message is named to the secretary: its number, what it is called and whom it is from."""
    # What looks like a code of ours would be taken for the receipt's own, which stands below.
    subject = shortened(without_codes(row.subject), _NAMED) or "utan ämne"
    sender = shortened(without_codes(row.sender), _NAMED) or "okänd"
    return f"Nr {row.id}, ”{subject}” från {sender},"


def find(session: Session, number: int) -> Message:
    """Return the ledger's message of that number; NotFound where there is none."""
    row = session.get(Message, number)
    if row is None:
        raise NotFound(f"There is no message {number}. `mailbot review list` shows what waits.")
    return row


def current(session: Session, number: int) -> Message:
    """Return the message of that number; where it was tried again, as it waits now. NotFound where there is none."""
    row = find(session, number)
    if row.outcome is not Outcome.RESOLVED or not row.fingerprint:
        return row
    same = (Message.fingerprint == row.fingerprint, Message.message_id == row.message_id, Message.id > row.id)
    later = session.scalars(select(Message).where(*same).order_by(Message.id)).all()
    return next(filter(waits, later), row)


def reopen(work: UnitOfWork, row: Message, was: Outcome) -> None:
    """Let a message wait again as it did before it was resolved."""
    row.outcome = was
    out_of_review_or_back(work.config.mailbox.folders, row)
    work.record(EventKind.REVIEW_REOPENED, f"message:{row.id}")


def resolve(work: UnitOfWork, number: int, *, how: str = "done") -> Message:
    """Take a message out of review and its folder: a human has seen to it. May be called twice.

    `how` is for the audit chain.
    """
    row = find(work.session, number)
    row.outcome = Outcome.RESOLVED
    out_of_review_or_back(work.config.mailbox.folders, row)
    work.record(EventKind.REVIEW_RESOLVED, f"message:{number}", how=how)
    return row


def digest(work: UnitOfWork, *, since: datetime | None) -> ReviewDigest | None:
    """Return the note to the secretary; None where nothing is new since the last one."""
    since = since or _ALWAYS
    rows, failed, notes = waiting(work.session), _failed(work, since), _notes(work, since)
    arrived = any(since < (plausible_times.past(row.decided_at, work.now) or _ALWAYS) for row in rows)
    junk, is_due = _junk(work, since)
    copies, is_late = _copies_owed(work, since)
    # A digest that comes back is no reason to write another: that would come back, too.
    failures = any(letter.kind is not LetterKind.REVIEW_DIGEST for letter in failed)
    overdue = any(_days_waited(row, work.now) >= _LONG > _days_waited(row, since) for row in rows)
    if not (arrived or notes or failures or is_due or is_late or overdue):
        return None
    known = {row.id for row in rows if _is_from_within(work, row)}
    alike, others = _grouped(rows, known)
    shown = sorted(others, key=lambda row: (row.id not in known, row.id))[:_LONGEST]
    lines = tuple(_line(work, row) for row in sorted(shown, key=lambda row: row.id))
    cut = (f"Listan visar de {_LONGEST} som har väntat längst, av {len(others)}.",) if len(others) > _LONGEST else ()
    faults = tuple(FileFault(letter.recipient, letter.error) for letter in failed)
    told = (*notes, *copies, *junk, *cut)
    return ReviewDigest(lines, faults, told, folder=work.config.mailbox.folders.review, count=len(rows), alike=alike)


def _is_from_within(work: UnitOfWork, row: Message) -> bool:
    """Whether the trusted server vouches for a sender of a listed organisation: no stranger hides that mail."""
    vouched = row.standing not in (None, Standing.UNVERIFIED)
    return vouched and (work.config.is_listed_domain(row.sender) or row.standing is Standing.SECRETARY)


def _grouped(rows: Sequence[Message], known: Container[int]) -> tuple[tuple[Alike, ...], list[Message]]:
    """Part the messages of which many wait for the same reason from the others, which are shown one by one.

    Those of `known` senders are counted apart from a stranger's.
    """
    by_reason: dict[tuple[str, str, bool], list[Message]] = defaultdict(list)
    for row in rows:
        by_reason[row.verdict or "", row.reason, row.id in known].append(row)
    many = {key: group for key, group in by_reason.items() if len(group) > _FEW}
    alike = tuple(Alike(len(group), what, group[-1].id, reason) for (what, reason, _), group in many.items())
    return alike, [row for row in rows if (row.verdict or "", row.reason, row.id in known) not in many]


def _failed(work: UnitOfWork, since: datetime) -> Sequence[Letter]:
    """Return the letters that were given up, or came back, since then."""
    recent = plausible_times.since(Letter.failed_at, since, work.now)
    given_up = select(Letter).where(Letter.state == LetterState.FAILED, recent)
    return work.session.scalars(given_up.order_by(Letter.id)).all()


def _notes(work: UnitOfWork, since: datetime) -> tuple[str, ...]:
    """Return what the secretary should know besides, a sentence each."""
    recent = plausible_times.since(Letter.created_at, since, work.now)
    kinds = work.session.scalars(select(Letter.kind).where(Letter.template == "fallback", recent).distinct())
    broken = (f"Den egna brevmallen {kind.value} fungerar inte. Den medföljande användes i stället." for kind in kinds)
    return (*broken, *_unanswered(work, since))


def _unanswered(work: UnitOfWork, since: datetime) -> Iterator[str]:
    """Say of which work nobody has answered whether they are in charge, left to a human since then."""
    for one in reminders.left_since(work.session, since, work.now):
        who = one.asked_address or one.initiative.initiator_address
        yield Reason.NOBODY_RESPONSIBLE.text(reference=one.initiative.reference, who=who)
    for asked in evaluation.left_since(work.session, since, work.now):
        yield Reason.NOT_EVALUATED.text(reference=asked.follow_up.initiative.reference)
    yield from _spread(work, since)


def _spread(work: UnitOfWork, since: datetime) -> Iterator[str]:
    """Say which organisations have not answered, and which spreadings all have answered about, since then."""
    for one in answers.left_since(work.session, since, work.now):
        said = {"reference": one.initiative.reference, "organisation": one.organisation, "who": one.contact_address}
        reason = Reason.SPREAD_NOT_ANSWERED if one.contact_address else Reason.SPREAD_NOBODY_TO_ASK
        yield reason.text(**said)
    for rows in answers.whole_since(work.session, since, work.now):
        count = Counter(one.answer for one in rows)
        told = {answer.value: count[answer] for answer in SpreadAnswer}
        about = initiatives.about(rows[0].initiative)
        yield Reason.SPREAD_WHOLE.text(reference=about.reference, title=about.title, **told)


def _copies_owed(work: UnitOfWork, since: datetime) -> tuple[tuple[str, ...], bool]:
    """Say how many letters lack their copy since a day ago, and whether that is new since then."""
    owed = select(func.count(Letter.id), func.min(Letter.sent_at)).where(Letter.copy_due_at.is_not(None))
    count, first = work.session.execute(owed.where(Letter.sent_at <= work.now - _DAY)).one()
    if first is None:
        return (), False
    folder = work.config.mailbox.folders.sent
    lack = f"{count} skickade brev har ingen kopia" if count > 1 else "1 skickat brev har ingen kopia"
    told = f"{lack} i mappen {folder}, för mejlservern tar inte emot den. Mejlen har gått ut. Säg till IT."
    return (told,), since < first + _DAY


def _junk(work: UnitOfWork, since: datetime) -> tuple[tuple[str, ...], bool]:
    """Say how many mails were left in the junk folder since then, and whether the first has waited for a day."""
    left = select(func.count(Message.id), func.min(Message.decided_at))
    recent = plausible_times.since(Message.decided_at, since, work.now)
    count, first = work.session.execute(left.where(Message.outcome == Outcome.LEFT, recent)).one()
    if first is None:
        return (), False
    told = f"{count} {'nya mejl' if count > 1 else 'nytt mejl'} ligger kvar i skräpposten, utan formulär. Titta där."
    return (told,), first <= work.now - _DAY


def _days_waited(row: Message, now: datetime) -> int:
    """Return how many working days have begun since a message came."""
    day, end, days = (row.received_at or row.begun_at).astimezone(STOCKHOLM).date(), _day_of(now), 0
    while day < end and days < _MOST_DAYS:
        day += _DAY
        days += _is_working_day(day)
    return days


def _day_of(moment: datetime) -> date:
    return moment.date() if moment <= _ALWAYS else moment.astimezone(STOCKHOLM).date()


_is_working_day = cache(stop_date.is_working_day)


def can_be_written_to(work: UnitOfWork, row: Message) -> bool:
    """Whether a message's sender is a person's address, as far as anybody knows."""
    address = row.sender != work.config.identity.address and is_mail_address(row.sender)
    return address and row.verdict not in MACHINES


def _answers(work: UnitOfWork, row: Message) -> Iterator[str]:
    """Yield what can be said about a message; a test reads each as an answer is read."""
    yield f"klart {row.id}"
    if can_be_written_to(work, row):
        yield f"svara {row.id}: …"
        if row.initiative_id is None:
            yield f"registrera {row.id}"
    if row.initiative_id is None:
        yield f"{row.id} hör till {work.config.reference_prefix}-…"
    if row.outcome is Outcome.REVIEW and row.filed_uid is not None:
        yield f"försök igen {row.id}"
    if row.standing in (None, Standing.UNVERIFIED):
        yield f"skräp {row.id}"


def _line(work: UnitOfWork, row: Message) -> Waiting:
    session = work.session
    initiative = session.get(Initiative, row.initiative_id) if row.initiative_id else None
    return Waiting(
        number=row.id,
        received=calendar.swedish_day(row.received_at or row.begun_at),
        sender=mask(row.sender),
        subject=mask(row.subject),
        reason=row.reason,
        reference=initiative.reference if initiative else "",
        first_words=row.first_words,
        answers=tuple(_answers(work, row)),
        days=waited if (waited := _days_waited(row, work.now)) >= _LONG else 0,
    )
