"""Which organisations a text names; what is not plain is asked about."""

from __future__ import annotations

import pytest

from mailbot.meetings.decisions.on_work.named_organisations import named_organisations

NAMES = ("Region Halland", "Kungsbacka kommun", "Varbergs kommun", "Hylte kommun", "Laholm kommun")
REGION, KUNGSBACKA, VARBERG, HYLTE, LAHOLM = NAMES


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("till Varberg och Hylte", (VARBERG, HYLTE)),
        ("Hylte, Varbergs kommun samt regionen", (REGION, VARBERG, HYLTE)),
        ("till Laholms kommun & Kungsbacka", (KUNGSBACKA, LAHOLM)),
        ("REGION HALLAND", (REGION,)),
        ("alla", NAMES),
        ("till samtliga organisationer", NAMES),
        ("alla utom Hylte och Laholm", (REGION, KUNGSBACKA, VARBERG)),
        ("alla, men inte regionen", (KUNGSBACKA, VARBERG, HYLTE, LAHOLM)),
    ],
)
def test_names_are_found_however_they_are_written(text, named):
    assert named_organisations(text, NAMES) == named


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("till Lund", "lund"),
        ("Hylte och Lund", "lund"),
        ("alla utom Lund", "lund"),
        ("alla kommuner", "alla"),
        ("alla men inte nu", "nu"),
        ("alla och Hylte", ""),
        ("alla utom", ""),
        ("Hylte utom Laholm", ""),
        ("kommunerna", ""),
        ("", ""),
        ("norra Varberg", "norra"),
    ],
)
def test_what_is_not_plain_is_asked_about(text, asked):
    assert named_organisations(text, NAMES) == asked
