"""A proposal that a secretary was told, and wants registered for somebody."""

from __future__ import annotations

import pytest

from mailbot.intake.triage.orders.told_proposal import ToldProposal, told_proposal

EVA = "Eva Nordin, eva@varberg.example"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (f"registrera, för någon annans räkning: {EVA}", ToldProposal("Eva Nordin", "eva@varberg.example", "")),
        (
            f"Hej!\n\nRegistrera det här, för någon annans räkning: {EVA}.\n\nHon vill dela nattpatrull.\n\nTack!",
            ToldProposal("Eva Nordin", "eva@varberg.example", "Hon vill dela nattpatrull."),
        ),
        (
            "Hej! Registrera ett förslag per telefon för en annans räkning: Eva Nordin\n<Eva@Varberg.example>, 0340-12",
            ToldProposal("Eva Nordin", "eva@varberg.example", "0340-12"),
        ),
        (
            f"Eva ringde i dag.\n\nLägg in förslaget, för någon annans räkning: {EVA}",
            ToldProposal("Eva Nordin", "eva@varberg.example", "Eva ringde i dag."),
        ),
        (
            "registrera, för någon annans räkning: eva@varberg.example\n\nDela\n\nnattpatrull",
            ToldProposal("", "eva@varberg.example", "Dela\n\nnattpatrull"),
        ),
    ],
)
def test_whose_it_is_and_what_was_said_are_read(words, told):
    assert told_proposal(words) == told


@pytest.mark.parametrize(
    "words",
    [
        "registrera 8",
        f"registrera 8, för någon annans räkning: {EVA}",
        "registrera, för någon annans räkning: Eva Nordin",
        "registrera, för någon annans räkning: Eva Nordin, eva@varberg",
        f"Ska du registrera det för någon annans räkning: {EVA}?",
        f"Registrera inte det, för någon annans räkning: {EVA}",
        f"registrera, för någon annans räkning: {EVA}\n\nregistrera, för någon annans räkning: bo@varberg.example",
        f"Jag skickar den för någon annans räkning: {EVA}",
    ],
)
def test_what_names_nobody_or_orders_something_else_is_none(words):
    assert told_proposal(words) is None
