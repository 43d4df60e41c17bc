"""What follows an approval, as time goes by: it begins, and who owes an answer is reminded."""

from __future__ import annotations

from functools import partial

from mailbot.followup import begin, evaluation, reminders
from mailbot.followup.spreading import ask, lapsing
from mailbot.jobs.services import Services
from mailbot.jobs.when_due.one_of_several import is_done
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, EvaluationRound, FollowUp, Initiative, Spreading
from parsers import FormTemplate


def follow_up(services: Services) -> int:
    """Do what is due; return how much. A transaction each: one that fails is tried again at the next pass."""
    with services.database.reading() as session:
        config, now = services.config, services.clock()
        beginning = [one.id for one in begin.due(session, config, now)]
        waiting = [one.id for one in reminders.due(session, config, now)]
        to_evaluate = [one.id for one in evaluation.due(session, now)]
        to_spread = [one.id for one in ask.due(session)]
        lapsed = [one.id for one in lapsing.due(session)]
        not_said = [one.id for one in ask.waiting(session, config, now)]
        unanswered = [one.id for one in evaluation.waiting(session, config, now)]
    form = next(form for form in services.forms if form.evaluates)
    due = [*(partial(_begin, key=key) for key in beginning), *(partial(_remind, key=key) for key in waiting)]
    due += [partial(_ask_to_evaluate, key=key, form=form) for key in to_evaluate]
    due += [partial(_remind_to_evaluate, key=key, form=form) for key in unanswered]
    due += [partial(_spread, key=key) for key in to_spread]
    due += [partial(_lapse, key=key) for key in lapsed]
    due += [partial(_remind_to_spread, key=key) for key in not_said]
    return sum(is_done(services, act, failed="follow_up_failed") for act in due)


def _begin(work: UnitOfWork, key: int) -> None:
    begin.begin(work, work.session.get_one(Initiative, key))


def _remind(work: UnitOfWork, key: int) -> None:
    reminders.remind(work, work.session.get_one(FollowUp, key))


def _ask_to_evaluate(work: UnitOfWork, key: int, form: FormTemplate) -> None:
    evaluation.ask(work, work.session.get_one(FollowUp, key), form)


def _remind_to_evaluate(work: UnitOfWork, key: int, form: FormTemplate) -> None:
    evaluation.remind(work, work.session.get_one(EvaluationRound, key), form)


def _spread(work: UnitOfWork, key: int) -> None:
    ask.begin(work, work.session.get_one(Decision, key))


def _lapse(work: UnitOfWork, key: int) -> None:
    lapsing.lapse(work, work.session.get_one(Spreading, key))


def _remind_to_spread(work: UnitOfWork, key: int) -> None:
    ask.remind(work, work.session.get_one(Spreading, key))
