"""The members' copy of an agenda: who has which revision, and the mail that brings it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.documents.file_names import PDF, WORD, named
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.agenda.item_line import agenda_line
from mailbot.meetings.planning.calendar_entry import CalendarEntry, written
from mailbot.outbox.letters import Draft
from mailbot.outbox.meeting_contents import MembersAgenda
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Letter, Meeting
from mailbot.store.values import EventKind, LetterKind


def newest_had(session: Session, meeting: Meeting) -> int:
    """Return the newest revision that a member has got; 0 where none has."""
    return max((agenda.revision for agenda in meeting.agendas if _having(session, agenda)), default=0)


def lacking(session: Session, config: Config, agenda: Agenda) -> tuple[Address, ...]:
    """Return the members in the config who have not got this revision."""
    having = _having(session, agenda)
    return tuple(Address(one.name, one.address) for one in config.meetings.members if one.address not in having)


def send(work: UnitOfWork, agenda: Agenda) -> tuple[Address, ...]:
    """Mail the agenda to each member who has not got this revision, and return them. May be called again."""
    told = lacking(work.session, work.config, agenda)
    earlier = {one for other in agenda.meeting.agendas if other is not agenda for one in _having(work.session, other)}
    for member in told:
        _send(work, agenda, member, replaces=member.address in earlier)
    work.record(EventKind.AGENDA_TO_MEMBERS, f"meeting:{agenda.meeting.day}", agenda=agenda.id, members=len(told))
    return told


def is_pdf(agenda: Agenda) -> bool:
    """Whether the members get it as PDF; in Word where none could be made."""
    return bool(agenda.pdf)


def _send(work: UnitOfWork, agenda: Agenda, member: Address, *, replaces: bool) -> None:
    attached = _file(agenda)
    content = MembersAgenda(
        meeting=calendar.view(agenda.meeting),
        revision=agenda.revision,
        replaces=replaces,
        items=tuple(agenda_line(work.config, item) for item in items.standing(agenda.meeting)),
        filename=attached.filename,
    )
    own = work.config.identity
    length = timedelta(minutes=work.config.meetings.length_minutes)
    sender = Address(own.name, own.address)
    entry = CalendarEntry(agenda.meeting, words().calendar_title, length, agenda.revision, sender, member)
    work.send(Draft(member, _cause(agenda), content, attachments=(attached,), calendar=written(entry, work.now)))


def _file(agenda: Agenda) -> Attachment:
    if agenda.pdf:
        return Attachment(f"{named(agenda)}.pdf", PDF, agenda.pdf)
    return Attachment(f"{named(agenda)}.docx", WORD, agenda.word)


def _having(session: Session, agenda: Agenda) -> frozenset[str]:
    """Return the addresses to which this revision was sent."""
    sent = select(Letter.recipient).where(Letter.kind == LetterKind.MEMBERS_AGENDA, Letter.cause == _cause(agenda))
    return frozenset(session.scalars(sent))


def _cause(agenda: Agenda) -> str:
    return f"members:{agenda.id}"
