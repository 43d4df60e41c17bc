"""What invitations do to the calendar: each followed as it comes, late and repeated ones among them."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze
from mailbot.meetings.planning import newer_invitation
from mailbot.meetings.planning.asked_by_invitation import Understood, understand
from mailbot.meetings.planning.calendar_file import read
from mailbot.meetings.planning.carry_out import carry_out
from mailbot.meetings.planning.plan import Plan, Wanted
from mailbot.store.tables import Agenda, Letter, Meeting
from mailbot.store.values import LetterKind, State
from tests.support.invitations import exception, outlook
from tests.support.meetings import TOKEN, a_meeting, an_initiative, letters

ZONE = "TZID=W. Europe Standard Time"
MONTHLY = "RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=4\n"
SERIES = ["2027-03-15 08", "2027-04-19 07", "2027-05-17 07", "2027-06-21 07"]


def follow(work, text: str):
    """Do what an invitation asks for; return what was done and what could not be."""
    return carry_out(work, asked(work, text).plan, TOKEN)


def asked(work, text: str) -> Understood:
    invited = read(text.replace("\n", "\r\n").encode())
    known = lambda uid: newer_invitation.is_known(work.session, uid)  # noqa: E731 - named for what it answers
    return understand(invited, work.config.meetings, work.now, known)


def held(work) -> list[str]:
    """Return day and hour (UTC) of each meeting that is not cancelled."""
    rows = work.session.scalars(select(Meeting).where(Meeting.cancelled_at.is_(None)).order_by(Meeting.day))
    return [f"{row.starts_at:%Y-%m-%d %H}" for row in rows]


def at(day: str, **changes) -> str:
    return outlook(starts=f"{ZONE}:2027{day}T090000", **changes)


def test_new_invitation_enters_the_meeting(work):
    done = follow(work, at("0315"))
    assert done == (
        ("Måndag 15 mars 2027 kl. 09.00, Regionens hus. Stoppdag måndag 1 mars kl. 12.00.",),
        (),
    )
    assert held(work) == ["2027-03-15 08"]


def test_newer_invitation_moves_the_meeting_and_its_stop_date(work):
    follow(work, at("0315"))
    follow(work, at("0318", sequence=1))
    (meeting,) = work.session.scalars(select(Meeting))
    assert (meeting.day, meeting.stop_at) == (date(2027, 3, 18), datetime(2027, 3, 4, 11, tzinfo=UTC))


def test_later_stamp_of_the_same_sequence_is_newer(work):
    follow(work, at("0315"))
    follow(work, at("0318", stamp="20261120T080001Z"))
    assert held(work) == ["2027-03-18 08"]


@pytest.mark.parametrize(
    "late",
    [
        at("0318", sequence=2),
        at("0318", sequence=1, stamp="20261130T080000Z"),
        at("0318", sequence=2, method="CANCEL"),
        at("0318", sequence=0, method="CANCEL", stamp="20261130T080000Z"),
    ],
    ids=["again", "late", "cancelled at once", "cancelled before"],
)
def test_what_comes_late_or_again_changes_nothing(late, work):
    follow(work, at("0315", sequence=2))
    assert follow(work, late) == ((), ())
    assert held(work) == ["2027-03-15 08"]


def test_cancel_ends_the_meeting_and_a_late_request_does_not_bring_it_back(work):
    follow(work, at("0315"))
    follow(work, at("0315", sequence=1, method="CANCEL"))
    assert held(work) == []
    assert follow(work, at("0315")) == ((), ())
    assert held(work) == []


def test_newer_request_brings_a_cancelled_meeting_back(work):
    follow(work, at("0315"))
    follow(work, at("0315", sequence=1, method="CANCEL"))
    follow(work, at("0315", sequence=2))
    assert held(work) == ["2027-03-15 08"]


def test_series_makes_the_years_meetings(work):
    follow(work, outlook(more=MONTHLY))
    assert held(work) == SERIES


def test_exception_moves_one(work):
    follow(work, outlook(more=MONTHLY))
    one = f"RECURRENCE-ID;{ZONE}:20270419T090000\n"
    follow(work, at("0421", sequence=1, stamp="20261121T080000Z", more=one))
    assert held(work) == [SERIES[0], "2027-04-21 07", *SERIES[2:]]


def test_exception_is_moved_again_and_back_on_its_day(work):
    follow(work, outlook(more=MONTHLY))
    one = f"RECURRENCE-ID;{ZONE}:20270419T090000\n"
    follow(work, at("0421", sequence=1, stamp="20261121T080000Z", more=one))
    follow(work, at("0419", sequence=2, stamp="20261122T080000Z", more=one))
    assert held(work) == SERIES


def test_cancelled_occurrence_drops_one(work):
    follow(work, outlook(more=MONTHLY))
    one = f"RECURRENCE-ID;{ZONE}:20270419T090000\n"
    follow(work, at("0419", sequence=1, stamp="20261121T080000Z", more=one, method="CANCEL"))
    assert held(work) == [SERIES[0], *SERIES[2:]]


def test_left_out_in_a_newer_series_drops_one(work):
    follow(work, outlook(more=MONTHLY))
    follow(work, outlook(more=f"{MONTHLY}EXDATE;{ZONE}:20270419T090000\n", sequence=1))
    assert held(work) == [SERIES[0], *SERIES[2:]]


def test_series_that_comes_again_does_not_undo_an_exception(work):
    follow(work, outlook(more=MONTHLY))
    one = f"RECURRENCE-ID;{ZONE}:20270419T090000\n"
    follow(work, at("0421", sequence=1, stamp="20261121T080000Z", more=one))
    follow(work, outlook(more=MONTHLY))
    follow(work, outlook(more=MONTHLY, stamp="20261120T080100Z", sequence=1))
    assert held(work) == [SERIES[0], "2027-04-21 07", *SERIES[2:]]


def test_series_and_its_exception_come_in_one_file(work):
    moved = exception("20270419T090000", "20270421T090000")
    follow(work, outlook(more=MONTHLY).replace("END:VCALENDAR", moved + "END:VCALENDAR"))
    assert held(work) == [SERIES[0], "2027-04-21 07", *SERIES[2:]]


def test_series_that_is_moved_moves_its_meetings(work):
    follow(work, outlook(more=MONTHLY))
    before = set(work.session.scalars(select(Meeting.id)))
    tuesdays = MONTHLY.replace("3MO", "3TU")
    follow(work, outlook(starts=f"{ZONE}:20270316T100000", more=tuesdays, sequence=1))
    assert held(work) == ["2027-03-16 09", "2027-04-20 08", "2027-05-18 08", "2027-06-15 08"]
    assert set(work.session.scalars(select(Meeting.id))) == before


def test_series_is_cancelled_whole(work):
    follow(work, outlook(more=MONTHLY))
    follow(work, outlook(more=MONTHLY, sequence=1, method="CANCEL"))
    assert held(work) == []


def test_meeting_that_was_entered_by_hand_becomes_the_invitations(work):
    a_meeting(work, date(2027, 3, 15))
    follow(work, at("0315"))
    follow(work, at("0317", sequence=1))
    assert held(work) == ["2027-03-17 08"]


def test_day_of_another_invitation_is_not_taken(work):
    follow(work, at("0315", uid="1"))
    assert follow(work, at("0315", uid="2")) == (
        (),
        ("Måndag 15 mars 2027: det finns redan ett annat möte den dagen.",),
    )


def test_two_meetings_change_days(work):
    follow(work, outlook(more="RRULE:FREQ=WEEKLY;COUNT=2\n"))
    swapped = exception("20270315T090000", "20270322T090000") + exception("20270322T090000", "20270315T090000")
    both = outlook(more="RRULE:FREQ=WEEKLY;COUNT=2\n", sequence=1, stamp="20261202T080000Z")
    follow(work, both.replace("END:VCALENDAR", swapped.replace("20261201", "20261202") + "END:VCALENDAR"))
    assert held(work) == ["2027-03-15 08", "2027-03-22 08"]


def test_frozen_agenda_moves_along_and_its_initiators_are_told_once(work):
    initiative = an_initiative(work)
    follow(work, at("0315"))
    meeting = calendar.held_on(work.session, date(2027, 3, 15))
    freeze.freeze(work, meeting, work.now, TOKEN)
    stop = meeting.stop_at
    done, refused = follow(work, at("0318", sequence=1))
    assert (len(done), refused, meeting.day, meeting.stop_at) == (1, (), date(2027, 3, 18), stop)
    assert letters(work, LetterKind.MEETING_MOVED) == [("meeting_moved", initiative.initiator_address, "queued")]
    assert list(work.session.scalars(select(Agenda.revision))) == [1, 2]
    assert initiative.state is State.ON_AGENDA


def test_cancelled_meeting_gives_its_items_back_and_tells_their_initiators_once(work):
    initiative = an_initiative(work)
    follow(work, at("0315"))
    freeze.freeze(work, calendar.held_on(work.session, date(2027, 3, 15)), work.now, TOKEN)
    follow(work, at("0315", sequence=1, method="CANCEL"))
    follow(work, at("0315", sequence=2, method="CANCEL"))
    assert initiative.state is State.QUEUED
    assert letters(work, LetterKind.OFF_AGENDA) == [("off_agenda", initiative.initiator_address, "queued")]


def test_plan_without_invitation_moves_what_an_invitation_made(work):
    follow(work, at("0315"))
    later = Wanted(datetime(2027, 3, 15, 12, tzinfo=UTC), "Rådhuset, Varberg", datetime(2027, 3, 3, 11, tzinfo=UTC))
    carry_out(work, Plan(wanted=(later,)), TOKEN)
    (meeting,) = work.session.scalars(select(Meeting))
    assert (meeting.starts_at, meeting.place, meeting.stop_at) == (later.starts_at, later.place, later.stop_at)


def test_stop_date_that_was_set_stays_when_the_place_changes_and_moves_with_the_day(work):
    stop = datetime(2027, 3, 10, 14, tzinfo=UTC)
    follow(work, at("0315"))
    carry_out(work, Plan(wanted=(Wanted(datetime(2027, 3, 15, 8, tzinfo=UTC), "Regionens hus", stop),)), TOKEN)
    follow(work, at("0315", sequence=1, place="Rådhuset"))
    (meeting,) = work.session.scalars(select(Meeting))
    assert (meeting.place, meeting.stop_at) == ("Rådhuset", stop)
    follow(work, at("0317", sequence=2))
    assert meeting.stop_at == datetime(2027, 3, 12, 14, tzinfo=UTC)


def test_cancel_of_a_meeting_that_no_invitation_made_cancels_it(work):
    a_meeting(work, date(2027, 3, 15))
    follow(work, at("0315", method="CANCEL"))
    assert held(work) == []


def test_cancel_of_an_unknown_invitation_leaves_another_invitations_meeting(work):
    follow(work, at("0315", uid="1"))
    assert follow(work, at("0315", uid="2", method="CANCEL")) == ((), ())
    assert held(work) == ["2027-03-15 08"]


def test_initiator_of_a_cancelled_meeting_hears_of_the_one_that_comes_instead(work):
    initiative = an_initiative(work)
    follow(work, outlook(more=MONTHLY))
    freeze.freeze(work, calendar.held_on(work.session, date(2027, 3, 15)), work.now, TOKEN)
    follow(work, outlook(starts=f"{ZONE}:20270401T090000", more="RRULE:FREQ=MONTHLY;COUNT=2\n", sequence=1))
    (told,) = work.session.scalars(select(Letter).where(Letter.kind == LetterKind.OFF_AGENDA))
    assert (
        "torsdag 1 april 2027"
        in message_from_bytes(zlib.decompress(told.mime), policy=policy.default).get_body().get_content()
    )
    assert initiative.state is State.QUEUED


def test_invitation_that_is_known_is_followed_under_another_title(work):
    follow(work, at("0315"))
    follow(work, at("0318", sequence=1, title="Möte om initiativ"))
    assert held(work) == ["2027-03-18 08"]


def test_invitation_without_a_place_keeps_the_meetings(work):
    a_meeting(work, date(2027, 3, 15))
    follow(work, at("0315", place=""))
    (meeting,) = work.session.scalars(select(Meeting))
    assert meeting.place == "Regionens hus, Halmstad"


def test_stamp_from_the_future_passes_no_later_word_for_old(work):
    follow(work, at("0315", stamp="20990101T080000Z"))
    done = follow(an_hour_later(work), at("0318", stamp=in_half_an_hour(work)))
    assert (held(work), bool(done[0])) == (["2027-03-18 08"], True)


def test_exception_from_the_future_passes_no_later_word_for_old(work):
    follow(work, at("0315", more=MONTHLY))
    follow(work, with_exception("20270420T090000", stamp="20990101T080000Z"))
    follow(an_hour_later(work), with_exception("20270421T090000", stamp=in_half_an_hour(work)))
    assert held(work) == ["2027-03-15 08", "2027-04-21 07", "2027-05-17 07", "2027-06-21 07"]


def an_hour_later(work):
    return replace(work, now=work.now + timedelta(hours=1))


def in_half_an_hour(work) -> str:
    return f"{work.now + timedelta(minutes=30):%Y%m%dT%H%M%SZ}"


def with_exception(starts: str, stamp: str) -> str:
    whole = at("0315", more=MONTHLY)
    one = exception("20270419T090000", starts, sequence=0, stamp=stamp)
    return whole.replace("END:VCALENDAR\n", f"{one}END:VCALENDAR\n")


def test_series_without_a_stamp_is_told_from_its_beginning_and_cancels_nothing(work):
    series = at("0315", more=MONTHLY).replace("DTSTAMP:20261120T080000Z\n", "")
    assert "DTSTAMP" not in series
    follow(work, series)
    assert held(work) == SERIES


@pytest.mark.parametrize("stamp", ["DTSTAMP:20990101T080000Z\n", "DTSTAMP:20210101T080000Z\n", ""])
def test_series_of_which_nobody_knows_what_holds_now_is_asked_about(work, stamp):
    follow(work, at("0315", more=MONTHLY))
    monthly = "RRULE:FREQ=MONTHLY;BYDAY=3MO\n"
    old = outlook(starts=f"{ZONE}:20190318T090000", more=monthly, sequence=1)
    found = asked(work, old.replace("DTSTAMP:20261120T080000Z\n", stamp))
    assert (len(found.unclear), found.plan) == (1, Plan())


@pytest.mark.parametrize("more", ["RECURRENCE-ID;RANGE=THISANDFUTURE;{zone}:20270315T090000\n"])
def test_cancellation_that_is_not_taken_takes_no_day_off(work, more):
    a_meeting(work, day=date(2027, 3, 15))
    found = asked(work, at("0315", method="CANCEL", more=more.format(zone=ZONE), uid="another"))
    assert (len(found.unclear), found.plan) == (1, Plan())


def test_cancellation_that_is_taken_takes_off_the_day_of_a_meeting_without_an_invitation(work):
    found = asked(work, at("0315", method="CANCEL", uid="another"))
    assert found.plan.days_off == (date(2027, 3, 15),)
