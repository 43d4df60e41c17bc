"""Days and times as people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from mailbot.meetings.planning.day_in_words import day_and_time
from mailbot.meetings.planning.stop_date_in_words import told_in
from mailbot.primitives.swedish_time import STOCKHOLM

FIRST = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "day", "at", "rest"),
    [
        ("2027-03-01 kl 12", FIRST, time(12), ""),
        ("måndag den 1 mars 2027 kl. 9.30", FIRST, time(9, 30), ""),
        ("1/3 2027", FIRST, None, ""),
        ("1:a mars 2027, 09:00", FIRST, time(9), ""),
        ("2027-03-01 12:00:00", FIRST, time(12), ""),
        ("1 mars", FIRST, None, ""),
        ("9–12", None, time(9), ""),
        ("kl 13", None, time(13), ""),
        ("kl. 9", None, time(9), ""),
        ("kl.9.30", None, time(9, 30), ""),
        ("klockan 9.30", None, time(9, 30), ""),
        ("15/3 2027 kl.9", date(2027, 3, 15), time(9), ""),
        ("31 februari 2027", None, None, ""),
        ("nästa vecka", None, None, "nästa vecka"),
        ("25", None, None, "25"),
    ],
)
def test_day_and_time(text, day, at, rest):
    said = day_and_time(text)
    assert (said.on(2027), said.at, said.rest) == (day, at, rest)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("Hej!\nStoppdag 2026-12-30 kl 12\nVälkomna", ["2026-12-30T12:00"]),
        ("Stoppdatum: 30 december kl. 14.30.", ["2026-12-30T14:30"]),
        ("Stoppdag är tisdag 5 januari. 3 ärenden finns.", ["2027-01-05T12:00"]),
        ("Sista dagen för förslag är 4/1", ["2027-01-04T12:00"]),
        ("Stoppdag 2027-02-01", ["2027-02-01T12:00"]),
        ("Stoppdag 4 januari. Ja, stoppdag 4 januari!", ["2027-01-04T12:00"]),
        ("Stoppdag 4 januari eller stoppdag 5 januari", ["2027-01-04T12:00", "2027-01-05T12:00"]),
        ("Stoppdag onsdag 5 januari", []),
        ("Stoppdag meddelas senare\n2027-01-04", []),
        ("Vi ses 2027-01-04 kl 12", []),
    ],
)
def test_stop_date_in_a_text(text, stops):
    found = told_in(text, datetime(2027, 1, 15, 9, tzinfo=STOCKHOLM), time(12))
    assert [f"{stop:%Y-%m-%dT%H:%M}" for stop in found] == stops
