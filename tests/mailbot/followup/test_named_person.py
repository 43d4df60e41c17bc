from __future__ import annotations

import pytest

from mailbot.followup.named_person import named_in
from mailbot.mail.message import Address

EVA = Address("Eva Berg", "eva.berg@varberg.example")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Eva Berg, eva.berg@varberg.example", EVA),
        ("Eva Berg (eva.berg@varberg.example), Varbergs kommun", EVA),
        ("Ansvarig: Eva Berg <Eva.Berg@varberg.example>", EVA),
        ("Hej!\nEva Berg, eva.berg@varberg.example tar över.", EVA),
        ("Ja, Eva Berg eva.berg@varberg.example.", EVA),
        ("eva.berg@varberg.example tar över", Address("", "eva.berg@varberg.example")),
        ("Eva Berg, Varbergs kommun", None),
        ("eva.berg@varberg.example eller bo.falk@varberg.example", None),
        ("", None),
    ],
)
def test_person_is_the_one_address_and_the_name_before_it(text, named):
    assert named_in(text) == named


def test_addresses_that_are_left_out_name_nobody():
    text = "bo.falk@varberg.example\nEva Berg, eva.berg@varberg.example"
    assert named_in(text, besides=("bo.falk@varberg.example",)) == EVA
