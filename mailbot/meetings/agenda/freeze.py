"""The agenda: what waits, what is put on, and the files that the secretary gets.

An agenda that has been mailed is never changed. Whatever is added or taken off
makes a new revision, with its own token, in which every item keeps its § number.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailbot.errors import MeetingRefused
from mailbot.forms import template_file
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.meetings.agenda import excel, items, material, word
from mailbot.meetings.agenda.view import AgendaView, item_view, opening_items
from mailbot.meetings.agenda.words import words
from mailbot.outbox.contents import AgendaLine, AgendaReady, OnAgenda
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives, states
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem, Initiative, Meeting
from mailbot.store.values import EventKind, State

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip": "application/zip",
    },
)
_NO_LIMIT = 10**12
_LETTER_BYTES = 200_000
"""Room kept for the letter's own text and headers."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """What a revision is called and where its numbering begins."""

    token: str
    revision: int
    first_paragraph: int
    opening: tuple[str, ...]


def queue(session: Session) -> list[Initiative]:
    """Return what waits for a meeting, in turn: the deferred first, then by when it became complete."""
    return list(
        session.scalars(
            select(Initiative)
            .where(Initiative.state == State.QUEUED)
            .order_by(
                Initiative.deferred.desc(),
                func.coalesce(Initiative.queued_at, Initiative.received_at),
                Initiative.year,
                Initiative.number,
            ),
        ),
    )


def freeze(work: UnitOfWork, meeting: Meeting, cutoff: datetime, token: str) -> Agenda:
    """Close the meeting's agenda with what was complete by `cutoff`, and mail it to the secretaries.

    `token` is a new random hexadecimal text. § numbers run on through the
    year, the opening items included. An agenda without initiatives is made
    and mailed, too. MeetingRefused where the meeting is cancelled or has an agenda.
    """
    if meeting.cancelled_at is not None or meeting.agendas:
        raise MeetingRefused(f"The meeting of {meeting.day} is cancelled, or its agenda is already frozen.")
    opening = work.config.meetings.opening_items
    edition = _Edition(token, 1, _next_paragraph(work.session, meeting.day.year), opening)
    first = edition.first_paragraph + len(opening)
    waiting = [one for one in queue(work.session) if (one.queued_at or one.received_at) <= cutoff]
    entries = [_entry(initiative, place, first + place) for place, initiative in enumerate(waiting)]
    agenda = _issue(work, meeting, edition, entries)
    for item in agenda.items:
        _put_on(work, item)
    return agenda


def add_item(work: UnitOfWork, meeting: Meeting, initiative: Initiative, token: str) -> Agenda:
    """Put a queued initiative on a frozen agenda: a new revision, mailed anew.

    It gets its old § number back where it was taken off before, else the year's
    next one. MeetingRefused where the meeting has no agenda, is cancelled, or has
    decided about the initiative; IllegalTransition where that is not queued.
    """
    agenda = _open_agenda(meeting)
    states.after(initiative.state, EventKind.AGENDA_FROZEN)
    if items.decided(work.session, meeting, initiative) is not None:
        raise MeetingRefused(f"The meeting of {meeting.day} has already decided about {initiative.reference}.")
    entries = _copies(agenda)
    entry = next((one for one in entries if one.initiative is initiative), None)
    paragraph = entry.paragraph if entry else _next_paragraph(work.session, meeting.day.year)
    place = entry.position if entry else len(entries)
    others = [one for one in entries if one is not entry]
    edition = _following(agenda, token)
    entries = sorted([*others, _entry(initiative, place, paragraph)], key=lambda one: one.position)
    revised = _issue(work, meeting, edition, entries)
    _put_on(work, next(item for item in revised.items if item.initiative is initiative))
    return revised


def remove_item(work: UnitOfWork, meeting: Meeting, initiative: Initiative, token: str) -> Agenda:
    """Take an initiative off a frozen agenda: a new revision, mailed anew; its § number is not used again.

    MeetingRefused where it does not wait for a decision at this meeting.
    """
    agenda = _open_agenda(meeting)
    if initiative not in [item.initiative for item in items.undecided(work.session, meeting)]:
        raise MeetingRefused(f"{initiative.reference} does not wait for a decision at the meeting of {meeting.day}.")
    entries = _copies(agenda)
    for entry in entries:
        if entry.initiative is initiative:
            entry.removed_at = work.now
    revised = _issue(work, meeting, _following(agenda, token), entries)
    following = calendar.next_meeting(work.session, work.now)
    taken = next(item for item in revised.items if item.initiative is initiative)
    items.take_off(work, taken, calendar.view(meeting), calendar.view(following) if following else None)
    return revised


def files(agenda: Agenda) -> dict[str, bytes]:
    """Return the agenda's files by name, as they were mailed: Word, Excel and, where there is any, the zip."""
    return _named(agenda, agenda.material)


def whole_files(agenda: Agenda) -> dict[str, bytes]:
    """Return the agenda's files with all material that may go along, whether or not it fitted the mail."""
    standing = [item.initiative for item in agenda.items if item.removed_at is None]
    return _named(agenda, material.pack(standing, _NO_LIMIT).data)


def _named(agenda: Agenda, packed: bytes | None) -> dict[str, bytes]:
    version = f" version {agenda.revision}" if agenda.revision > 1 else ""
    name = words().file_name.format(day=agenda.meeting.day) + version
    made = {f"{name}.docx": agenda.word, f"{name}.xlsx": agenda.excel}
    if packed is not None:
        made[f"{words().material_name.format(day=agenda.meeting.day)}{version}.zip"] = packed
    return made


def _issue(work: UnitOfWork, meeting: Meeting, edition: _Edition, entries: Sequence[AgendaItem]) -> Agenda:
    """Make the files of a revision, keep them and mail them."""
    forms = {form.id: form for form in template_file.active(work.config)}
    view = AgendaView(
        meeting=calendar.view(meeting),
        day=str(meeting.day),
        revision=edition.revision,
        mark=words().marked(edition.token),
        opening=opening_items(edition.first_paragraph, edition.opening),
        items=tuple(item_view(entry, words(), forms, work.config.meetings.agenda_new_page) for entry in entries),
    )
    in_word, in_excel = (
        word.write(view, words(), work.config.meetings.agenda_template),
        excel.write(view, words()),
    )
    standing = [entry.initiative for entry in entries if entry.removed_at is None]
    packed = material.pack(standing, _room(work, len(in_word) + len(in_excel)))
    agenda = Agenda(
        meeting=meeting,
        revision=edition.revision,
        token=edition.token,
        frozen_at=work.now,
        first_paragraph=edition.first_paragraph,
        opening=list(edition.opening),
        word=in_word,
        excel=in_excel,
        material=packed.data,
        items=list(entries),
    )
    work.session.add(agenda)
    work.session.flush()
    hashes = {"word": hashlib.sha256(in_word).hexdigest(), "excel": hashlib.sha256(in_excel).hexdigest()}
    work.record(EventKind.AGENDA_FROZEN, f"meeting:{meeting.day}", agenda=agenda.id, **hashes)
    _mail(work, agenda, packed)
    return agenda


def _mail(work: UnitOfWork, agenda: Agenda, packed: material.Material) -> None:
    content = AgendaReady(
        meeting=calendar.view(agenda.meeting),
        revision=agenda.revision,
        items=tuple(_line(item) for item in items.standing(agenda.meeting)),
        withheld=packed.withheld,
        left_out=packed.left_out,
        cleaned=packed.cleaned,
        material=packed.data is not None,
    )
    attached = tuple(Attachment(name, _TYPES[name.rpartition(".")[2]], data) for name, data in files(agenda).items())
    for secretary in work.config.secretaries:
        to = Address(secretary.name, secretary.address)
        work.send(Draft(to, f"agenda:{agenda.id}", content, attachments=attached))


def _line(item: AgendaItem) -> AgendaLine:
    initiative = item.initiative
    return AgendaLine(
        item.paragraph,
        initiatives.about(initiative),
        initiative.organisation,
        item.deferred_before,
        initiative.sender_confirmed,
    )


def _put_on(work: UnitOfWork, item: AgendaItem) -> None:
    """Move the initiative from the queue to the agenda, and tell the initiator."""
    initiative = item.initiative
    content = OnAgenda(initiatives.about(initiative), calendar.view(item.agenda.meeting), item.paragraph)
    letter = Draft(initiatives.initiator(initiative), f"agenda:{item.agenda_id}:{initiative.reference}", content)
    initiatives.transition(work, initiative, EventKind.AGENDA_FROZEN, letter, agenda=item.agenda_id)
    initiative.deferred = False


def _entry(initiative: Initiative, position: int, paragraph: int) -> AgendaItem:
    return AgendaItem(
        position=position,
        paragraph=paragraph,
        initiative=initiative,
        form_version=initiative.form,
        deferred_before=initiative.deferred,
    )


def _copies(agenda: Agenda) -> list[AgendaItem]:
    return [
        AgendaItem(
            position=item.position,
            paragraph=item.paragraph,
            initiative=item.initiative,
            form_version=item.form_version,
            deferred_before=item.deferred_before,
            removed_at=item.removed_at,
        )
        for item in agenda.items
    ]


def _open_agenda(meeting: Meeting) -> Agenda:
    agenda = items.newest(meeting)
    if agenda is None or meeting.cancelled_at is not None:
        raise MeetingRefused(f"The meeting of {meeting.day} is cancelled, or its agenda is not frozen yet.")
    return agenda


def _following(agenda: Agenda, token: str) -> _Edition:
    return _Edition(token, agenda.revision + 1, agenda.first_paragraph, tuple(agenda.opening))


def _next_paragraph(session: Session, year: int) -> int:
    """Return the first § number of the year that no agenda has used."""
    this_year = Meeting.day.between(date(year, 1, 1), date(year, 12, 31))
    openings = session.execute(select(Agenda.first_paragraph, Agenda.opening).join(Agenda.meeting).where(this_year))
    opened = max((first + len(texts) for first, texts in openings), default=1)
    items_of_year = select(func.max(AgendaItem.paragraph)).join(AgendaItem.agenda).join(Agenda.meeting).where(this_year)
    return max(opened, (session.scalar(items_of_year) or 0) + 1)


def _room(work: UnitOfWork, taken: int) -> int:
    """Return how many bytes of attachment still fit in a letter; base64 turns 57 into a line of 78 (RFC 2045 §6.8)."""
    return work.config.smtp.max_message_mb * 1_000_000 * 57 // 78 - taken - _LETTER_BYTES
