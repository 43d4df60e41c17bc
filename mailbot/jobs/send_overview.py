"""The overview job: tells the secretaries in time what the next agenda would hold."""

from __future__ import annotations

import structlog

from mailbot.errors import Temporary, place
from mailbot.jobs.services import Services
from mailbot.meetings.agenda import overview
from mailbot.store.tables import Meeting

log = structlog.get_logger()


def foretell(services: Services) -> int:
    """Send the overviews that are due; return of how many meetings. One that fails is tried at the next pass."""
    with services.database.reading() as session:
        due = [meeting.id for meeting in overview.due(session, services.clock())]
    return sum(_foretell_one(services, meeting_id) for meeting_id in due)


def _foretell_one(services: Services, meeting_id: int) -> bool:
    try:
        with services.unit_of_work("worker") as work:
            overview.send(work, work.session.get_one(Meeting, meeting_id))
    except Temporary:
        raise
    except Exception as error:  # noqa: BLE001 - one overview must not stop what else is due
        log.error("overview_failed", meeting_id=meeting_id, error=place(error))  # noqa: TRY400 - quotes no forms
        return False
    return True
