"""What an invitation asks for, as far as it can be taken: the rest is asked about, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mailbot.config import Meetings
from mailbot.meetings import calendar
from mailbot.meetings.planning.invited import Event, Invited, Method, Occasion, Zone
from mailbot.meetings.planning.plan import Acceptance, Key, Plan, Version, Wanted

_A_YEAR = timedelta(days=400)
"""How far ahead a series is planned: a year, and the month in which it is sent."""


@dataclass(slots=True)
class Understood:
    """A plan; sentences on what is unclear, and on what is good to know; and how many events were ours."""

    plan: Plan = field(default_factory=Plan)
    unclear: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ours: int = 0


def is_ours(rule: Meetings, title: str) -> bool:
    """Whether a title is that of a meeting of the group."""
    return _has_one_of(rule.titles, title) and not _has_one_of(rule.other_titles, title)


def _has_one_of(words: Iterable[str], title: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", title, re.IGNORECASE) for word in words)


def understand(invited: Invited, rule: Meetings, now: datetime, is_known: Callable[[str], bool]) -> Understood:
    """Return what the file asks for. `is_known` says whether an invitation was followed before, whatever its title."""
    found = Understood()
    for event in invited.events:
        if is_known(event.uid) or any(is_ours(rule, one.title) for one in event.occasions):
            found.ours += 1
            _take(found, event, invited.method, rule, now)
    return found


def _take(found: Understood, event: Event, method: Method, rule: Meetings, now: datetime) -> None:
    """Add what one event asks for; where any of it is unclear, nothing of the event is taken."""
    if unclear := list(_unclear(event, method)):
        found.unclear += unclear
        return
    is_off = method is Method.CANCEL
    held = [] if is_off else [one for one in event.occasions if not one.is_cancelled]
    wanted = tuple(_wanted(rule, event, one) for one in held if one.starts is not None and _is_near(event, one, now))
    plan = found.plan
    found.plan = Plan(
        wanted=plan.wanted + wanted,
        dropped=plan.dropped + tuple(_dropped(event, is_off=is_off)),
        whole=plan.whole + ((event.uid,) if event.is_whole else ()),
        versions=plan.versions + tuple(_versions(event)),
        acceptances=plan.acceptances + (tuple(_acceptances(event)) if wanted and method is Method.REQUEST else ()),
    )
    found.notes += _notes(event, held, wanted, now)


def _unclear(event: Event, method: Method) -> Iterator[str]:
    if event.follows:
        yield "Inbjudan gäller ett möte och alla som följer efter det. Skicka hela serien, så läser vi den."
    if method is Method.CANCEL:
        return
    for one in event.occasions:
        day = calendar.swedish_day(one.day).capitalize()
        if one.is_cancelled:
            continue
        if one.starts is None:
            yield (
                f"{day}: inbjudan gäller hela dagen. När börjar mötet? Sätt en tid i kalendern och skicka "
                "uppdateringen hit."
            )
        elif one.zone is Zone.UNKNOWN:
            yield f"{day}: vi känner inte igen tidszonen i inbjudan. Sätt svensk tid i kalendern och skicka den igen."


def _is_near(event: Event, one: Occasion, now: datetime) -> bool:
    assert one.starts is not None
    return one.starts > now and (not event.is_series or one.starts <= now + _A_YEAR)


def _wanted(rule: Meetings, event: Event, one: Occasion) -> Wanted:
    assert one.starts is not None
    return Wanted(one.starts, one.place or rule.place, None, event.uid, one.original)


def _dropped(event: Event, *, is_off: bool) -> Iterator[Key]:
    if not event.is_whole:
        yield from ((event.uid, one.original) for one in event.occasions if is_off or one.is_cancelled)


def _versions(event: Event) -> Iterator[Version]:
    """Yield how new the whole is, and each exception that has a version of its own."""
    if event.is_whole:
        yield Version(event.uid, None, event.sequence, event.stamp)
    for one in event.occasions:
        is_own = not event.is_whole or (one.sequence, one.stamp) != (event.sequence, event.stamp)
        if one.original is not None and is_own:
            yield Version(event.uid, one.original, one.sequence, one.stamp)


def _acceptances(event: Event) -> Iterator[Acceptance]:
    title = event.occasions[0].title
    yield from (Acceptance(event.organizer, title, lines, event.zones) for lines in event.answers)


def _notes(event: Event, held: Sequence[Occasion], wanted: Sequence[Wanted], now: datetime) -> Iterator[str]:
    if any(one.zone is Zone.FLOATING for one in held):
        yield "Inbjudan säger ingen tidszon. Vi har räknat med svensk tid."
    past = sum(one.starts is not None and one.starts <= now for one in held)
    if past:
        yield "Ett möte i inbjudan har redan varit." if past == 1 else f"{past} möten i inbjudan har redan varit."
    if event.more or len(held) > len(wanted) + past:
        last = max((one.starts_at for one in wanted), default=now)
        yield (
            f"Serien fortsätter. Mötena till och med {calendar.swedish_day(last)} läggs in. Skicka serien igen "
            "när fler ska in."
        )
