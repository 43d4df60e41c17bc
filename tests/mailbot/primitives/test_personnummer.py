"""Personal identity numbers are found by check digit and date; the numbers here are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.primitives.personnummer import beginning, find, holds_personnummer, mask


@pytest.mark.parametrize("number", ["19811218-9876", "811218 9876", "1981-12-18-9876", "811218\u200b-9876"])
def test_beginning_of_a_text_holds_no_part_of_a_number(number):
    text = f"Patienten {number} mår bra."
    for limit in range(len(text) + 1):
        begins = beginning(text, limit)
        assert len(begins) <= limit
        assert text.startswith(begins)
        assert not any(sign.isdigit() for sign in mask(begins))
    assert beginning(text, 100) == text


@pytest.mark.parametrize(
    "number",
    [
        *("19811218-9876", "811218-9876", "8112189876", "198112189876", "811218+9876", "811218–9876", "811218 9876"),
        *("811218\u20119876", "811218\u22129876", "811218\u00a09876", "811218\u200b-9876", "811218\u00ad9876"),
        *("811218 - 9876", "1981-12-18-9876", "19811218-\n9876", "19811218\n9876", "811218\r\n9876"),
        *("1981-12-18 9876", "1981 12 18 9876", "1981.12.18-9876", "19811218/9876", "19811218.9876"),
        *("81-12-18-9876", "81.12.18-9876", "81 12 18-9876"),
    ],
)
def test_number_is_masked_however_it_is_written(number):
    assert mask(f"Patienten ({number}) bor i Varberg.") == "Patienten ([personnummer]) bor i Varberg."


@pytest.mark.parametrize("number", ["701063-2391", "19701063-2391", "197010632391"])
def test_coordination_number_counts(number):
    assert find(number) == (number,)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("-19811218-9876", "-[personnummer]"),
        ("811218-9876-journal.pdf", "[personnummer]-journal.pdf"),
        ("_8112189876_", "_[personnummer]_"),
        ("pnr:811218-9876, 8112189876.", "pnr:[personnummer], [personnummer]."),
    ],
)
def test_number_is_masked_whatever_stands_around_it(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # the check digit is wrong
        "811318-9874",  # no such month
        "OH-2026-0001",
        "035-13 10 00",
        "8112189876543",
        "2026-12-10",
        "2026-811218-9876",
        "0701011231",  # a mobile number
        "811218-9876-1",
        "510229-1233",  # no such day
        "811218-0008",  # nobody has the number 000
        "1981-12-18 9875",  # a date and what follows it
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
