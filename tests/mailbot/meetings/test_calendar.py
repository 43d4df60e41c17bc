"""RUG's calendar: what is entered, what is next, what is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from mailbot.config import STOCKHOLM
from mailbot.errors import MeetingRefused, NotFound
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze
from mailbot.outbox.contents import MeetingView
from mailbot.store.tables import Event, Meeting
from mailbot.store.values import EventKind, LetterKind, State
from tests.support.meetings import NOW, TOKEN, a_config, a_meeting, a_unit_of_work, an_initiative, later, letters


def test_view_tells_the_meeting_in_swedish_and_in_swedish_time(work):
    assert calendar.view(a_meeting(work)) == MeetingView(
        day="torsdag 10 december 2026",
        time="09.00",
        place="Regionens hus, Halmstad",
        stop="torsdag 26 november kl. 12.00",
    )


def test_swedish_day_takes_a_time_as_the_day_it_is_in_sweden():
    assert calendar.swedish_day(datetime.fromisoformat("2026-06-30T23:30:00+00:00")) == "onsdag 1 juli 2026"


def test_add_writes_the_audit_event(work):
    a_meeting(work)
    work.write_events()
    event = work.session.scalars(select(Event)).one()
    assert (event.kind, event.subject, event.data) == (
        EventKind.MEETING_ADDED,
        "meeting:2026-12-10",
        {"starts": "2026-12-10T09:00:00+01:00", "stop": "2026-11-26T12:00:00+01:00"},
    )


def test_add_refuses_a_day_that_has_a_meeting(work):
    a_meeting(work)
    with pytest.raises(MeetingRefused, match="already a meeting on 2026-12-10"):
        a_meeting(work)


def test_add_refuses_a_stop_after_the_start(work):
    with pytest.raises(MeetingRefused, match="would close after the meeting has started"):
        a_meeting(work, stop_days=-1)


def test_add_refuses_a_start_on_another_day(work):
    start = datetime(2026, 12, 11, 9, tzinfo=STOCKHOLM)
    with pytest.raises(MeetingRefused, match="starts on another day"):
        calendar.add(work, date(2026, 12, 10), start, start, "")


def test_find_says_what_is_wrong(work):
    meeting = a_meeting(work)
    assert calendar.find(work.session, "2026-12-10") is meeting
    with pytest.raises(NotFound, match="no meeting on 2026-12-11"):
        calendar.find(work.session, "2026-12-11")
    with pytest.raises(NotFound, match="Write it as 2026-12-10"):
        calendar.find(work.session, "10 december")


def test_from_config_enters_each_meeting_once_and_revives_none(session):
    dates = [{"date": date(2026, 12, 10), "stop": datetime(2026, 11, 26, 12), "place": "Varberg"}]  # noqa: DTZ001 - as TOML gives it
    work = a_unit_of_work(session, a_config(meetings={"dates": dates}))
    entered = calendar.from_config(work)
    calendar.cancel(work, entered[0])
    assert [meeting.place for meeting in entered] == ["Varberg"]
    assert calendar.from_config(work) == []
    assert entered[0].cancelled_at == NOW


def test_from_config_enters_no_meeting_again_that_was_moved(session):
    dates = [{"date": date(2026, 12, 10), "stop": datetime(2026, 11, 26, 12), "place": "Varberg"}]  # noqa: DTZ001 - as TOML gives it
    work = a_unit_of_work(session, a_config(meetings={"dates": dates}))
    (meeting,) = calendar.from_config(work)
    calendar.move(work, meeting, datetime(2026, 12, 14, 9, tzinfo=STOCKHOLM), meeting.stop_at, "Varberg")
    assert calendar.from_config(work) == []
    assert [one.day for one in calendar.coming(session, NOW)] == [date(2026, 12, 14)]


def test_move_refuses_a_day_that_has_a_meeting_and_a_meeting_that_is_cancelled(work):
    first, second = a_meeting(work, date(2026, 12, 10)), a_meeting(work, date(2026, 12, 17))
    with pytest.raises(MeetingRefused, match="already a meeting on 2026-12-17"):
        calendar.move(work, first, second.starts_at, first.stop_at, "")
    calendar.cancel(work, first)
    with pytest.raises(MeetingRefused, match="is cancelled"):
        calendar.move(work, first, second.starts_at + timedelta(days=1), first.stop_at, "")


def test_day_of_a_cancelled_meeting_takes_another(work):
    calendar.cancel(work, a_meeting(work))
    again = a_meeting(work)
    assert calendar.find(work.session, "2026-12-10") is again


def test_next_meeting_is_the_first_that_still_takes_in(work):
    frozen, cancelled, open_one = (a_meeting(work, date(2026, 12, day)) for day in (14, 15, 17))
    a_meeting(work, date(2027, 1, 21))
    freeze.freeze(work, frozen, NOW, TOKEN)
    calendar.cancel(work, cancelled)
    assert calendar.next_meeting(work.session, NOW) is open_one


def test_next_meeting_ends_at_its_stop(work):
    meeting = a_meeting(work)
    assert calendar.next_meeting(work.session, meeting.stop_at - timedelta(seconds=1)) is meeting
    assert calendar.next_meeting(work.session, meeting.stop_at) is None


def test_missed_is_the_soonest_meeting_whose_stop_has_passed(work):
    meeting = a_meeting(work)
    assert calendar.missed(work.session, meeting.stop_at - timedelta(seconds=1)) is None
    assert calendar.missed(work.session, meeting.stop_at) is meeting
    assert calendar.missed(work.session, meeting.starts_at) is None


def test_around_looks_up_both_at_once(work):
    frozen, cancelled = (a_meeting(work, date(2026, 12, day)) for day in (14, 15))
    for day in (date(2026, 12, 17), date(2027, 1, 21)):
        a_meeting(work, day)
    freeze.freeze(work, frozen, NOW, TOKEN)
    calendar.cancel(work, cancelled)
    edges = [at for one in calendar.coming(work.session, NOW) for at in (one.stop_at, one.starts_at)]
    moments = [at + timedelta(seconds=seconds) for at in (NOW, *edges) for seconds in (-1, 0, 1)]
    session = work.session
    apart = [(calendar.next_meeting(session, at), calendar.missed(session, at)) for at in moments]
    assert [calendar.around(session, at) for at in moments] == apart
    assert len(set(apart)) > 3


def test_due_leaves_out_frozen_cancelled_and_old_meetings(work):
    old, frozen, cancelled, due, _coming = (
        a_meeting(work, day)
        for day in (date(2026, 11, 12), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 24))
    )
    freeze.freeze(work, frozen, NOW, TOKEN)
    calendar.cancel(work, cancelled)
    assert calendar.due(work.session, NOW) == [due]
    assert old.starts_at < NOW - timedelta(days=7)


def test_cancel_returns_what_stands_on_the_agenda_to_its_place_in_the_queue(work):
    meeting, initiative = a_meeting(work), an_initiative(work)
    initiative.deferred = True
    freeze.freeze(work, meeting, NOW, TOKEN)
    a_meeting(work, date(2027, 1, 21))
    calendar.cancel(later(work, days=1), meeting)
    assert (initiative.state, initiative.deferred) == (State.QUEUED, True)
    assert letters(work, LetterKind.OFF_AGENDA) == [("off_agenda", "karin.holm1@varberg.example", "queued")]
    with pytest.raises(MeetingRefused, match="already cancelled"):
        calendar.cancel(work, meeting)


def test_meeting_whose_stop_is_after_its_start_is_refused_by_the_database_too(work):
    work.session.add(Meeting(day=date(2027, 2, 1), starts_at=NOW, stop_at=NOW + timedelta(hours=1)))
    with pytest.raises(Exception, match="stop_before_start"), work.session.begin_nested():
        work.session.flush()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 10), []),
        (date(2026, 12, 24), ["Torsdag 24 december 2026 är julafton."]),
        (
            date(2026, 6, 6),
            ["Lördag 6 juni 2026 är nationaldagen.", "Lördag 6 juni 2026 infaller på en helg."],
        ),
        (date(2026, 12, 13), ["Söndag 13 december 2026 infaller på en helg."]),
    ],
)
def test_warnings_name_holidays_and_weekends(day, said):
    assert calendar.warnings(day) == said
