from __future__ import annotations

import pytest

from mailbot.primitives.addresses import IN_TEXT, is_mail_address


@pytest.mark.parametrize("text", ["anna.ek@varberg.example", "a+b=c'd@mail.laholm.example", "o'neil@a-b.example"])
def test_address_is_one(text):
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "anna@varberg",
        "anna@varberg.",
        "anna ek@varberg.example",
        "anna@varberg.example\r\nBcc: alla@varberg.example",
        "anna@b@varberg.example",
        "<anna@varberg.example>",
        "anna@varberg.example,bo@varberg.example",
        "åsa@varberg.example",
        f"{'a' * 250}@b.example",
    ],
)
def test_what_is_no_single_address_is_none(text):
    assert not is_mail_address(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Från: Anna Ek <anna.ek@varberg.example>", ["anna.ek@varberg.example"]),
        ("Mejla anna@varberg.example.", ["anna@varberg.example"]),
        ("(bo@laholm.example), eva@hylte.example;", ["bo@laholm.example", "eva@hylte.example"]),
        ("mötet @ 10.00 med a@b", []),
    ],
)
def test_addresses_are_found_among_words(text, found):
    assert IN_TEXT.findall(text) == found
