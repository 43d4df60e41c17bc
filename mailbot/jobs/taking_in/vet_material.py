"""Looks into the files that go with an agenda, before the transaction that makes it: no lock waits for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from mailbot.intake.triage.orders.agenda_orders import Verb, command
from mailbot.intake.triage.orders.ordering_words import ordering_words
from mailbot.intake.triage.verdict import Verdict
from mailbot.jobs.services import Services
from mailbot.mail.message import IncomingMessage
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze, items
from mailbot.meetings.agenda.documents import material
from mailbot.primitives.references import codes_in
from mailbot.register import codes
from mailbot.store.tables import Initiative, Instruction, Meeting
from mailbot.store.values import InstructionKind, VerdictKind
from parsers import Vetted

_REVISING = (
    InstructionKind.ADD,
    InstructionKind.REMOVE,
    InstructionKind.MOVE_FIRST,
    InstructionKind.MOVE_LAST,
    InstructionKind.REORDER,
    InstructionKind.MEETINGS,
)
"""What makes a new revision of an agenda, which goes out with its material."""


def for_freezing(services: Services, cutoff: datetime) -> Mapping[int, Vetted]:
    """Return what came of the files of what an agenda would take up."""
    with services.database.reading() as session:
        return _vetted(freeze.taken_up(session, cutoff))


def for_revising(services: Services, meeting: Meeting, initiative: Initiative) -> Mapping[int, Vetted]:
    """Return what came of the files of a frozen agenda, and of an initiative that may come on it."""
    with services.database.reading() as session:
        return _vetted((*_standing(session.get_one(Meeting, meeting.id)), session.get_one(Initiative, initiative.id)))


def may_release(verdict: Verdict) -> bool:
    """Whether a mail that is this may send an agenda out, with files that are looked into for it."""
    return verdict.kind is VerdictKind.SECRETARY_COMMAND


def for_answer(services: Services, answer: IncomingMessage, verdict: Verdict) -> Mapping[int, Vetted]:
    """Return what came of the files that a mail sends out, if it releases what revises an agenda; else nothing."""
    if not may_release(verdict):
        return {}
    with services.database.reading() as session:
        released = list(_released(services, session, answer))
        if not released:
            return {}
        named = [session.get_one(Initiative, one.initiative_id) for one in released if one.initiative_id]
        frozen = calendar.coming(session, services.clock())
        return _vetted((*named, *(one for meeting in frozen for one in _standing(meeting))))


def _released(services: Services, session: Session, answer: IncomingMessage) -> Iterator[Instruction]:
    """Give the instructions that revise an agenda, and wait for the code that a secretary answers with."""
    said = command(ordering_words(answer))
    secretary = services.config.secretary(answer.sender.address)
    code = (said.code if said else None) or next(iter(codes_in(answer.text)), "")
    if secretary is not None and said is not None and said.verb is Verb.SEND and code:
        for kind in _REVISING:
            yield from codes.find(session, kind, secretary.address, code, now=services.clock())


def _standing(meeting: Meeting) -> list[Initiative]:
    return [item.initiative for item in items.standing(meeting)]


def _vetted(initiatives: Iterable[Initiative]) -> Mapping[int, Vetted]:
    return material.vet([kept for one in dict.fromkeys(initiatives) for kept in one.attachments])
