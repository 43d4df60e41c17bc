"""Approved work is evaluated: those who know are asked for it on its day, and what comes is kept, each version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.followup import evaluation_files, patience, progress
from mailbot.followup.people_concerned import told_of_it
from mailbot.mail.message import Address
from mailbot.outbox.follow_up_contents import EvaluationReceived, EvaluationWanted
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import local_day
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import plausible_times
from mailbot.store.tables import EvaluationRound, EvaluationVersion, FollowUp, Initiative
from mailbot.store.values import EventKind, State
from parsers import FormTemplate, ParsedForm


def due(session: Session, now: datetime) -> Sequence[FollowUp]:
    """Return the work whose day has come and that nobody has been asked to evaluate for that day."""
    begun = select(EvaluationRound.id).where(
        EvaluationRound.follow_up_id == FollowUp.id, EvaluationRound.due_on == FollowUp.follow_up_on
    )
    found = (
        select(FollowUp)
        .join(FollowUp.initiative)
        .where(
            Initiative.state == State.IN_PROGRESS,
            FollowUp.follow_up_on <= local_day(now),
            ~begun.exists(),
        )
    )
    return session.scalars(found.order_by(FollowUp.id)).all()


def ask(work: UnitOfWork, follow_up: FollowUp, template: FormTemplate) -> None:
    """Send the form to who is in charge and to the initiator; nothing where that has been done for this day."""
    if follow_up not in due(work.session, work.now):
        return
    progress.close_round(work, follow_up)
    asked = EvaluationRound(
        follow_up=follow_up, number=len(follow_up.rounds) + 1, due_on=follow_up.follow_up_on, asked_at=work.now
    )
    asked.reminders = 0
    work.session.add(asked)
    work.session.flush()
    work.record(EventKind.EVALUATION_WANTED, follow_up.initiative.reference, round=asked.number)
    _send(work, asked, template)


def waiting(session: Session, config: Config, now: datetime) -> Sequence[EvaluationRound]:
    """Return what has been waited for long enough to be reminded of."""
    open_ = select(EvaluationRound).where(EvaluationRound.closed_at.is_(None), EvaluationRound.left_at.is_(None))
    return [one for one in session.scalars(open_.order_by(EvaluationRound.id)) if _is_due(one, config, now)]


def remind(work: UnitOfWork, asked: EvaluationRound, template: FormTemplate) -> None:
    """Remind those who were asked; leave it to a human where that was done often enough."""
    if asked.closed_at or asked.left_at or not _is_due(asked, work.config, work.now):
        return
    if patience.may_remind(asked, work.config, work.now):
        _send(work, asked, template)


def left_since(session: Session, since: datetime, now: datetime) -> Sequence[EvaluationRound]:
    """Return what was left to a human since then."""
    recent = plausible_times.since(EvaluationRound.left_at, since, now)
    return session.scalars(select(EvaluationRound).where(recent).order_by(EvaluationRound.id)).all()


def receive(
    work: UnitOfWork, follow_up: FollowUp, form: ParsedForm, sender: Address, ledger_id: int
) -> EvaluationVersion | None:
    """Keep an evaluation; None where the newest one says the same. A whole one ends the asking, and tells all."""
    newest = newest_of(follow_up)
    if newest is not None and newest.content_hash == initiatives.content_hash(form):
        return None
    version = EvaluationVersion(
        follow_up=follow_up,
        round_id=follow_up.open_round.id if follow_up.open_round else None,
        number=newest.number + 1 if newest else 1,
        ledger_id=ledger_id,
        sender=sender.address,
        template=form.template,
        format=form.format,
        fields=initiatives.plain(form.values),
        problems=initiatives.stored_problems(form),
        content_hash=initiatives.content_hash(form),
        created_at=work.now,
    )
    work.session.add(version)
    initiative = follow_up.initiative
    first = form.complete and initiative.state is State.IN_PROGRESS
    event = EventKind.EVALUATED if first else EventKind.EVALUATION_VERSION
    initiatives.transition(work, initiative, event, message=ledger_id, version=version.number)
    if form.complete:
        progress.close_round(work, follow_up)
    return version


def tell(work: UnitOfWork, follow_up: FollowUp, version: EvaluationVersion, sender: Address) -> None:
    """Tell the others who have a part in the work that a whole evaluation has come."""
    content = EvaluationReceived(initiatives.about(follow_up.initiative), sent_it=False, again=False)
    for to in told_of_it(follow_up):
        if to.address != sender.address:
            work.send(Draft(to, f"evaluation:{follow_up.id}:{version.number}", content, follow_up.initiative))


def newest_of(follow_up: FollowUp) -> EvaluationVersion | None:
    """Return the newest version of the evaluation."""
    return follow_up.evaluations[-1] if follow_up.evaluations else None


def is_late(follow_up: FollowUp, now: datetime) -> bool:
    """Whether the day has passed, and no whole evaluation has come."""
    return follow_up.initiative.state is not State.EVALUATED and follow_up.follow_up_on < local_day(now)


def _is_due(asked: EvaluationRound, config: Config, now: datetime) -> bool:
    is_going_on = asked.follow_up.initiative.state is State.IN_PROGRESS
    return is_going_on and patience.is_over(asked.asked_at, config, now)


def _send(work: UnitOfWork, asked: EvaluationRound, template: FormTemplate) -> None:
    follow_up = asked.follow_up
    attached = evaluation_files.files(template, follow_up)
    content = EvaluationWanted(
        initiatives.about(follow_up.initiative), progress.said_name(follow_up), reminder=asked.reminders > 0
    )
    cause = f"evaluation_wanted:{asked.id}:{asked.reminders}"
    for to in told_of_it(follow_up):
        work.send(Draft(to, cause, content, follow_up.initiative, attachments=attached))
