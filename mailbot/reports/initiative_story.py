"""One initiative's whole story: what happened when, which letters went to whom, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.outbox.desk_contents import InitiativeStory, StoryLine
from mailbot.primitives.personnummer import mask
from mailbot.register.initiatives import about
from mailbot.reports.register_overview import line
from mailbot.reports.register_words import register_words
from mailbot.store.tables import Decision, Event, Initiative, Letter
from mailbot.store.values import DecisionState, LetterState


def story(session: Session, initiative: Initiative) -> InitiativeStory:
    """Return the story, oldest first."""
    told = sorted([*_events(session, initiative), *_letters(session, initiative), *_decisions(session, initiative)])
    overview = line(initiative)
    return InitiativeStory(
        about=about(initiative),
        state=overview.state,
        organisation=overview.organisation,
        address=initiative.initiator_address,
        received=overview.received,
        lines=tuple(StoryLine(f"{at.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}", what) for at, what in told),
        files=tuple(mask(file.filename) for file in initiative.attachments),
        note=mask(initiative.note),
    )


def _events(session: Session, initiative: Initiative) -> Iterator[tuple[datetime, str]]:
    names = register_words()["events"]
    for event in session.scalars(select(Event).where(Event.subject == initiative.reference).order_by(Event.id)):
        if event.kind in names:
            yield event.at, names[event.kind]


def _letters(session: Session, initiative: Initiative) -> Iterator[tuple[datetime, str]]:
    names = register_words()["letters"]
    ours = select(Letter).where(Letter.initiative_id == initiative.id).order_by(Letter.id)
    for letter in session.scalars(ours):
        told = names.get(letter.kind, letter.subject)
        if letter.state is LetterState.SENT and letter.sent_at is not None:
            yield letter.sent_at, f"Brev till {letter.recipient}: {told}"
        elif letter.state is LetterState.FAILED:
            yield letter.failed_at or letter.created_at, f"Brevet till {letter.recipient} kom inte fram: {told}"
        elif letter.state is LetterState.STOPPED:
            yield letter.created_at, f"Brevet till {letter.recipient} stoppades: {told}"
        else:
            yield letter.created_at, f"Brev till {letter.recipient} väntar på att gå ut: {told}"


def _decisions(session: Session, initiative: Initiative) -> Iterator[tuple[datetime, str]]:
    made = select(Decision).where(Decision.initiative_id == initiative.id, Decision.state == DecisionState.APPLIED)
    for decision in session.scalars(made.order_by(Decision.id)):
        said = [decision.reasons and f"Motivering: {mask(decision.reasons)}"]
        said += [decision.responsible and f"Ansvarig: {mask(decision.responsible)}"]
        if decision.applied_at is not None and any(said):
            yield decision.applied_at, " ".join(filter(None, said))
