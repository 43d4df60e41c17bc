"""An invitation to a meeting: a secretary's is asked back about, with a one-time code; any other is a human's."""

from __future__ import annotations

from functools import partial

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.secretary import planned_meetings
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.meetings.planning import versions
from mailbot.meetings.planning.invited import Invited
from mailbot.meetings.planning.understood import understand


def meeting_invitation(case: Case) -> Handled:
    """Ask the real secretary whether the calendar is to be changed so."""
    config, session = case.work.config, case.work.session
    secretary = config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review(Reason.INVITATION.text())
    calendars = {reading.calendar for reading in case.readings if reading.calendar is not None}
    invited = [one for one in calendars if isinstance(one, Invited)]
    if len(calendars) != 1 or not invited:
        return to_review(Reason.INVITATION_UNREADABLE.text())
    understood = understand(invited[0], config.meetings, case.work.now, partial(versions.is_known, session))
    if not understood.ours:
        return to_review(Reason.OTHER_MEETING.text())
    return refused(case, secretary) or planned_meetings.ask(case, secretary, understood)
