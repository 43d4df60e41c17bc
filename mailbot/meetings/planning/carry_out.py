"""Does what a plan asks for, when it has been confirmed; and tells it, a Swedish sentence for each meeting."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.errors import MeetingRefused
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze
from mailbot.meetings.planning import newer_invitation
from mailbot.meetings.planning.differences import PlannedChange, What, compare
from mailbot.meetings.planning.plan import Plan, Wanted
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Meeting


def carry_out(work: UnitOfWork, plan: Plan, token: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Change the calendar, and return what was done and what could not be, in sentences.

    What is no longer news, since something newer was followed meanwhile, changes nothing. An agenda that is
    frozen is made again for a meeting that moves; `token` is a new random hexadecimal text.
    """
    found = compare(work.session, work.config.meetings, plan, work.now)
    done: list[str] = []
    refused = [taken(one) for one in found.taken]
    for change in _in_safe_order(found.changes):
        try:
            with work.savepoint():
                done.append(_do(work, change, f"{token}{len(done)}"))
        except MeetingRefused:
            refused.append(f"{calendar.swedish_day(change.day).capitalize()}: det går inte som läget är nu.")
    newer_invitation.note(work.session, newer_invitation.news(work.session, plan).versions)
    return tuple(done), tuple(refused)


def taken(one: Wanted) -> str:
    """Say that another meeting is held on the day."""
    return f"{calendar.swedish_day(one.starts_at).capitalize()}: det finns redan ett annat möte den dagen."


def _in_safe_order(changes: tuple[PlannedChange, ...]) -> Iterator[PlannedChange]:
    """Yield what frees a day before what takes one. A chain of moves goes from its free end.

    What takes no day from another comes first: an initiator whose meeting is cancelled hears of the next one.
    """
    freed = {change.meeting.day for change in changes if change.meeting is not None}
    added = [change for change in changes if change.what is What.ADDED]
    yield from (change for change in added if change.day not in freed)
    yield from (change for change in changes if change.what is What.CANCELLED)
    moves = [change for change in changes if change.what is What.MOVED]
    while moves:
        held = {change.meeting.day for change in moves if change.meeting is not None}
        free = next((one for one in moves if one.meeting and one.day not in held - {one.meeting.day}), moves[0])
        moves.remove(free)
        yield free
    yield from (change for change in changes if change.what is What.TIED)
    yield from (change for change in added if change.day in freed)


def _do(work: UnitOfWork, change: PlannedChange, token: str) -> str:
    if change.wanted is None:
        assert change.meeting is not None
        calendar.cancel(work, change.meeting)
        return f"Inställt: {calendar.in_words(change.meeting)}."
    meeting = _held(work, change, change.wanted)
    if change.what is What.MOVED and meeting.agendas:
        freeze.reissue(work, meeting, token)
    meeting.uid, meeting.original = change.wanted.key if change.wanted.uid else (meeting.uid, meeting.original)
    told = calendar.in_words(meeting)
    return f"{told[0].upper()}{told[1:]}. Stoppdag {calendar.view(meeting).stop}."


def _held(work: UnitOfWork, change: PlannedChange, wanted: Wanted) -> Meeting:
    assert change.stop_at is not None
    if change.meeting is None:
        return calendar.add(work, change.day, wanted.starts_at, change.stop_at, change.place)
    if change.what is What.MOVED:
        calendar.move(work, change.meeting, wanted.starts_at, change.stop_at, change.place)
    return change.meeting
