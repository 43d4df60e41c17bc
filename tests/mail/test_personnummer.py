"""Personal identity numbers are found by check digit and date; the numbers here are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.mail.personnummer import find, holds_personnummer, mask


@pytest.mark.parametrize(
    "number",
    ["19811218-9876", "811218-9876", "8112189876", "198112189876", "811218+9876", "811218–9876", "811218 9876"],
)
def test_number_is_masked_however_it_is_written(number):
    assert mask(f"Patienten ({number}) bor i Varberg.") == "Patienten ([personnummer]) bor i Varberg."


def test_coordination_number_counts():
    assert find("701063-2391") == ("701063-2391",)


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # the check digit is wrong
        "811318-9874",  # no such month
        "OH-2026-0001",
        "035-13 10 00",
        "8112189876543",
        "2026-12-10",
    ],
)
def test_other_numbers_are_left(text):
    assert mask(text) == text
    assert not holds_personnummer(text)


def test_every_number_is_found_in_order():
    assert find("811218-9876 och 19811218-9876") == ("811218-9876", "19811218-9876")


@given(st.text())
def test_masked_text_holds_no_number(text):
    assert not holds_personnummer(mask(text))
