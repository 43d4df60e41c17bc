"""Somebody with a part in approved work says something of it: who may say what, and what follows."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select

from mailbot.config import STOCKHOLM
from mailbot.followup import asking, people_concerned, progress
from mailbot.intake.handlers.ask_for_code import ask_whether_reported
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, has_room, to_review
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import Grant, Wish, grant
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.answers.work_reports import ReportTold, WorkReport, work_report
from mailbot.mail.message import Address
from mailbot.meetings.planning.day_in_words import SaidDay
from mailbot.outbox.follow_up_contents import ResponsiblePending
from mailbot.register import initiatives
from mailbot.register.initiatives import about
from mailbot.store import plausible_times
from mailbot.store.tables import FollowUp, Letter
from mailbot.store.values import LetterKind, Part, State

_MERE_YES = "accepts.yes"
_MOST_ASKED = 5
"""So many are asked about one initiative in a day: whoever names more is guessing, or playing."""


def report(case: Case) -> Handled:
    """Do what is said of the work, where the sender's part in it allows that."""
    said = work_report(case.message, case.work.config.identity.address)
    follow_up = _follow_up(case)
    part = people_concerned.part_of(follow_up, case.message.sender.address) if follow_up else None
    if said is None or follow_up is None or part is None:
        return to_review(Reason.NOT_UNDERSTOOD.text())
    if said.told is ReportTold.ACCEPTS and part is Part.RESPONSIBLE:
        return Handled(initiative=follow_up.initiative)
    if obstacle := _obstacle(said, part, follow_up):
        return to_review(_reason(obstacle, follow_up), follow_up.initiative)
    if said.told is ReportTold.ACCEPTS:
        return _accept(case, follow_up)
    if grant(case, Wish.CHANGE_OWN) is not Grant.DONE:
        return ask_whether_reported(case, follow_up.initiative)
    return _unless_more(said, _follow(case, follow_up, said))


def _follow_up(case: Case) -> FollowUp | None:
    """Return the work as it stands now: it may have changed since the mail was judged."""
    work = case.facts.work
    initiative = initiatives.find(case.work.session, work.reference) if work else None
    return people_concerned.follow_up_of(case.work.session, initiative) if initiative else None


def _obstacle(said: WorkReport, part: Part, follow_up: FollowUp) -> Reason | None:
    """Return why nothing can follow: the sender has no say in it, or the work is done."""
    if not _may(said, part, follow_up):
        return Reason.NOT_RESPONSIBLE
    return Reason.WORK_IS_EVALUATED if follow_up.initiative.state is State.EVALUATED else None


def _may(said: WorkReport, part: Part, follow_up: FollowUp) -> bool:
    """Whether somebody with that part may say so: who is in charge, of the work; the initiator, who is to be.

    The initiator is asked who it is, to which a mere «ja» is no answer.
    """
    of_nobodys = part is Part.INITIATOR and not follow_up.responsible_address
    if said.told is ReportTold.ACCEPTS:
        names_oneself = said.phrases != (_MERE_YES,) and not follow_up.asked_address
        return part is Part.ASKED or (of_nobodys and names_oneself)
    if said.told is ReportTold.HANDS_OVER:
        return part is Part.RESPONSIBLE or of_nobodys
    return part is Part.RESPONSIBLE


def _accept(case: Case, follow_up: FollowUp) -> Handled:
    """Put the sender in charge, who says so: nobody else's word does it, and no code that another could ask for."""
    if grant(case, Wish.TAKE_OVER) is not Grant.DONE:
        return to_review(_reason(Reason.RESPONSIBLE_UNCONFIRMED, follow_up), follow_up.initiative)
    progress.accept(case.work, follow_up, case.message.sender, message=case.row.id)
    return Handled(initiative=follow_up.initiative)


def _follow(case: Case, follow_up: FollowUp, said: WorkReport) -> Handled:
    if said.told is ReportTold.STOPS:
        progress.stop(case.work, follow_up, said.reason, message=case.row.id)
        return Handled(initiative=follow_up.initiative)
    if said.told is ReportTold.DELAYS:
        return _delay(case, follow_up, said.until)
    assert said.person is not None
    return _name(case, follow_up, said.person)


def _delay(case: Case, follow_up: FollowUp, until: SaidDay | None) -> Handled:
    day = _next(until, case.message.received_at.astimezone(STOCKHOLM).date()) if until else None
    if day is None or not progress.can_delay(case.work, follow_up, day):
        return to_review(_reason(Reason.NO_SUCH_FOLLOW_UP, follow_up), follow_up.initiative)
    progress.delay(case.work, follow_up, day, message=case.row.id)
    return Handled(initiative=follow_up.initiative)


def _next(until: SaidDay, after: date) -> date | None:
    """Return the day; of a day without a year, the first that comes."""
    day = until.on(after.year)
    return until.on(after.year + 1) if day and day <= after and until.year is None else day


def _name(case: Case, follow_up: FollowUp, person: Address) -> Handled:
    """Ask who is named; until they say yes, all stays as it is."""
    initiative = follow_up.initiative
    if person.address == follow_up.responsible_address:
        return to_review(Reason.NOT_UNDERSTOOD.text(), initiative)
    if not _may_be_asked(case, follow_up, person):
        reason = Reason.RESPONSIBLE_NOT_ASKED.text(reference=initiative.reference, address=person.address)
        return to_review(reason, initiative)
    asking.ask(case.work, follow_up, person, by=case.message.sender.address, message=case.row.id)
    content = ResponsiblePending(about(initiative), person.address, stays=bool(follow_up.responsible_address))
    return capped(case, reply(case, content, initiative=initiative))


def _may_be_asked(case: Case, follow_up: FollowUp, person: Address) -> bool:
    """Whether an address may be written to because somebody names it: of a listed organisation, and not too many."""
    work = case.work
    day = plausible_times.since(Letter.created_at, work.now - timedelta(days=1), work.now)
    of_work = Letter.initiative_id == follow_up.initiative_id
    asked = select(func.count(Letter.id)).where(of_work, Letter.kind == LetterKind.RESPONSIBLE_ASKED, day)
    few = (work.session.scalar(asked) or 0) < _MOST_ASKED
    listed = work.config.is_listed_domain(person.address)
    return listed and few and has_room(case, person.address, LetterKind.RESPONSIBLE_ASKED)


def _unless_more(said: WorkReport, handled: Handled) -> Handled:
    """Leave a mail that was followed to a human as well, where it says more than that."""
    if handled.reason or not said.more:
        return handled
    return to_review(Reason.SAYS_MORE.text(), handled.initiative)


def _reason(reason: Reason, follow_up: FollowUp) -> str:
    return reason.text(reference=follow_up.initiative.reference)
