from __future__ import annotations

from datetime import date

import pytest

from mailbot.meetings.decisions.follow_up_day import follow_up_day, without_follow_up

DECIDED = date(2026, 12, 10)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Eva Berg, eva.berg@varberg.example, följs upp 2027-06-01", date(2027, 6, 1)),
        ("Eva Berg. Uppföljning: 1 juni 2027", date(2027, 6, 1)),
        ("Varbergs kommun, utvärderas senast den 1 juni", date(2027, 6, 1)),
        ("Eva Berg, redovisas 20 december", date(2026, 12, 20)),
        ("Eva Berg", None),
        ("Eva Berg, från 2027-06-01", None),
        ("Eva Berg, följs upp 2026-06-01", None),
        ("Eva Berg, följs upp efter sommaren", None),
        ("", None),
    ],
)
def test_day_is_read_beside_who_is_responsible(written, day):
    assert follow_up_day(written, DECIDED) == day


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("Eva Berg, eva.berg@varberg.example, följs upp 2027-06-01", "Eva Berg, eva.berg@varberg.example"),
        ("Eva Berg. Uppföljning: 1 juni 2027", "Eva Berg"),
        ("Eva Berg (följs upp den 1/6 2027)", "Eva Berg"),
        ("Eva Berg, följs upp 2027-06-01 av Karin Holm", "Eva Berg, följs upp 2027-06-01 av Karin Holm"),
        ("Eva Berg, följs upp efter sommaren", "Eva Berg, följs upp efter sommaren"),
        ("Eva Berg", "Eva Berg"),
        ("", ""),
    ],
)
def test_day_is_not_said_again_with_who_is_responsible(written, who):
    assert without_follow_up(written) == who
