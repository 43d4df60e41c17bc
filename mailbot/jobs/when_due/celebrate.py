"""The celebrating job: the letter about what was achieved, and letters to initiators on great days."""

from __future__ import annotations

import secrets
from functools import partial

from mailbot.followup.celebrating import celebrations, great_days
from mailbot.jobs.services import Services
from mailbot.jobs.when_due.one_of_several import is_done
from mailbot.outbox.swedish_day import local_day
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative


def celebrate(services: Services) -> int:
    """Do what is due; return how much. A transaction each: one that fails is tried again at the next pass."""
    with services.database.reading() as session:
        now = services.clock()
        a_letter = celebrations.due(session, services.config, local_day(now)) is not None
        spread = [partial(_tell_of_all, key=one.id) for one in great_days.taken_up_by_all(session, local_day(now))]
        due = [partial(_congratulate, key=one.id) for one in great_days.anniversaries(session, services.config, now)]
    done = sum(is_done(services, act, failed="great_day_failed") for act in (*due, *spread))
    return done + (a_letter and is_done(services, _make, failed="celebration_failed"))


def _make(work: UnitOfWork) -> None:
    celebrations.make(work, secrets.token_hex(8))


def _tell_of_all(work: UnitOfWork, key: int) -> None:
    great_days.tell_spread_to_all(work, work.session.get_one(Initiative, key))


def _congratulate(work: UnitOfWork, key: int) -> None:
    great_days.tell_anniversary(work, work.session.get_one(Initiative, key))
