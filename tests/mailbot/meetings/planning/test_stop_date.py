"""When an agenda closes by the rule: two weeks before at noon, on a day when people work."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mailbot.config import STOCKHOLM, Meetings
from mailbot.meetings.planning import stop_date


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("meeting", "stop"),
    [
        ("2027-03-15T09:00", "2027-03-01T12:00"),
        ("2027-07-09T09:00", "2027-06-24T12:00"),  # midsommarafton
        ("2027-01-07T09:00", "2026-12-23T12:00"),  # julafton
        ("2027-01-14T09:00", "2026-12-30T12:00"),  # nyårsafton
        ("2027-04-12T09:00", "2027-03-25T12:00"),  # påsk
        ("2027-03-14T09:00", "2027-02-26T12:00"),  # a Sunday
        ("2027-04-05T09:00", "2027-03-22T12:00"),  # summer time between the two
    ],
)
def test_agenda_closes_two_weeks_before_or_on_the_working_day_before_that(meeting, stop):
    assert stop_date.by_rule(Meetings(), at(meeting)) == at(stop)


def test_rule_is_the_configs_and_ends_when_the_meeting_begins():
    rule = Meetings(stop_days=0, stop_time="15:00")
    assert stop_date.by_rule(rule, at("2027-03-15T09:00")) == at("2027-03-15T09:00")


def test_stop_date_moves_with_the_meeting_as_many_days_before():
    moved = stop_date.moved(at("2027-03-15T09:00"), at("2027-03-05T16:00"), at("2027-03-18T09:00"))
    assert moved == at("2027-03-08T16:00")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-06-25", "Midsommarafton"),
        ("2027-12-24", "Julafton"),
        ("2027-06-24", None),
        ("2027-06-06", "Nationaldagen"),
    ],
)
def test_holidays_and_eves_have_names(day, name):
    assert stop_date.holiday(date.fromisoformat(day)) == name
