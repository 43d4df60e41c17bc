"""The minutes, mailed to the secretaries once everything on a meeting's agenda is decided, and after a correction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.documents import protocol_in_word
from mailbot.meetings.agenda.documents.agenda_text import fixed_items, safe_line, safe_paragraphs
from mailbot.meetings.agenda.documents.protocol_in_word import DecidedItem, ProtocolView
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions.decided_words import decided_words
from mailbot.outbox.letters import Draft
from mailbot.outbox.meeting_contents import ProtocolReady
from mailbot.primitives.filenames import plain_name
from mailbot.register.on_duty import on_duty
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import AgendaItem, Decision, Letter, Meeting
from mailbot.store.values import LetterKind

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def send_where_all_is_decided(work: UnitOfWork, decisions: Sequence[Decision]) -> None:
    """Mail the minutes of each meeting that these decisions have closed, or corrected; nothing while some wait."""
    work.session.flush()
    meetings = dict.fromkeys(one.agenda_item.agenda.meeting for one in decisions if one.agenda_item)
    for meeting in meetings:
        if not items.undecided(work.session, meeting):
            _send(work, meeting, max(one.id for one in decisions))


def view_of(work: UnitOfWork, meeting: Meeting) -> ProtocolView:
    """Return what the minutes of the meeting say now; its agenda must be frozen."""
    agenda = meeting.agendas[-1]
    return ProtocolView(
        meeting=calendar.view(meeting),
        day=str(meeting.day),
        opening=fixed_items(agenda.first_paragraph, agenda.opening),
        closing=fixed_items(agenda.closing_paragraph, agenda.closing),
        items=tuple(_decided(work, meeting, item) for item in sorted(agenda.items, key=lambda one: one.position)),
        secretary=work.config.secretaries[0].name,
        adjusters=work.config.meetings.adjusters,
    )


def _send(work: UnitOfWork, meeting: Meeting, newest: int) -> None:
    view = view_of(work, meeting)
    files = tuple(Attachment(name, _WORD, data) for name, data in _files(view).items())
    again = select(Letter.id).where(Letter.kind == LetterKind.PROTOCOL, Letter.cause.startswith(_cause(meeting)))
    content = ProtocolReady(
        meeting=view.meeting,
        decided=sum(bool(item.outcome) for item in view.items),
        corrected=work.session.scalar(again.limit(1)) is not None,
    )
    for secretary in on_duty(work.session, work.config, work.now):
        to = Address(secretary.name, secretary.address)
        work.send(Draft(to, f"{_cause(meeting)}{newest}", content, attachments=files))


def _cause(meeting: Meeting) -> str:
    return f"protocol:{meeting.id}:"


def _files(view: ProtocolView) -> dict[str, bytes]:
    known = words()
    made = {f"{known.protocol_file.format(day=view.day)}.docx": protocol_in_word.write(view, known)}
    for item in view.items:
        if item.outcome:
            name = plain_name(known.extract_file.format(reference=item.reference), 100)
            made[f"{name}.docx"] = protocol_in_word.extract(view, item, known)
    return made


def _decided(work: UnitOfWork, meeting: Meeting, item: AgendaItem) -> DecidedItem:
    decision = items.decided(work.session, meeting, item.initiative)
    return DecidedItem(
        paragraph=item.paragraph,
        reference=item.initiative.reference,
        title=safe_line(item.initiative.title) or words().untitled,
        organisation=safe_line(item.initiative.organisation),
        outcome=decided_words(decision) if decision else "",
        reasons=safe_paragraphs(decision.reasons) if decision else (),
        responsible=safe_line(decision.responsible) if decision else "",
    )
