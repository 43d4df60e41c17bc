"""An invitation to a meeting, or a plan of several: a secretary's is asked back about with a one-time code.

Any other is a human's.
"""

from __future__ import annotations

from functools import partial

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.secretary import planned_meetings
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.meetings.planning import newer_invitation
from mailbot.meetings.planning.asked_by_invitation import Understood, understand, understand_table
from mailbot.meetings.planning.invited import Invited
from mailbot.meetings.planning.plan_table import PlanTable


def meeting_invitation(case: Case) -> Handled:
    """Ask the real secretary whether the calendar is to be changed so."""
    secretary = case.work.config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review(Reason.INVITATION.text())
    understood = _understood(case)
    if understood is None:
        return to_review(Reason.INVITATION_UNREADABLE.text())
    if not understood.ours:
        return to_review(Reason.OTHER_MEETING.text())
    return refused(case, secretary) or planned_meetings.ask(case, secretary, understood)


def _understood(case: Case) -> Understood | None:
    """Return what the one invitation asks for, else what tables plan; None where neither can be read."""
    rule, now = case.work.config.meetings, case.work.now
    calendars = {reading.calendar for reading in case.readings if reading.calendar is not None}
    rows = tuple(row for reading in case.readings if reading.planned for row in reading.planned.rows)
    if not calendars and rows:
        return understand_table(PlanTable(rows), rule, now)
    invited = [one for one in calendars if isinstance(one, Invited)]
    if len(calendars) != 1 or not invited:
        return None
    known = partial(newer_invitation.is_known, case.work.session)
    return understand(invited[0], rule, now, known, came=case.message.received_at)
