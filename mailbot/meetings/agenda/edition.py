"""One edition of an agenda: its files are made, kept and mailed to the secretaries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from mailbot.forms import template_file
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.meetings.agenda import background, evaluated_work, items, members_copy, revised
from mailbot.meetings.agenda.documents import material, own_template
from mailbot.meetings.agenda.documents.agenda_text import (
    AgendaView,
    ItemView,
    NoticeView,
    fixed_items,
    item_view,
    notice_view,
)
from mailbot.meetings.agenda.documents.file_names import EXCEL, WORD, ZIP, material_named, named
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.agenda.item_line import agenda_line
from mailbot.outbox.desk_contents import WorkLine
from mailbot.outbox.letters import Draft
from mailbot.outbox.meeting_contents import AgendaReady, TemplateFault
from mailbot.register.on_duty import on_duty
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.register.work_under_way import spread_table, under_way
from mailbot.store.tables import Agenda, AgendaItem, Initiative, Meeting
from mailbot.store.values import EventKind
from parsers import FormTemplate, Vetted

_TYPES: Mapping[str, str] = MappingProxyType({"docx": WORD, "xlsx": EXCEL, "zip": ZIP})
_NO_LIMIT = 10**12
_NONE: Mapping[int, Vetted] = MappingProxyType({})
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


@dataclass(frozen=True, slots=True)
class RevisionTold:
    """What the secretaries are told of a revision: what it changes, and what is wrong with their template."""

    changes: tuple[str, ...]
    template_fault: TemplateFault | None


def issue(work: UnitOfWork, meeting: Meeting, edition: Edition, entries: Sequence[AgendaItem]) -> Agenda:
    """Make the files of a revision, keep them and mail them."""
    from mailbot.meetings.agenda.documents import excel  # noqa: PLC0415 - with openpyxl comes numpy

    forms = {form.id: form for form in template_file.active(work.config)}
    changes = revised.changes(meeting.agendas[-1].items if meeting.agendas else (), entries)
    view = AgendaView(
        meeting=calendar.view(meeting),
        day=str(meeting.day),
        revision=edition.revision,
        mark=words().marked(edition.token),
        opening=fixed_items(edition.first_paragraph, edition.opening),
        closing=fixed_items(edition.closing_paragraph, edition.closing),
        items=tuple(_shown(work, entry, forms) for entry in entries if entry.evaluation_number is None),
        notices=tuple(_notice(work, entry) for entry in entries if entry.evaluation_number is not None),
        called=tuple(member.name for member in work.config.meetings.members),
        secretary=work.config.secretaries[0].name,
        under_way=_under_way(work, entries),
        spread=spread_table(work.session, work.config, work.now),
    )
    in_word, fault = own_template.write(view, words(), work.config.meetings.agenda_template)
    in_excel = excel.write(view, words())
    packed = material.pack(_proposals(entries), _room(work, len(in_word) + len(in_excel)), work.vetted)
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
    _mail(work, agenda, packed, RevisionTold(changes, fault))
    return agenda


def files(agenda: Agenda) -> dict[str, bytes]:
    """Return the agenda's files by name, as they were mailed: Word, Excel and, where there is any, the zip."""
    return _named(agenda, agenda.material)


def whole_files(agenda: Agenda, vetted: Mapping[int, Vetted] = _NONE) -> dict[str, bytes]:
    """Return the agenda's files with all material that may go along, whether or not it fitted the mail.

    `vetted` is what is known of its files already.
    """
    return _named(agenda, material.pack(_proposals(agenda.items), _NO_LIMIT, vetted).data)


def _proposals(entries: Sequence[AgendaItem]) -> list[Initiative]:
    """Return the proposals that stand on an agenda: their files go with it."""
    return [one.initiative for one in entries if one.removed_at is None and one.evaluation_number is None]


def _named(agenda: Agenda, packed: bytes | None) -> dict[str, bytes]:
    name = named(agenda)
    made = {f"{name}.docx": agenda.word, f"{name}.xlsx": agenda.excel}
    if packed is not None:
        made[f"{material_named(agenda)}.zip"] = packed
    return made


def _mail(work: UnitOfWork, agenda: Agenda, packed: material.Material, told: RevisionTold) -> None:
    content = AgendaReady(
        meeting=calendar.view(agenda.meeting),
        revision=agenda.revision,
        items=tuple(agenda_line(work.config, item) for item in items.standing(agenda.meeting)),
        withheld=packed.withheld,
        left_out=packed.left_out,
        cleaned=packed.cleaned,
        material=packed.data is not None,
        changes=told.changes,
        members=len(work.config.meetings.members),
        members_have=members_copy.newest_had(work.session, agenda.meeting),
        template_fault=told.template_fault,
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


def _under_way(work: UnitOfWork, entries: Sequence[AgendaItem]) -> tuple[WorkLine, ...]:
    """Return the work that goes on, without what this very agenda says more of."""
    shown = {one.initiative.reference for one in entries}
    return tuple(one for one in under_way(work.session, work.now) if one.about.reference not in shown)


def _notice(work: UnitOfWork, item: AgendaItem) -> NoticeView:
    version = evaluated_work.version_of(work.session, item)
    assert version is not None
    in_charge = version.follow_up.responsible_name or version.follow_up.responsible_address
    return notice_view(item, version.fields, in_charge, words())


def _room(work: UnitOfWork, taken: int) -> int:
    """Return how many bytes of attachment still fit in a letter; base64 turns 57 into a line of 78 (RFC 2045 §6.8)."""
    return work.config.smtp.max_message_mb * 1_000_000 * 57 // 78 - taken - _LETTER_BYTES
