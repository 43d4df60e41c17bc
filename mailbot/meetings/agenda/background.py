"""What the group knows of an initiative beside its form: what it did with it before, and what it resembles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from babel.dates import format_date
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from mailbot.meetings.agenda.documents.agenda_text import Passage, passages
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.agenda.overlap import Described, Likeness, alike
from mailbot.store.tables import Decision, Initiative
from mailbot.store.values import DecisionOutcome, DecisionState, State

_PUT_OFF = (DecisionOutcome.DEFERRED, DecisionOutcome.REFERRED_BACK)


def of(session: Session, initiative: Initiative) -> list[Passage]:
    """Return the passages that stand below the initiative's own words; none where nothing is known."""
    known = words()
    return [
        *passages(known.history, list(_history(session, initiative))),
        *passages(known.resembles, resembles(session, initiative)),
    ]


def resembles(session: Session, initiative: Initiative) -> list[str]:
    """Return a Swedish line for each earlier initiative that this one resembles: how it stands, and why."""
    before = or_(
        Initiative.year < initiative.year,
        (Initiative.year == initiative.year) & (Initiative.number < initiative.number),
    )
    others = select(Initiative).where(before, Initiative.state != State.UNCONFIRMED)
    shown = others.options(selectinload(Initiative.versions))  # else a query for each initiative there ever was
    earlier = {one.reference: one for one in session.scalars(shown)}
    found = alike(_described(initiative), [_described(one) for one in earlier.values()])
    return [_line(session, earlier[likeness.key], likeness) for likeness in found]


def _described(initiative: Initiative) -> Described:
    return Described(initiative.reference, initiative.form.fields if initiative.form else {"title": initiative.title})


def _history(session: Session, initiative: Initiative) -> Iterator[str]:
    """Tell when and why it was put off or sent back, oldest first."""
    for decision in _decisions(session, initiative):
        if decision.outcome in _PUT_OFF:
            text = words().history_line_with_reasons if decision.reasons else words().history_line
            yield text.format(outcome=words().word(decision.outcome), day=_day(decision), reasons=decision.reasons)


def _line(session: Session, initiative: Initiative, likeness: Likeness) -> str:
    known = words()
    why = (
        known.resembles_target_group if likeness.target_group else "",
        known.resembles_indicators.format(names=", ".join(likeness.indicators)) if likeness.indicators else "",
        known.resembles_words.format(words=", ".join(likeness.words)) if likeness.words else "",
    )
    return known.resembles_line.format(
        reference=initiative.reference,
        title=initiative.title or known.untitled,
        organisation=initiative.organisation,
        standing=_standing(session, initiative),
        why="; ".join(filter(None, why)),
    )


def _standing(session: Session, initiative: Initiative) -> str:
    """Tell the last decision and its day; how it stands where there is none."""
    decisions = _decisions(session, initiative)
    if not decisions or initiative.state not in (State.APPROVED, State.REJECTED, State.QUEUED, State.INCOMPLETE):
        return words().standing[initiative.state]
    outcome = words().word(decisions[-1].outcome).lower()
    return words().resembles_decided.format(outcome=outcome, day=_day(decisions[-1]))


def _decisions(session: Session, initiative: Initiative) -> list[Decision]:
    held = select(Decision).where(Decision.initiative_id == initiative.id, Decision.state == DecisionState.APPLIED)
    return list(session.scalars(held.order_by(Decision.applied_at, Decision.id)))


def _day(decision: Decision) -> str:
    day = decision.agenda_item.agenda.meeting.day if decision.agenda_item else _applied_on(decision)
    return format_date(day, "d MMMM y", locale="sv_SE")


def _applied_on(decision: Decision) -> date:
    assert decision.applied_at is not None
    return decision.applied_at.date()
