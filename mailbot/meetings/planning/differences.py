"""What a plan would change in the calendar: which meetings come, are held otherwise, or are not held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto

from sqlalchemy.orm import Session

from mailbot.config import STOCKHOLM, Meetings
from mailbot.meetings import calendar
from mailbot.meetings.planning import newer_invitation, stop_date
from mailbot.meetings.planning.plan import Plan, Wanted
from mailbot.store.tables import Meeting

_NEAR = timedelta(days=6)
"""How far a whole series may be moved and each of its meetings still be known for the same."""


class What(Enum):
    """What becomes of a meeting."""

    ADDED = auto()
    MOVED = auto()
    """Held at another time or place, or closed at another."""
    TIED = auto()
    """As it was, and from now on the invitation's."""
    CANCELLED = auto()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """One meeting that a plan changes. `meeting` is missing where it is new, `wanted` where it is cancelled.

    `place` and `stop_at` are those that it will have.
    """

    what: What
    meeting: Meeting | None = None
    wanted: Wanted | None = None
    place: str = ""
    stop_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day that it is about, or will be."""
        if self.wanted is not None:
            return _day(self.wanted.starts_at)
        assert self.meeting is not None
        return self.meeting.day


@dataclass(frozen=True, slots=True)
class Differences:
    """What a plan changes, in order of time; and the wanted ones on whose day there is another meeting."""

    changes: tuple[PlannedChange, ...]
    taken: tuple[Wanted, ...]


def compare(session: Session, rule: Meetings, plan: Plan, now: datetime) -> Differences:
    """Compare what of a plan is news with the meetings to come."""
    plan = newer_invitation.news(session, plan)
    standing = calendar.coming(session, now)
    pairs = _pairs(plan, standing)
    paired = {id(meeting) for _, meeting in pairs}
    dropped = [one for one in standing if id(one) not in paired and _is_dropped(plan, one)]
    changes = [PlannedChange(What.CANCELLED, one) for one in dropped]
    changes += filter(None, (_otherwise(rule, one, meeting) for one, meeting in pairs))
    matched = {id(one) for one, _ in pairs}
    changes += [_new(rule, one) for one in plan.wanted if id(one) not in matched]
    return _without_clashes(changes, standing)


def _pairs(plan: Plan, standing: Sequence[Meeting]) -> list[tuple[Wanted, Meeting]]:
    """Pair what is wanted with what stands: the surest likeness first, each meeting once."""

    def is_near(one: Wanted, meeting: Meeting) -> bool:
        return one.uid in plan.whole and meeting.uid == one.uid and abs(meeting.starts_at - one.starts_at) <= _NEAR

    pairs: list[tuple[Wanted, Meeting]] = []
    wanted, left = list(plan.wanted), list(standing)
    for is_same in (_has_key, _has_day_of_same, is_near, _has_day):
        found = _first_matches(wanted, left, is_same)
        pairs += found
        wanted = [one for one in wanted if all(one is not other for other, _ in found)]
        left = [one for one in left if all(one is not other for _, other in found)]
    return pairs


def _first_matches(
    wanted: Sequence[Wanted], meetings: Sequence[Meeting], is_same: Callable[[Wanted, Meeting], bool]
) -> list[tuple[Wanted, Meeting]]:
    found: list[tuple[Wanted, Meeting]] = []
    for one in wanted:
        free = (m for m in meetings if is_same(one, m) and all(m is not taken for _, taken in found))
        if (meeting := next(free, None)) is not None:
            found.append((one, meeting))
    return found


def _has_key(one: Wanted, meeting: Meeting) -> bool:
    return bool(one.uid) and one.key == (meeting.uid, meeting.original)


def _has_day_of_same(one: Wanted, meeting: Meeting) -> bool:
    return bool(one.uid) and one.uid == meeting.uid and _day(one.starts_at) == meeting.day


def _has_day(one: Wanted, meeting: Meeting) -> bool:
    """Whether a meeting of that day that no invitation made, or a plan that is none, can be meant."""
    return _day(one.starts_at) == meeting.day and not (one.uid and meeting.uid)


def _is_dropped(plan: Plan, meeting: Meeting) -> bool:
    if meeting.day in plan.called_off:
        return True
    if not meeting.uid:
        return meeting.day in plan.days_off
    if (meeting.uid, meeting.original) in plan.kept:
        return False
    named = {(meeting.uid, meeting.original), (meeting.uid, meeting.original or meeting.day)}
    return meeting.uid in plan.whole or not named.isdisjoint(plan.dropped)


def _new(rule: Meetings, one: Wanted) -> PlannedChange:
    stop = min(one.stop_at or stop_date.by_rule(rule, one.starts_at), one.starts_at)
    return PlannedChange(What.ADDED, None, one, one.place or rule.place, stop)


def _otherwise(rule: Meetings, one: Wanted, meeting: Meeting) -> PlannedChange | None:
    """Say what becomes of a meeting that stands; None where nothing does. What has closed stays closed."""
    stop = one.stop_at or _following(rule, one, meeting)
    stop = min(meeting.stop_at if meeting.agendas else stop, one.starts_at)
    place = one.place or meeting.place
    if (one.starts_at, stop, place) != (meeting.starts_at, meeting.stop_at, meeting.place):
        return PlannedChange(What.MOVED, meeting, one, place, stop)
    is_tied = not one.uid or (meeting.uid, meeting.original) == one.key
    return None if is_tied else PlannedChange(What.TIED, meeting, one, place, stop)


def _following(rule: Meetings, one: Wanted, meeting: Meeting) -> datetime:
    """Return when the agenda of a meeting closes whose time alone is told anew."""
    if _day(one.starts_at) == meeting.day:
        return meeting.stop_at
    if meeting.stop_at == stop_date.by_rule(rule, meeting.starts_at):
        return stop_date.by_rule(rule, one.starts_at)
    return stop_date.moved(meeting.starts_at, meeting.stop_at, one.starts_at)


def _without_clashes(changes: Sequence[PlannedChange], standing: Sequence[Meeting]) -> Differences:
    """Leave out what would give a day two meetings."""
    changed = {id(change.meeting) for change in changes if change.meeting is not None}
    days = {meeting.day for meeting in standing if id(meeting) not in changed}
    good, taken = [], []
    for change in sorted(changes, key=lambda one: one.day):
        if change.wanted is not None and change.day in days:
            taken.append(change.wanted)
            continue
        good.append(change)
        days |= set() if change.wanted is None else {change.day}
    return Differences(tuple(good), tuple(taken))


def _day(moment: datetime) -> date:
    return moment.astimezone(STOCKHOLM).date()
