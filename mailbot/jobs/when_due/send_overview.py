"""The overview job: tells the secretaries in time what the next agenda would hold."""

from __future__ import annotations

from collections.abc import Callable

from mailbot.jobs.services import Services
from mailbot.jobs.when_due.one_of_several import is_done
from mailbot.meetings.agenda import overview
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Meeting


def foretell(services: Services) -> int:
    """Send the overviews that are due; return of how many meetings. One that fails is tried at the next pass."""
    with services.database.reading() as session:
        due = [meeting.id for meeting in overview.due(session, services.clock())]
    return sum(
        is_done(services, _send(meeting_id), failed="overview_failed", meeting_id=meeting_id) for meeting_id in due
    )


def _send(meeting_id: int) -> Callable[[UnitOfWork], None]:
    return lambda work: overview.send(work, work.session.get_one(Meeting, meeting_id))
