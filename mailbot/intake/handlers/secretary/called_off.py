"""A secretary calls a meeting off by a line in a mail: asked back about, as every change of the calendar."""

from __future__ import annotations

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.secretary import planned_meetings
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.call_off_orders import called_off
from mailbot.intake.triage.orders.ordering_words import ordering_words
from mailbot.meetings import calendar
from mailbot.meetings.planning.asked_by_invitation import Understood
from mailbot.meetings.planning.day_in_words import SaidDay
from mailbot.meetings.planning.plan import Plan
from mailbot.store.tables import Meeting

_WHICH = "Vilket möte ska ställas in? Skriv till exempel «ställ in mötet 2027-03-15»."
_NONE = "Det finns inget kommande möte den dagen."


def call_off(case: Case, secretary: Secretary) -> Handled:
    """Ask the real secretary whether the meeting is not to be held."""
    said = called_off(ordering_words(case.message))
    if said is None:
        return to_review(Reason.NO_INSTRUCTION.text())
    if no := refused(case, secretary):
        return no
    coming = calendar.coming(case.work.session, case.work.now)
    meant = [one for one in coming if _is_meant(said, one)]
    if said.day is None or len(meant) != 1:
        return planned_meetings.ask(
            case, secretary, Understood(unclear=[_WHICH if said.day is None or meant else _NONE])
        )
    return planned_meetings.ask(case, secretary, Understood(Plan(called_off=(meant[0].day,))))


def _is_meant(said: SaidDay, meeting: Meeting) -> bool:
    return said.on(meeting.day.year) == meeting.day and said.weekday in (None, meeting.day.weekday())
