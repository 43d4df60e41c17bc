"""The job that carries out decisions whose time for objections has passed (`decisions.mode = "after_minutes"`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from mailbot.jobs.services import Services
from mailbot.jobs.when_due.one_of_several import is_done
from mailbot.meetings.decisions import without_an_answer
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Instruction


def carry_out_due(services: Services, intake_began: datetime) -> int:
    """Carry out what nobody has stopped or corrected in time; return how many receipts that was about.

    `intake_began` is when an intake pass began that has ended since: a «stoppa» that came in time has been
    read. One transaction a receipt: one that fails is an error in the log, and is tried at the next pass.
    """
    with services.database.reading() as session:
        due = [one.id for one in without_an_answer.due(session, intake_began)]
    return sum(is_done(services, _carry_out(number), failed="decisions_failed", instruction=number) for number in due)


def _carry_out(number: int) -> Callable[[UnitOfWork], None]:
    return lambda work: without_an_answer.carry_out_due(work, work.session.get_one(Instruction, number))
