"""Evaluated work on an agenda: which the next one takes up, for the group to say what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings.agenda import items
from mailbot.store.tables import AgendaItem, EvaluationVersion, FollowUp, Initiative, Message
from mailbot.store.values import State


def taken_up(session: Session, cutoff: datetime) -> list[EvaluationVersion]:
    """Return the evaluations that an agenda takes up which is frozen with what was whole by `cutoff`, oldest first."""
    by_then = ([one for one in whole if _received(session, one) <= cutoff] for whole in _waiting(session))
    return sorted((whole[-1] for whole in by_then if whole), key=lambda one: one.id)


def coming(session: Session) -> list[EvaluationVersion]:
    """Return the evaluations that the next agenda takes up, as it stands now."""
    return sorted((whole[-1] for whole in _waiting(session)), key=lambda one: one.id)


def waiting_version(session: Session, initiative: Initiative) -> EvaluationVersion | None:
    """Return the evaluation by which an initiative waits for an agenda; None where it doesn't."""
    return next((whole[-1] for whole in _waiting(session) if whole[-1].follow_up.initiative is initiative), None)


def entry(version: EvaluationVersion, position: int, paragraph: int) -> AgendaItem:
    """Return the agenda item for an evaluation."""
    initiative = version.follow_up.initiative
    return AgendaItem(
        position=position,
        paragraph=paragraph,
        initiative=initiative,
        form_version=initiative.form,
        evaluation_number=version.number,
        deferred_before=False,
    )


def version_of(session: Session, item: AgendaItem) -> EvaluationVersion | None:
    """Return the evaluation that an agenda item shows; None for a proposal."""
    found = select(EvaluationVersion).join(EvaluationVersion.follow_up)
    mine = FollowUp.initiative_id == item.initiative.id
    return session.scalar(found.where(mine, EvaluationVersion.number == item.evaluation_number))


def stands_on_agenda(session: Session, initiative: Initiative) -> bool:
    """Whether it waits for a decision on an agenda that is frozen already."""
    on_one = select(AgendaItem).where(
        AgendaItem.initiative_id == initiative.id, AgendaItem.evaluation_number.is_not(None)
    )
    return any(items.waits(session, item) for item in session.scalars(on_one))


def _waiting(session: Session) -> Iterator[Sequence[EvaluationVersion]]:
    """Give the whole evaluations of each work that is evaluated, and stands on no agenda, oldest first."""
    evaluated = session.scalars(select(FollowUp).join(FollowUp.initiative).where(Initiative.state == State.EVALUATED))
    free = [one for one in evaluated if not stands_on_agenda(session, one.initiative)]
    whole = ([version for version in one.evaluations if not version.problems] for one in free)
    yield from filter(None, whole)


def _received(session: Session, version: EvaluationVersion) -> datetime:
    """Return when the evaluation reached the organisation."""
    message = session.get(Message, version.ledger_id) if version.ledger_id else None
    return (message.received_at if message else None) or version.created_at
