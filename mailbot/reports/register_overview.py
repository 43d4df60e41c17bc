"""The register at a glance: how many are where, and which are not yet decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM
from mailbot.outbox.contents import MeetingView
from mailbot.outbox.desk_contents import RegisterLine, RegisterOverview, StateCount
from mailbot.primitives.personnummer import mask
from mailbot.register.initiatives import about
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.register.work_under_way import spread_table, under_way
from mailbot.reports.register_words import register_words
from mailbot.store.tables import Initiative
from mailbot.store.values import State

_OPEN = (State.ON_AGENDA, State.QUEUED, State.INCOMPLETE, State.UNCONFIRMED)
_MOST = 40
"""So many open initiatives a letter lists; the workbook has all."""


def overview(work: UnitOfWork, meeting: MeetingView | None) -> RegisterOverview:
    """Return the overview; `meeting` is the next one.

    Open initiatives stand by state, those nearest a decision first, then oldest first.
    """
    session, now = work.session, work.now
    initiatives, going_on = all_initiatives(session), under_way(session, now)
    waiting = sorted((one for one in initiatives if one.state in _OPEN), key=lambda one: _OPEN.index(one.state))
    counts = Counter(one.state for one in initiatives)
    names = register_words()["states"]
    return RegisterOverview(
        counts=tuple(StateCount(names[state], counts[state]) for state in State if counts[state]),
        waiting=tuple(line(one) for one in waiting[:_MOST]),
        left_out=max(0, len(waiting) - _MOST),
        meeting=meeting,
        work=going_on[:_MOST],
        work_left_out=max(0, len(going_on) - _MOST),
        spread=spread_table(session, work.config, now),
    )


def all_initiatives(session: Session) -> Sequence[Initiative]:
    """Return every initiative, oldest first."""
    return session.scalars(select(Initiative).order_by(Initiative.year, Initiative.number)).all()


def line(initiative: Initiative) -> RegisterLine:
    """Return how a list tells of an initiative."""
    return RegisterLine(
        about=about(initiative),
        state=register_words()["states"][initiative.state],
        organisation=mask(initiative.organisation),
        received=f"{initiative.received_at.astimezone(STOCKHOLM):%Y-%m-%d}",
    )
