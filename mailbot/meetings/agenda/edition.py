"""One edition of an agenda: its files are made, kept and mailed to the secretaries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mailbot.forms import template_file
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.meetings.agenda import background, excel, items, material, revised, word
from mailbot.meetings.agenda.agenda_text import AgendaView, ItemView, fixed_items, item_view
from mailbot.meetings.agenda.words import words
from mailbot.outbox.letters import Draft
from mailbot.outbox.meeting_contents import AgendaLine, AgendaReady
from mailbot.register import initiatives
from mailbot.register.on_duty import on_duty
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem, Meeting
from mailbot.store.values import EventKind
from parsers import FormTemplate

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
class Edition:
    """What a revision is called, and the fixed items about its initiatives with the first § number of each."""

    token: str
    revision: int
    first_paragraph: int
    opening: tuple[str, ...]
    closing_paragraph: int
    closing: tuple[str, ...]


def issue(work: UnitOfWork, meeting: Meeting, edition: Edition, entries: Sequence[AgendaItem]) -> Agenda:
    """Make the files of a revision, keep them and mail them."""
    forms = {form.id: form for form in template_file.active(work.config)}
    changes = revised.changes(meeting.agendas[-1].items if meeting.agendas else (), entries)
    view = AgendaView(
        meeting=calendar.view(meeting),
        day=str(meeting.day),
        revision=edition.revision,
        mark=words().marked(edition.token),
        opening=fixed_items(edition.first_paragraph, edition.opening),
        closing=fixed_items(edition.closing_paragraph, edition.closing),
        items=tuple(_shown(work, entry, forms) for entry in entries),
        called=tuple(member.name for member in work.config.meetings.members),
        secretary=work.config.secretaries[0].name,
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
        closing_paragraph=edition.closing_paragraph,
        closing=list(edition.closing),
        word=in_word,
        excel=in_excel,
        material=packed.data,
        items=list(entries),
    )
    work.session.add(agenda)
    work.session.flush()
    hashes = {"word": hashlib.sha256(in_word).hexdigest(), "excel": hashlib.sha256(in_excel).hexdigest()}
    work.record(EventKind.AGENDA_FROZEN, f"meeting:{meeting.day}", agenda=agenda.id, **hashes)
    _mail(work, agenda, packed, changes)
    return agenda


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


def _mail(work: UnitOfWork, agenda: Agenda, packed: material.Material, changes: tuple[str, ...]) -> None:
    content = AgendaReady(
        meeting=calendar.view(agenda.meeting),
        revision=agenda.revision,
        items=tuple(_line(work, item) for item in items.standing(agenda.meeting)),
        withheld=packed.withheld,
        left_out=packed.left_out,
        cleaned=packed.cleaned,
        material=packed.data is not None,
        changes=changes,
    )
    attached = tuple(Attachment(name, _TYPES[name.rpartition(".")[2]], data) for name, data in files(agenda).items())
    for secretary in on_duty(work.session, work.config, work.now):
        to = Address(secretary.name, secretary.address)
        work.send(Draft(to, f"agenda:{agenda.id}", content, attachments=attached))


def _shown(work: UnitOfWork, item: AgendaItem, forms: Mapping[str, FormTemplate]) -> ItemView:
    config = work.config
    outside = config.outside_domain(item.initiative.initiator_address)
    known = background.of(work.session, item.initiative)
    return item_view(item, words(), forms, config.meetings.agenda_new_page, outside=outside, background=known)


def _line(work: UnitOfWork, item: AgendaItem) -> AgendaLine:
    initiative = item.initiative
    return AgendaLine(
        item.paragraph,
        initiatives.about(initiative),
        initiative.organisation,
        item.deferred_before,
        initiative.sender_confirmed,
        work.config.outside_domain(initiative.initiator_address),
    )


def _room(work: UnitOfWork, taken: int) -> int:
    """Return how many bytes of attachment still fit in a letter; base64 turns 57 into a line of 78 (RFC 2045 §6.8)."""
    return work.config.smtp.max_message_mb * 1_000_000 * 57 // 78 - taken - _LETTER_BYTES
