"""An initiator asks what has become of an initiative."""

from __future__ import annotations

from sqlalchemy import func, select

from mailbot.followup import evaluation, people_concerned, progress
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, to_review, unless_more
from mailbot.intake.handlers.proposals.brought_files import brings_files
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import Grant, Wish, grant
from mailbot.intake.review_reasons import Reason
from mailbot.meetings import calendar
from mailbot.outbox.contents import Status, StatusLine
from mailbot.register.initiatives import about
from mailbot.store.tables import AgendaItem, Decision, FollowUp, Initiative
from mailbot.store.values import DecisionState, State


def status_request(case: Case) -> Handled:
    """Tell an initiator about the initiatives that are theirs; nobody else learns anything."""
    if grant(case, Wish.KNOW) is Grant.REVIEW:
        return to_review(Reason.STATUS_IN_ANOTHERS_NAME.text())
    mine = _asked_for(case)
    if not mine:
        return to_review(Reason.NOT_ONES_OWN.text())
    content = Status(tuple(status_line(case, initiative) for initiative in mine))
    only = mine[0] if len(mine) == 1 else None
    answered = capped(case, reply(case, content, initiative=only))
    if brings_files(case) and not answered.reason:
        return to_review(Reason.FILE_BESIDE_QUESTION.text(), only)
    return unless_more(case, answered)


def _asked_for(case: Case) -> list[Initiative]:
    """Return the initiatives that are the sender's, or whose work is: those that the mail names, else all of them."""
    sender = case.message.sender.address
    in_charge = select(FollowUp.initiative_id).where(FollowUp.responsible_address == sender)
    own = case.work.session.scalars(
        select(Initiative)
        .where(
            (Initiative.initiator_address == sender) | Initiative.id.in_(in_charge),
            # Its title is whoever's who wrote in that name.
            Initiative.state != State.UNCONFIRMED,
        )
        .order_by(Initiative.id),
    ).all()
    named = case.verdict.references
    return [i for i in own if i.reference in named] if named else list(own)


def status_line(case: Case, initiative: Initiative) -> StatusLine:
    """Say where one initiative is."""
    session = case.work.session
    meeting = None
    if initiative.state is State.QUEUED:
        meeting = calendar.next_meeting(session, case.work.now)
    elif initiative.state is State.ON_AGENDA:
        item = session.scalar(
            select(AgendaItem).where(AgendaItem.initiative_id == initiative.id).order_by(AgendaItem.id.desc()).limit(1),
        )
        meeting = item.agenda.meeting if item else None
    decided = session.scalar(
        select(func.max(Decision.applied_at)).where(
            Decision.initiative_id == initiative.id,
            Decision.state == DecisionState.APPLIED,
        ),
    )
    follow_up = people_concerned.follow_up_of(session, initiative)
    return StatusLine(
        about(initiative),
        initiative.state,
        deferred=initiative.deferred,
        received=calendar.swedish_day(initiative.received_at),
        meeting=calendar.view(meeting) if meeting else None,
        decided=calendar.swedish_day(decided) if decided else "",
        responsible=progress.said_name(follow_up) if follow_up else "",
        follow_up=calendar.swedish_day(follow_up.follow_up_on) if follow_up else "",
        late=follow_up is not None and evaluation.is_late(follow_up, case.work.now),
    )
