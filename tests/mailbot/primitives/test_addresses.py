from __future__ import annotations

import pytest

from mailbot.primitives.addresses import IN_TEXT, is_mail_address, without_addresses


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


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("550 <anna.ek@varberg.example>: User unknown", "550 <<address>>: User unknown"),
        ("550 Anna.Ek: no such user, see bot@x.example", "550 <address>: no such user, see bot@x.example"),
        ("550 anna.ekman has moved to other@x.example", "550 anna.ekman has moved to <address>"),
        ("550 bot+17-0a@x.example may not send", "550 <address> may not send"),
        ("451 4.3.0 try later", "451 4.3.0 try later"),
    ],
)
def test_servers_words_are_told_without_anybodys_address(said, left):
    assert without_addresses(said, "anna.ek@varberg.example", kept={"bot@x.example"}) == left
