"""Holds mailbot's register against the clerk's books: after each thing that happens, and as a whole at the end."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.intake import review
from mailbot.jobs.comparing.reconcile import reconcile
from mailbot.register import audit
from mailbot.register.states import TRANSITIONS
from mailbot.store.tables import Agenda, AgendaItem, Event, Initiative, Meeting
from mailbot.store.values import EventKind
from tests.simulation.clerk import Clerk
from tests.simulation.office import Office, Sent

STEPS = {event for _, event in TRANSITIONS} | {EventKind.DECISION_CORRECTED, EventKind.HANDED_OVER}
"""What the audit chain must say of an initiative, in order. It says more: letters, and what belongs to them."""

NOTHING = "nothing happens"
"""What a day is called on which nobody has written."""

Books = dict[str, Any]


class Differs(AssertionError):
    """mailbot's books are not the clerk's."""


def compare(office: Office, clerk: Clerk, fresh: Sequence[Sent], *, happened: str) -> None:
    """Compare what has been written since, and what the register holds; then start counting letters anew."""
    written = Counter((one.kind, one.to, one.reference) for one in fresh)
    _same(happened, "letters too many", {}, dict(written - clerk.letters))
    _same(happened, "letters missing", dict(clerk.letters - written), {})
    clerk.letters.clear()
    for letter in fresh:
        if letter.kind == "agenda":
            told = re.findall(r"^- § (\d+): (\S+)", letter.text, re.MULTILINE)
            _same(happened, "items in the letter", clerk.newest_sheet(), [(int(number), one) for number, one in told])
    if not fresh and happened.endswith(NOTHING):
        return
    with office.app.services.database.reading() as session:
        held = _held(session)
    for name, kept in _kept(clerk).items():
        _same(happened, name, kept, held[name])


def compare_all(office: Office, clerk: Clerk) -> None:
    """Compare what only the end shows: the whole audit chain, every folder, and what went over the wire."""
    with office.app.services.database.reading() as session:
        broken = audit.verify(session)
        held = _held(session)
        told = _steps(session)
    looked = reconcile(office.app.services, office.app.mailbox)
    at_the_end = "at the end"
    for name, kept in _kept(clerk).items():
        _same(at_the_end, name, kept, held[name])
    _same(at_the_end, "steps in the audit chain", {card.reference: card.events for card in clerk.cards}, told)
    _same(at_the_end, "audit chain", None, broken)
    _same(at_the_end, "unaccounted, waiting, unfinished", ((), 0, 0), _loose(looked))
    _same(at_the_end, "registered twice", 0, looked.duplicates)
    _same(at_the_end, "letters over the wire", {"too often": {}, "never": {}}, office.wrongly_delivered())


def _loose(looked: Any) -> tuple[Any, ...]:
    return looked.unaccounted, looked.waiting, looked.unfinished


def _kept(clerk: Clerk) -> Books:
    return {
        "initiatives": {card.reference: (card.title, card.owner, card.state, card.deferred) for card in clerk.cards},
        "meetings": sorted(
            (one.starts.timestamp(), one.stop.timestamp(), one.place, one.cancelled) for one in clerk.meetings
        ),
        "agendas": {
            (one.day, one.cancelled, number): sheet
            for one in clerk.meetings
            for number, sheet in enumerate(one.sheets, start=1)
        },
        "waiting for a human": sorted(clerk.waiting),
    }


def _held(session: Session) -> Books:
    initiatives = session.execute(
        select(
            Initiative.reference, Initiative.title, Initiative.initiator_address, Initiative.state, Initiative.deferred
        )
    )
    meetings = session.execute(
        select(Meeting.id, Meeting.day, Meeting.starts_at, Meeting.stop_at, Meeting.place, Meeting.cancelled_at)
    ).all()
    days = {one.id: (one.day, one.cancelled_at is not None) for one in meetings}
    return {
        "initiatives": {one[0]: (*one[1:3], str(one[3]), one[4]) for one in initiatives},
        "meetings": sorted(
            (one.starts_at.timestamp(), one.stop_at.timestamp(), one.place, one.cancelled_at is not None)
            for one in meetings
        ),
        "agendas": {(*days[meeting], revision): items for (meeting, revision), items in _sheets(session).items()},
        "waiting for a human": [row.id for row in review.waiting(session)],
    }


def _sheets(session: Session) -> dict[tuple[int, int], list[tuple[int, str, bool]]]:
    """Return the items of every version of every agenda, in order; those without items, too."""
    sheets: dict[tuple[int, int], list[tuple[int, str, bool]]] = defaultdict(list)
    items = (
        select(Agenda.meeting_id, Agenda.revision, AgendaItem.paragraph, Initiative.reference, AgendaItem.removed_at)
        .outerjoin(AgendaItem, AgendaItem.agenda_id == Agenda.id)
        .outerjoin(Initiative, Initiative.id == AgendaItem.initiative_id)
        .order_by(Agenda.id, AgendaItem.position)
    )
    for meeting, revision, paragraph, reference, removed_at in session.execute(items):
        sheets[meeting, revision] += [(paragraph, reference, removed_at is not None)] if reference else []
    return sheets


def _steps(session: Session) -> dict[str, list[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for event in session.scalars(select(Event).order_by(Event.id)):
        if event.kind in STEPS and event.subject.startswith("OH-"):
            told[event.subject].append(str(event.kind))
    return dict(told)


def _same(happened: str, what: str, kept: Any, held: Any) -> None:
    if kept != held:
        raise Differs(f"{happened}: {what}\n{_told(kept, held)}")


def _told(kept: Any, held: Any) -> str:
    if isinstance(kept, dict) and isinstance(held, dict):
        names = [name for name in {**kept, **held} if kept.get(name) != held.get(name)]
        lines = [f"  {name}: the clerk has {kept.get(name)}, mailbot {held.get(name)}" for name in names]
        return "\n".join(lines)
    return f"  the clerk has {kept}\n  mailbot has    {held}"
