"""Reads an iCalendar file (RFC 5545, RFC 5546), whatever program wrote it.

Pure, and for the sandbox's processes alone: a rule of repetition can ask for any amount of work. What is
told is bounded besides: bytes, events, and the times of each event.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]

from mailbot.meetings.planning.invited import Invited, InvitedEvent, Method, NotInvited, Occasion, Zone
from mailbot.primitives.swedish_time import STOCKHOLM

_MOST_BYTES = 1_000_000
_MOST_EVENTS = 200
_MOST_OCCASIONS = 120
_BEFORE, _AFTER = timedelta(days=31), timedelta(days=800)
"""Which times of a series are told, from when the file was made: a year's meetings, planned a year ahead."""
_OFTENER_THAN_DAILY = {"SECONDLY", "MINUTELY", "HOURLY"}
_LONGEST_ID, _LONGEST_LINE, _LONGEST_TEXT, _LONGEST_ZONE = 500, 300, 5_000, 30_000
_MOST_ANSWERS = 20
_ZONE = re.compile(r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*?$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_ZONE_NAME = re.compile(r"^TZID(?:;[^:\r\n]*)?:([^\r\n]+)", re.MULTILINE | re.IGNORECASE)
_HIGHEST = 2**31 - 1
_OLDEST = datetime(1970, 1, 1, tzinfo=UTC)
_COPIED = ("UID", "SEQUENCE", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "SUMMARY", "LOCATION", "ORGANIZER")
"""What an answer says again (RFC 5546 §3.2.3)."""


def read(data: bytes) -> Invited | NotInvited:
    """Return what the file says; never raises for what it holds."""
    if len(data) > _MOST_BYTES:
        return NotInvited("kalenderfilen är för stor")
    try:
        with warnings.catch_warnings(action="ignore"):  # the library warns of zones that it has guessed
            text = _text(data)
            return _read(icalendar.Calendar.from_ical(text), dict(_zones(text)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError) as error:
        return NotInvited(f"kalenderfilen följer inte formatet ({type(error).__name__})")


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _zones(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each zone that is described, and the description as it was written.

    Programs do not agree on how a comma in the name is written (RFC 5545 §3.8.3.1), so an answer copies theirs.
    """
    for block in _ZONE.findall(text):
        lines = "\r\n".join(block.splitlines())
        name = _ZONE_NAME.search(lines.replace("\r\n ", "").replace("\r\n\t", ""))
        if name is not None and len(lines) <= _LONGEST_ZONE:
            yield name[1].strip().replace("\\,", ","), f"{lines}\r\n"


def _read(calendar: icalendar.Calendar, written: dict[str, str]) -> Invited | NotInvited:
    method = str(calendar.get("METHOD", "")).strip().lower() or Method.PUBLISH
    if method not in list(Method):
        return NotInvited("kalenderfilen är ingen inbjudan")
    by_uid: dict[str, list[icalendar.Component]] = {}
    components = calendar.walk("VEVENT")
    for component in components[:_MOST_EVENTS]:
        by_uid.setdefault(str(component.get("UID", "")).strip(), []).append(component)
    if not components or len(components) > _MOST_EVENTS:
        return NotInvited("kalenderfilen har inga möten" if not components else "kalenderfilen har för många möten")
    if any(not uid or len(uid) > _LONGEST_ID for uid in by_uid):
        return NotInvited("ett möte i kalenderfilen saknar beteckning (UID)")
    zones = calendar.walk("VTIMEZONE")
    return Invited(Method(method), tuple(_event(uid, found, zones, written) for uid, found in by_uid.items()))


def _event(uid: str, components: list[icalendar.Component], zones: list[Any], written: dict[str, str]) -> InvitedEvent:
    """Put together what stands under one UID: a master, exceptions to it, or exceptions alone."""
    masters = [one for one in components if "RECURRENCE-ID" not in one]
    changed = [one for one in components if "RECURRENCE-ID" in one]
    head = masters[0] if masters else changed[0]
    _check_ends(components)
    _check_rules(components)
    is_series = bool(changed) or "RRULE" in head or "RDATE" in head
    if masters and is_series:
        occasions = list(_expanded(masters[0], changed, zones))
    else:
        occasions = [_occasion(one, one, is_series=is_series) for one in masters[:1] or changed]
    answered = masters[:1] or changed[:_MOST_ANSWERS]
    needed = _needed(answered, written)
    return InvitedEvent(
        uid=uid,
        organizer=_organizer(head),
        is_series=is_series,
        is_whole=bool(masters),
        follows=any("RANGE" in one["RECURRENCE-ID"].params for one in changed),
        sequence=_sequence(head),
        stamp=_stamp(head),
        occasions=tuple(occasions[:_MOST_OCCASIONS]),
        more=len(occasions) > _MOST_OCCASIONS,
        covers=_covers(masters[0]) if masters and is_series else None,
        answers=tuple(_answer(one, needed) for one in answered),
        zones="".join(needed.values()),
    )


def _check_ends(components: list[icalendar.Component]) -> None:
    """Refuse an event that ends before it begins: what repeats it would take the end for the beginning."""
    for one in components:
        begins, ends = _moment(one, "DTSTART"), _moment(one, "DTEND") if "DTEND" in one else None
        if ends is not None and (_day_and_time(ends) < _day_and_time(begins)):
            raise ValueError("DTEND")


def _check_rules(components: list[icalendar.Component]) -> None:
    """Refuse a rule that never comes to its next time, or is no meeting's."""
    for one in components:
        rules = one.get("RRULE") or []
        for rule in rules if isinstance(rules, list) else [rules]:
            often = {str(said).upper() for said in rule.get("FREQ", ())} & _OFTENER_THAN_DAILY
            if often or any(int(said) < 1 for said in rule.get("INTERVAL", ())):
                raise ValueError("RRULE")


def _day_and_time(moment: date) -> datetime:
    return _aware(moment if isinstance(moment, datetime) else datetime.combine(moment, time(), STOCKHOLM))


def _expanded(master: icalendar.Component, changed: list[icalendar.Component], zones: list[Any]) -> Iterator[Occasion]:
    """Yield the times of a series that lie about when the file was made, exceptions in their places."""
    calendar = icalendar.Calendar()
    for component in (*zones, master, *changed):
        calendar.add_component(component)
    exceptions = {_original(one): one for one in changed}
    for one in recurring_ical_events.of(calendar).between(*_covers(master)):
        yield _occasion(one, exceptions.get(_original(one), master), is_series=True)


def _covers(master: icalendar.Component) -> tuple[date, date]:
    """Return the days between which a series' times are told: about when it was made, else when it begins."""
    begins, made = _original(master), _stamp(master).date()
    made = begins if made == _OLDEST.date() else made
    first = max(made, date.min + _BEFORE) - _BEFORE
    return date.min if begins >= first else first, min(made, date.max - _AFTER) + _AFTER


def _occasion(one: icalendar.Component, source: icalendar.Component, *, is_series: bool) -> Occasion:
    """Return one time; how new it is stands in the component that it was made from."""
    begins, zone = _begins(one)
    starts = _aware(begins) if isinstance(begins, datetime) else None
    return Occasion(
        original=_original(one) if is_series else None,
        day=_swedish_day(begins),
        starts=starts,
        zone=zone,
        title=_line(one, "SUMMARY"),
        place=_line(one, "LOCATION"),
        text=str(one.get("DESCRIPTION", ""))[:_LONGEST_TEXT],
        sequence=_sequence(source),
        stamp=_stamp(source),
        is_cancelled=str(one.get("STATUS", "")).upper() == "CANCELLED",
    )


def _begins(one: icalendar.Component) -> tuple[date, Zone]:
    begins, names = _moment(one, "DTSTART"), "TZID" in one["DTSTART"].params
    if not isinstance(begins, datetime) or begins.tzinfo is not None:
        return begins, Zone.NAMED
    return begins, Zone.UNKNOWN if names else Zone.FLOATING


def _aware(moment: datetime) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)).astimezone(UTC)


def _swedish_day(moment: date) -> date:
    return _aware(moment).astimezone(STOCKHOLM).date() if isinstance(moment, datetime) else moment


def _original(one: icalendar.Component) -> date:
    return _swedish_day(_moment(one, "RECURRENCE-ID" if "RECURRENCE-ID" in one else "DTSTART"))


def _moment(one: icalendar.Component, name: str) -> date:
    """Return a day or a time; TypeError where there is neither."""
    held = getattr(one[name], "dt", None)
    if not isinstance(held, date):
        raise TypeError(name)
    return held


def _sequence(one: icalendar.Component) -> int:
    return min(max(0, int(str(one.get("SEQUENCE", 0)))), _HIGHEST)


def _stamp(one: icalendar.Component) -> datetime:
    """Return when this was said (RFC 5545 §3.8.7.2); of a file that says no time, it is older than all others."""
    name = next((name for name in ("DTSTAMP", "LAST-MODIFIED") if name in one), None)
    stamp = _moment(one, name) if name else _OLDEST
    return _aware(stamp) if isinstance(stamp, datetime) else _OLDEST


def _line(one: icalendar.Component, name: str) -> str:
    return " ".join(str(one.get(name, "")).split())[:_LONGEST_LINE]


def _organizer(one: icalendar.Component) -> str:
    said = str(one.get("ORGANIZER", "")).strip().lower()
    return said.removeprefix("mailto:")[:_LONGEST_LINE]


def _needed(answered: list[icalendar.Component], written: dict[str, str]) -> dict[str, str]:
    """Return the zones that the answers name, as they are described in the file."""
    named = {one[name].params.get("TZID") for one in answered for name in _COPIED if hasattr(one.get(name), "dt")}
    return {name: text for name, text in written.items() if name in named}


def _answer(one: icalendar.Component, zones: dict[str, str]) -> str:
    """Return the lines of the event that its answer says again; a time whose zone nobody describes goes as UTC."""
    answer = icalendar.Event()
    for name in _COPIED:
        held = one.get(name)
        if held is None or isinstance(held, list):
            continue
        moment = getattr(held, "dt", None)
        undescribed = "TZID" in getattr(held, "params", ()) and held.params["TZID"] not in zones
        if isinstance(moment, datetime) and moment.tzinfo and undescribed:
            answer.add(name, moment.astimezone(UTC))
        else:
            answer[name] = held
    written: str = answer.to_ical().decode()
    return written.removeprefix("BEGIN:VEVENT\r\n").removesuffix("END:VEVENT\r\n")
