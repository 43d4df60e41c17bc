"""The job that carries out decisions whose time for objections has passed (`decisions.mode = "after_minutes"`)."""

from __future__ import annotations

from datetime import datetime

import structlog

from mailbot.errors import Temporary, place
from mailbot.jobs.services import Services
from mailbot.meetings.decisions import proposals
from mailbot.store.tables import Instruction

log = structlog.get_logger()


def carry_out_due(services: Services, intake_began: datetime) -> int:
    """Carry out what nobody has stopped or corrected in time; return how many receipts that was about.

    `intake_began` is when an intake pass began that has ended since: a «stoppa» that came in time has been
    read. One transaction a receipt: one that fails is an error in the log, and is tried at the next pass.
    """
    with services.database.reading() as session:
        due = [one.id for one in proposals.due(session, intake_began)]
    return sum(_carry_out_one(services, number) for number in due)


def _carry_out_one(services: Services, number: int) -> bool:
    try:
        with services.unit_of_work("worker") as work:
            proposals.carry_out_due(work, work.session.get_one(Instruction, number))
    except Temporary:
        raise
    except Exception as error:  # noqa: BLE001 - one receipt must not stop the others
        log.error("decisions_failed", instruction=number, error=place(error))  # noqa: TRY400 - quotes nobody
        return False
    return True
