"""What an invitation asks for, as far as it can be taken: the rest is asked about, and nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mailbot.config import STOCKHOLM, Meetings
from mailbot.meetings import calendar
from mailbot.meetings.planning.invited import Invited, InvitedEvent, Method, Occasion, Zone
from mailbot.meetings.planning.plan import Acceptance, Key, Plan, Version, Wanted
from mailbot.meetings.planning.plan_table import PlanTable
from mailbot.meetings.planning.stop_date_in_words import STOP_DATE, told_in

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


def understand(
    invited: Invited, rule: Meetings, now: datetime, is_known: Callable[[str], bool], *, came: datetime | None = None
) -> Understood:
    """Return what the file asks for. `is_known` says whether an invitation was followed before, whatever its title.

    `came` is when it reached us: nothing is said later than that, whatever the file's own stamp.
    """
    found, said_by = Understood(), min(came or now, now)
    for event in (_said_by(said_by, event) for event in invited.events):
        if is_known(event.uid) or any(is_ours(rule, one.title) for one in event.occasions):
            found.ours += 1
            is_taken = _take(found, event, invited.method, rule, now)
            if is_taken and invited.method is Method.CANCEL and not is_known(event.uid):
                days = tuple(one.day for one in event.occasions)
                found.plan = replace(found.plan, days_off=found.plan.days_off + days)
    return found


def _said_by(moment: datetime, event: InvitedEvent) -> InvitedEvent:
    """Return the event with no stamp later than the moment: one in the future would pass every later word for old."""
    occasions = tuple(replace(one, stamp=min(one.stamp, moment)) for one in event.occasions)
    return replace(event, stamp=min(event.stamp, moment), occasions=occasions)


def understand_table(table: PlanTable, rule: Meetings, now: datetime) -> Understood:
    """Return what a table plans: the rows that are clear, and a sentence on each of the others."""
    found = Understood(ours=len(table.rows))
    wanted: list[Wanted] = []
    for row in table.rows:
        if row.unclear or row.day is None:
            found.unclear.append(f"{row.where}: {row.unclear}")
            continue
        starts = datetime.combine(row.day, row.at or rule.start, STOCKHOLM)
        stop = datetime.combine(row.stop_day, row.stop_at or rule.stop_time, STOCKHOLM) if row.stop_day else None
        if stop is not None and stop > starts:
            found.unclear.append(f"{row.where}: stoppdagen är efter mötet.")
        else:
            wanted.append(Wanted(starts, row.place, stop))
    coming = [one for one in wanted if one.starts_at > now]
    found.plan = Plan(wanted=tuple(coming))
    found.notes += _past(len(wanted) - len(coming))
    return found


def _past(count: int) -> list[str]:
    if not count:
        return []
    return ["Ett av mötena har redan varit."] if count == 1 else [f"{count} av mötena har redan varit."]


def _take(found: Understood, event: InvitedEvent, method: Method, rule: Meetings, now: datetime) -> bool:
    """Add what one event asks for; where any of it is unclear, nothing of the event is taken, and False returned."""
    if unclear := list(_unclear(event, method, rule, now)):
        found.unclear += unclear
        return False
    is_off = method is Method.CANCEL
    held = [] if is_off else [one for one in event.occasions if not one.is_cancelled]
    wanted = tuple(_wanted(rule, event, one) for one in held if one.starts is not None and _is_near(event, one, now))
    plan = found.plan
    found.plan = replace(
        plan,
        wanted=plan.wanted + wanted,
        dropped=plan.dropped + tuple(_dropped(event, is_off=is_off)),
        whole=plan.whole + ((event.uid,) if event.is_whole else ()),
        versions=plan.versions + tuple(_versions(event)),
        acceptances=plan.acceptances + (tuple(_acceptances(event)) if wanted and method is Method.REQUEST else ()),
    )
    found.notes += _notes(rule, event, held, wanted, now)
    return True


def _unclear(event: InvitedEvent, method: Method, rule: Meetings, now: datetime) -> Iterator[str]:
    if event.follows:
        yield "Inbjudan gäller ett möte och alla som följer efter det. Skicka hela serien, så läser vi den."
    if method is Method.CANCEL:
        return
    if event.covers and not event.covers[0] <= now.date() <= event.covers[1] - (timedelta() if event.more else _A_YEAR):
        yield "Vi kan inte se vilka av seriens möten som gäller nu: dess tidsstämpel är för gammal, fel eller saknas."
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
        elif (stops := _stops(rule, event, one)) and (len(stops) > 1 or stops[0] > one.starts):
            yield f"{day}: stoppdagen i texten går inte ihop med mötet. Rätta texten och skicka uppdateringen hit."


def _is_near(event: InvitedEvent, one: Occasion, now: datetime) -> bool:
    assert one.starts is not None
    return one.starts > now and (not event.is_series or one.starts <= now + _A_YEAR)


def _wanted(rule: Meetings, event: InvitedEvent, one: Occasion) -> Wanted:
    assert one.starts is not None
    stops = _stops(rule, event, one)
    return Wanted(one.starts, one.place, stops[0] if stops else None, event.uid, one.original)


def _stops(rule: Meetings, event: InvitedEvent, one: Occasion) -> tuple[datetime, ...]:
    """Return the stop dates that the text names; a series has one text for all, which names none of its own."""
    if one.starts is None or (event.is_series and event.is_whole):
        return ()
    return told_in(one.text, one.starts, rule.stop_time)


def _dropped(event: InvitedEvent, *, is_off: bool) -> Iterator[Key]:
    if not event.is_whole:
        yield from ((event.uid, one.original) for one in event.occasions if is_off or one.is_cancelled)


def _versions(event: InvitedEvent) -> Iterator[Version]:
    """Yield how new the whole is, and each exception that has a version of its own."""
    if event.is_whole:
        yield Version(event.uid, None, event.sequence, event.stamp)
    for one in event.occasions:
        is_own = not event.is_whole or (one.sequence, one.stamp) != (event.sequence, event.stamp)
        if one.original is not None and is_own:
            yield Version(event.uid, one.original, one.sequence, one.stamp)


def _acceptances(event: InvitedEvent) -> Iterator[Acceptance]:
    title = event.occasions[0].title
    yield from (Acceptance(event.organizer, title, lines, event.zones) for lines in event.answers)


def _notes(
    rule: Meetings, event: InvitedEvent, held: Sequence[Occasion], wanted: Sequence[Wanted], now: datetime
) -> Iterator[str]:
    if any(one.zone is Zone.FLOATING for one in held):
        yield "Inbjudan säger ingen tidszon. Vi har räknat med svensk tid."
    if event.is_series and event.is_whole and any(STOP_DATE.find(one.text) for one in held):
        yield "Texten nämner en stoppdag, men inbjudan är en serie. Stoppdagarna är räknade efter regeln."
    elif any(one.starts and STOP_DATE.find(one.text) and not _stops(rule, event, one) for one in held):
        yield "Texten nämner en stoppdag som vi inte kunde läsa. Stoppdagen är räknad efter regeln."
    past = sum(one.starts is not None and one.starts <= now for one in held)
    yield from _past(past)
    if event.more or len(held) > len(wanted) + past:
        last = max((one.starts_at for one in wanted), default=now)
        yield (
            f"Serien fortsätter. Mötena till och med {calendar.swedish_day(last)} läggs in. Skicka serien igen "
            "när fler ska in."
        )
