"""What was achieved in a period: which initiatives were approved, started, evaluated and spread.

In their initiators' own words only where an evaluation says that these may be told. Where it says no, nothing of
the initiative is told but that there is one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.followup.celebrating.periods import Period
from mailbot.followup.celebrating.words import Words
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean, shortened
from mailbot.store.tables import EvaluationVersion, Event, FollowUp, Initiative
from mailbot.store.values import EventKind, State

STEPS = (EventKind.SPREAD, EventKind.EVALUATED, EventKind.STARTED, EventKind.APPROVED)
"""The greatest first: an initiative is told once, with the greatest of what happened to it."""
_OTHERWISE = (EventKind.REJECTED, EventKind.CONTINUED, EventKind.ENDED, EventKind.CANCELLED)
_STANDS: Mapping[EventKind, frozenset[State]] = MappingProxyType(
    {
        EventKind.SPREAD: frozenset({State.SPREAD}),
        EventKind.EVALUATED: frozenset({State.SPREAD, State.EVALUATED, State.IN_PROGRESS, State.CANCELLED}),
        EventKind.STARTED: frozenset({State.SPREAD, State.EVALUATED, State.IN_PROGRESS}),
        EventKind.APPROVED: frozenset({State.SPREAD, State.EVALUATED, State.IN_PROGRESS, State.APPROVED}),
    }
)
"""In which states it still counts: what was corrected or stopped since does not, what was evaluated does."""
_LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class ToldPassage:
    """A label, and what somebody has written under it: a string for each paragraph, masked."""

    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Achievement:
    """One initiative. Texts are clean and masked; `words` is empty where nobody has said that they may be told."""

    reference: str
    title: str
    organisation: str
    words: tuple[ToldPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What has come to one step, and the references of those of which nothing more may be told."""

    kind: EventKind
    told: tuple[Achievement, ...]
    unnamed: tuple[str, ...] = ()


def achieved(session: Session, period: Period, words: Words) -> tuple[Step, ...]:
    """Return what was achieved in the period, the greatest first, without steps that nothing has come to."""
    happened = _happened(session, period)
    found = [_step(session, kind, happened, words) for kind in STEPS]
    return tuple(step for step in found if step.told or step.unnamed)


def _step(session: Session, kind: EventKind, happened: Mapping[Initiative, EventKind], words: Words) -> Step:
    come = [initiative for initiative, greatest in happened.items() if greatest is kind]
    consents = {initiative: _consent(session, initiative, words) for initiative in come}
    return Step(
        kind,
        tuple(_told(session, one, words, in_words=consents[one] is True) for one in come if consents[one] is not False),
        tuple(one.reference for one in come if consents[one] is False),
    )


def _happened(session: Session, period: Period) -> Mapping[Initiative, EventKind]:
    """Return the greatest that happened to each initiative in the period and still stands, by reference."""
    begin, end = (_midnight(day) for day in (period.first_day, period.last_day + timedelta(days=1)))
    kinds = (*STEPS, EventKind.DECISION_CORRECTED)
    events = session.scalars(select(Event).where(Event.kind.in_(kinds), Event.at >= begin, Event.at < end)).all()
    references = sorted({event.subject for event in events})
    known = session.scalars(select(Initiative).where(Initiative.reference.in_(references)))
    found: dict[Initiative, EventKind] = {}
    before = _before(session, begin, references)
    for initiative in sorted(known, key=lambda one: (one.year, one.number)):
        was = before.get(initiative.reference)
        kinds_of = {_kind(event) for event in events if event.subject == initiative.reference and _kind(event) != was}
        greatest = next((one for one in STEPS if one in kinds_of and initiative.state in _STANDS[one]), None)
        if greatest is not None:
            found[initiative] = greatest
    return found


def _before(session: Session, begin: datetime, references: Sequence[str]) -> Mapping[str, EventKind]:
    """Return what each initiative had come to before the period, which a correction in it may only have left so."""
    kinds = (*STEPS, *_OTHERWISE, EventKind.DECISION_CORRECTED)
    events = select(Event).where(Event.kind.in_(kinds), Event.at < begin, Event.subject.in_(references))
    return {event.subject: _kind(event) for event in session.scalars(events.order_by(Event.id))}


def _kind(event: Event) -> EventKind:
    """Return what an event made of the initiative: a correction makes it what it was corrected to."""
    return EventKind(event.data["to"]) if event.kind is EventKind.DECISION_CORRECTED else event.kind


def _midnight(day: Any) -> datetime:
    return datetime.combine(day, time(), STOCKHOLM)


def _evaluations(session: Session, initiative: Initiative) -> Sequence[EvaluationVersion]:
    """Return the versions of its evaluation, the newest first."""
    versions = (
        select(EvaluationVersion).join(EvaluationVersion.follow_up).where(FollowUp.initiative_id == initiative.id)
    )
    return session.scalars(versions.order_by(EvaluationVersion.number.desc())).all()


def _consent(session: Session, initiative: Initiative, words: Words) -> bool | None:
    """Return what was last answered whether the work may be told of; None where nobody has answered."""
    answers = (one.fields.get(words.consent) for one in _evaluations(session, initiative))
    return next((answer for answer in answers if isinstance(answer, bool)), None)


def _told(session: Session, initiative: Initiative, words: Words, *, in_words: bool) -> Achievement:
    whole = [one for one in _evaluations(session, initiative) if not one.problems] if in_words else []
    fields = whole[0].fields if whole else {}
    passages = (ToldPassage(one.label, _paragraphs(fields.get(one.field))) for one in words.answers)
    return Achievement(
        initiative.reference,
        shortened(_plain(initiative.title), _LONGEST_TITLE) or words.untitled,
        shortened(_plain(initiative.organisation), _LONGEST_TITLE),
        tuple(passage for passage in passages if passage.paragraphs),
    )


def _paragraphs(answer: Any) -> tuple[str, ...]:
    # Twice: a number may be broken over two lines, or held apart by a mark that is cleaned away.
    text = mask(_plain(answer)) if isinstance(answer, str) else ""
    lines = (mask(" ".join(line.split())) for line in text.splitlines())
    return tuple(line for line in lines if line)


def _plain(text: str) -> str:
    """Leave out what XML does not allow, and what nobody sees; lines end with a newline."""
    return "".join(sign for sign in clean(text) if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cn"})
