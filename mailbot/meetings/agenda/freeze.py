"""The agenda: what waits for a meeting, what is put on at its stop date, and what is changed after.

An agenda that has been mailed is never changed. Whatever is added or taken off
makes a new revision, with its own token, in which every item keeps its § number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailbot.errors import MeetingRefused
from mailbot.meetings import calendar
from mailbot.meetings.agenda import evaluated_work, items
from mailbot.meetings.agenda.edition import Edition, issue
from mailbot.outbox.contents import OnAgenda
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives, states
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem, Initiative, Meeting
from mailbot.store.values import EventKind, State


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


def taken_up(session: Session, cutoff: datetime) -> list[Initiative]:
    """Return what an agenda takes up that is frozen with what was complete by `cutoff`, in turn."""
    return [one for one in queue(session) if (one.queued_at or one.received_at) <= cutoff]


def freeze(work: UnitOfWork, meeting: Meeting, cutoff: datetime, token: str) -> Agenda:
    """Close the meeting's agenda with what was complete by `cutoff`, and mail it to the secretaries.

    `token` is a new random hexadecimal text. § numbers run on through the
    year, the opening items included. An agenda without initiatives is made
    and mailed, too. MeetingRefused where the meeting is cancelled or has an agenda.
    """
    if meeting.cancelled_at is not None or meeting.agendas:
        raise MeetingRefused(f"The meeting of {meeting.day} is cancelled, or its agenda is already frozen.")
    waiting, evaluated = taken_up(work.session, cutoff), evaluated_work.taken_up(work.session, cutoff)
    opening, closing = work.config.meetings.opening_items, work.config.meetings.closing_items
    begins = _next_paragraph(work.session, meeting.day.year)
    first = begins + len(opening)
    edition = Edition(token, 1, begins, opening, first + len(waiting) + len(evaluated), closing)
    entries = [_entry(initiative, place, first + place) for place, initiative in enumerate(waiting)]
    entries += [
        evaluated_work.entry(version, place, first + place) for place, version in enumerate(evaluated, len(waiting))
    ]
    agenda = issue(work, meeting, edition, entries)
    for item in agenda.items:
        _put_on(work, item)
    return agenda


def add_item(work: UnitOfWork, meeting: Meeting, initiative: Initiative, token: str) -> Agenda:
    """Put a queued initiative on a frozen agenda: a new revision, mailed anew.

    So may evaluated work be that waits for one. It gets its old § number back where it was taken off before, else
    the year's next one. MeetingRefused where the meeting has no agenda, is cancelled, or has decided about the
    initiative; IllegalTransition where that is neither queued nor waits as evaluated.
    """
    agenda = _open_agenda(meeting)
    version = evaluated_work.waiting_version(work.session, initiative)
    if version is None:
        states.after(initiative.state, EventKind.AGENDA_FROZEN)
    if items.decided(work.session, meeting, initiative) is not None:
        raise MeetingRefused(f"The meeting of {meeting.day} has already decided about {initiative.reference}.")
    entries = _copies(agenda)
    entry = next((one for one in entries if one.initiative is initiative), None)
    paragraph = entry.paragraph if entry else _next_paragraph(work.session, meeting.day.year)
    place = entry.position if entry else len(entries)
    others = [one for one in entries if one is not entry]
    edition = _following(agenda, token)
    added = evaluated_work.entry(version, place, paragraph) if version else _entry(initiative, place, paragraph)
    entries = sorted([*others, added], key=lambda one: one.position)
    revised = issue(work, meeting, edition, entries)
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
    revised = issue(work, meeting, _following(agenda, token), entries)
    following = calendar.next_meeting(work.session, work.now)
    taken = next(item for item in revised.items if item.initiative is initiative)
    items.take_off(work, taken, calendar.view(meeting), calendar.view(following) if following else None)
    return revised


def reissue(work: UnitOfWork, meeting: Meeting, token: str) -> Agenda:
    """Make and mail a frozen agenda again, since the meeting is held at another time or place: a new revision."""
    return issue(work, meeting, _following(_open_agenda(meeting), token), _copies(_open_agenda(meeting)))


def reorder(
    work: UnitOfWork,
    meeting: Meeting,
    wanted: Sequence[Initiative],
    token: str,
    place: Literal["first", "last", "among"],
) -> Agenda:
    """Change the order on a frozen agenda: a new revision, mailed anew; every item keeps its § number.

    `wanted` come first, last, or take the places that they have among them now, in their order. MeetingRefused
    where one of them does not stand on the agenda, or the order is such already.
    """
    agenda = _open_agenda(meeting)
    entries = _copies(agenda)
    chosen = [entry for one in wanted for entry in entries if entry.initiative is one and entry.removed_at is None]
    if len(chosen) != len(wanted) or not chosen:
        raise MeetingRefused(f"Not all that is to be moved stands on the agenda of {meeting.day}.")
    ordered = _ordered(entries, chosen, place)
    if ordered == entries:
        raise MeetingRefused(f"The agenda of {meeting.day} has that order already.")
    for position, entry in enumerate(ordered):
        entry.position = position
    return issue(work, meeting, _following(agenda, token), ordered)


def _ordered(entries: list[AgendaItem], chosen: list[AgendaItem], place: str) -> list[AgendaItem]:
    others = [entry for entry in entries if entry not in chosen]
    if place == "among":
        following = iter(chosen)
        return [next(following) if entry in chosen else entry for entry in entries]
    return [*chosen, *others] if place == "first" else [*others, *chosen]


def _put_on(work: UnitOfWork, item: AgendaItem) -> None:
    """Move the initiative from the queue to the agenda, and tell the initiator; evaluated work stays as it is."""
    if item.evaluation_number is not None:
        return
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
            evaluation_number=item.evaluation_number,
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


def _following(agenda: Agenda, token: str) -> Edition:
    return Edition(
        token,
        agenda.revision + 1,
        agenda.first_paragraph,
        tuple(agenda.opening),
        agenda.closing_paragraph,
        tuple(agenda.closing),
    )


def _next_paragraph(session: Session, year: int) -> int:
    """Return the first § number of the year that no agenda has used."""
    this_year = Meeting.day.between(date(year, 1, 1), date(year, 12, 31))
    of_year = list(session.scalars(select(Agenda).join(Agenda.meeting).where(this_year)))
    opened = max((one.first_paragraph + len(one.opening) for one in of_year), default=1)
    closed = max((one.closing_paragraph + len(one.closing) for one in of_year), default=1)
    items_of_year = select(func.max(AgendaItem.paragraph)).join(AgendaItem.agenda).join(Agenda.meeting).where(this_year)
    return max(opened, closed, (session.scalar(items_of_year) or 0) + 1)
