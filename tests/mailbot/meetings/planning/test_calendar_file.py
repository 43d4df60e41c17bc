"""What is read of calendar files, whatever program wrote them; and of such as nobody should."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailbot.intake.reading import read as read_mail
from mailbot.mail.message import Location, RawMessage
from mailbot.mail.sender.automatic import invites
from mailbot.meetings.planning.calendar_file import read
from mailbot.meetings.planning.invited import Invited, Method, NotInvited, Zone
from tests.support.backlog import SECRETARY
from tests.support.invitations import UID, WEST_EUROPE, exception, outlook
from tests.support.paths import ROOT

SHAPES = sorted((ROOT / "tests" / "golden" / "invitations").glob("*.eml"))
NOON = datetime(2027, 3, 15, 8, tzinfo=UTC)
MARCH = datetime(2026, 11, 20, 8, tzinfo=UTC)
MONTHLY = "RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=4\n"


def ics(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def the_event(text: str):
    found = read(ics(text))
    assert isinstance(found, Invited), found
    (event,) = found.events
    return event


def starts(event) -> list[str]:
    return [f"{one.starts:%Y-%m-%dT%H:%M}" for one in event.occasions]


@pytest.mark.parametrize("mail", SHAPES, ids=lambda mail: mail.stem)
def test_every_program_says_the_same(mail):
    seen = read_mail(RawMessage(mail.read_bytes(), MARCH, Location("", "", 0, 0)), (), ())
    assert invites(seen.message)
    (calendar,) = {reading.calendar for reading in seen.readings if reading.calendar}
    (event,) = calendar.events
    (one,) = event.occasions
    assert (calendar.method, event.organizer, event.is_series, event.is_whole) == (
        Method.REQUEST,
        SECRETARY,
        False,
        True,
    )
    assert (one.starts, one.zone, one.title, one.place) == (
        datetime(2027, 3, 15, 8, tzinfo=UTC),
        Zone.NAMED,
        "RUG-möte mars",
        "Regionens hus, Halmstad",
    )
    assert event.stamp == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert event.zones.startswith("BEGIN:VTIMEZONE\r\nTZID:")


def test_there_are_six_programs():
    assert len(SHAPES) == 6


@pytest.mark.parametrize(
    ("begins", "utc", "zone"),
    [
        ("TZID=W. Europe Standard Time:20270315T090000", "2027-03-15T08:00", Zone.NAMED),
        ("TZID=W. Europe Standard Time:20270615T090000", "2027-06-15T07:00", Zone.NAMED),
        ("TZID=Romance Standard Time:20270315T090000", "2027-03-15T08:00", Zone.NAMED),
        ("TZID=Europe/Helsinki:20270315T100000", "2027-03-15T08:00", Zone.NAMED),
        ("X-A=B:20270315T080000Z", "2027-03-15T08:00", Zone.NAMED),
        ("X-A=B:20270315T090000", "2027-03-15T08:00", Zone.FLOATING),
        ("X-A=B:20270615T090000", "2027-06-15T07:00", Zone.FLOATING),
        ('TZID="(UTC+01:00) Amsterdam, Stockholm":20270315T090000', "2027-03-15T08:00", Zone.UNKNOWN),
    ],
)
def test_time_is_the_zones(begins, utc, zone):
    (one,) = the_event(outlook(starts=begins, ends=begins, zones="")).occasions
    assert (f"{one.starts:%Y-%m-%dT%H:%M}", one.zone) == (utc, zone)


def test_zone_that_the_file_describes_goes_before_its_name():
    zones = WEST_EUROPE.replace("W. Europe Standard Time", "Min egen tid").replace("+0200", "+0400")
    (one,) = the_event(outlook(starts="TZID=Min egen tid:20270615T090000", zones=zones)).occasions
    assert f"{one.starts:%H:%M}" == "05:00"


def test_all_day_has_a_day_and_no_time():
    (one,) = the_event(outlook(starts="VALUE=DATE:20270315", ends="VALUE=DATE:20270316")).occasions
    assert (one.day, one.starts) == (date(2027, 3, 15), None)


def test_series_tells_its_times_without_those_that_are_left_out():
    more = MONTHLY + "EXDATE;TZID=W. Europe Standard Time:20270419T090000\n"
    event = the_event(outlook(more=more))
    assert (event.is_series, event.is_whole, event.more) == (True, True, False)
    assert starts(event) == ["2027-03-15T08:00", "2027-05-17T07:00", "2027-06-21T07:00"]
    assert [one.original for one in event.occasions] == [date(2027, 3, 15), date(2027, 5, 17), date(2027, 6, 21)]


def test_exception_in_the_file_stands_in_its_place_with_its_own_version():
    text = outlook(more=MONTHLY)
    moved = exception("20270419T090000", "20270421T130000", sequence=4, stamp="20261201T080000Z")
    event = the_event(text.replace("END:VCALENDAR", moved + "END:VCALENDAR"))
    assert starts(event)[:2] == ["2027-03-15T08:00", "2027-04-21T11:00"]
    assert [(one.original, one.sequence) for one in event.occasions][:2] == [
        (date(2027, 3, 15), 0),
        (date(2027, 4, 19), 4),
    ]


@pytest.mark.parametrize(
    "original",
    [
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20270419T090000",
        "RECURRENCE-ID:20270419T070000Z",
        "RECURRENCE-ID;VALUE=DATE:20270419",
        "RECURRENCE-ID:20270419T090000",
    ],
)
def test_exception_alone_names_its_day_however_it_is_written(original):
    event = the_event(outlook(starts="TZID=W. Europe Standard Time:20270421T130000", more=f"{original}\n"))
    assert (event.is_whole, event.occasions[0].original) == (False, date(2027, 4, 19))
    assert starts(event) == ["2027-04-21T11:00"]


def test_this_and_all_that_follow_is_told():
    more = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=W. Europe Standard Time:20270419T090000\n"
    assert the_event(outlook(more=more)).follows


def test_series_without_end_is_told_as_far_as_years_go():
    event = the_event(outlook(more="RRULE:FREQ=MONTHLY;BYDAY=3MO\n"))
    assert starts(event)[-1] == "2029-01-15T08:00"


def test_series_with_many_times_is_cut_off():
    event = the_event(outlook(more="RRULE:FREQ=DAILY\n"))
    assert (len(event.occasions), event.more) == (120, True)


@pytest.mark.parametrize(
    "text",
    [
        outlook(method="REPLY"),
        outlook().replace(f"UID:{UID}\n", ""),
        outlook(uid="x" * 501),
        outlook(starts="X-A=B:rubbish"),
        outlook(more="RRULE:FREQ=OFTEN\n"),
        outlook(ends="TZID=W. Europe Standard Time:20270315T080000", more=MONTHLY),
        "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
        outlook(text="x" * 1_000_000),
        outlook().replace("END:VCALENDAR", 201 * "BEGIN:VEVENT\nUID:1\nEND:VEVENT\n" + "END:VCALENDAR"),
    ],
    ids=["reply", "no UID", "long UID", "no time", "no rule", "ends first", "empty", "cut", "large", "many"],
)
def test_what_can_not_be_taken_is_said(text):
    assert isinstance(read(ics(text)), NotInvited)


def test_file_in_latin_letters_is_read():
    found = read(outlook().replace("\n", "\r\n").encode("cp1252"))
    assert found.events[0].occasions[0].title == "RUG-möte"


def test_file_without_method_publishes():
    assert read(ics(outlook().replace("METHOD:REQUEST\n", ""))).method is Method.PUBLISH


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=YEARLY;INTERVAL=0;BYMONTH=3",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;COUNT=5",
    ],
)
def test_rule_that_never_comes_to_its_next_time_is_refused(rule):
    assert isinstance(read(ics(outlook(more=f"RRULE:{rule}\n"))), NotInvited)
