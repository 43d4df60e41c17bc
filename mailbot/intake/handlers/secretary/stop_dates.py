"""A secretary says when the agenda of a meeting closes: of one that her receipt is about, or that stands already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mailbot.config import STOCKHOLM, Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.secretary import planned_meetings
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.ordering_words import ordering_words
from mailbot.intake.triage.orders.stop_date_orders import StopOrder, stop_order
from mailbot.meetings import calendar
from mailbot.meetings.planning import plan as plans
from mailbot.meetings.planning.asked_by_invitation import Understood
from mailbot.meetings.planning.plan import Plan, Wanted
from mailbot.meetings.planning.stop_date_in_words import moment
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Instruction

_WHICH = "Vilket möte gäller stoppdagen? Skriv till exempel «stoppdag för 2027-03-15: 2027-03-01 kl. 12»."
_WRONG = "Stoppdagen går inte ihop med mötet. Den ska vara en dag före mötet, med rätt veckodag."


def set_stop_date(case: Case, secretary: Secretary) -> Handled:
    """Ask the real secretary whether the agenda is to close then; with her receipt's code, in place of that receipt."""
    order = stop_order(ordering_words(case.message))
    if order is None:
        return to_review(Reason.NO_INSTRUCTION.text())
    if no := refused(case, secretary):
        return no
    code = order.code or next(iter(codes_in(case.message.text)), "")
    waiting = planned_meetings.waiting(case, secretary, code)[:1]
    understood = _understood(case, order, waiting)
    if understood.plan and waiting:
        waiting[0].answered_at = case.work.now
    return planned_meetings.ask(case, secretary, understood)


def _understood(case: Case, order: StopOrder, waiting: Sequence[Instruction]) -> Understood:
    plan = plans.from_json(waiting[0].plan or {}) if waiting else Plan(wanted=tuple(_standing(case)))
    meant = _meant(plan.wanted, order, waits=bool(waiting))
    if meant is None:
        return Understood(unclear=[_WHICH])
    stop = moment(order.stop, meant.starts_at, case.work.config.meetings.stop_time)
    if stop is None or stop > meant.starts_at:
        return Understood(unclear=[_WRONG])
    told = replace(meant, stop_at=stop)
    if not waiting:
        return Understood(Plan(wanted=(told,)))
    return Understood(replace(plan, wanted=tuple(told if one is meant else one for one in plan.wanted)))


def _standing(case: Case) -> list[Wanted]:
    coming = calendar.coming(case.work.session, case.work.now)
    return [Wanted(one.starts_at, one.place) for one in coming if not one.agendas]


def _meant(wanted: Sequence[Wanted], order: StopOrder, *, waits: bool) -> Wanted | None:
    """Return the meeting of the day that is named; else the only one asked about, or the first after the stop date."""
    if order.meeting is not None:
        named = order.meeting
        found = [one for one in wanted if named.on(_day(one).year) == _day(one)]
        return found[0] if len(found) == 1 else None
    if waits:
        return wanted[0] if len(wanted) == 1 else None
    after = (one for one in wanted if (stop := order.stop.on(_day(one).year)) is not None and stop <= _day(one))
    return next(after, None)


def _day(one: Wanted) -> date:
    return one.starts_at.astimezone(STOCKHOLM).date()
