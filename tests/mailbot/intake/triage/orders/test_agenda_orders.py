"""An order stands alone: a signature may follow, anything else makes it none."""

from __future__ import annotations

import pytest

from mailbot.intake.triage.orders.agenda_orders import Command, Verb, agreement, command, commands


@pytest.mark.parametrize(
    "after",
    [
        "Maria",
        "/Maria",
        "Vänliga hälsningar\nMaria Lindqvist\nRUG-sekreterare\n035-13 48 00",
        "Tack på förhand!\nMaria",
        "Mvh\nMaria Lindqvist\nRegion Halland, Box 517, 301 80 Halmstad\nmaria@regionhalland.example",
        "Maria Lindqvist\nSödra vägen 9 B, hus 3\n+46 35 13 48 00",
    ],
)
def test_signature_may_follow(after):
    assert command(f"skicka\n\n{after}") is not None


@pytest.mark.parametrize(
    "after",
    [
        "Nej, avvakta till fredag",
        "Tidigast på måndag.",
        "Vänta lite",
        "Gör det efter lunch",
        "Jag har pratat med Eva om saken.",
        "klart 8",
        "Radera 9 också",
        "0013 likaså",
        "Och punkt 8",
        "Mvh Maria\n9 är konfidentiell",
        "svara 8: Tack, vi hör av oss",
        "jag är borta 2026-07-01–2026-07-31, Eva ersätter",
    ],
)
def test_what_may_be_more_than_a_signature_makes_it_no_order(after):
    assert command(f"skicka\n\n{after}") is None


@pytest.mark.parametrize(
    "text",
    [
        "Flytta 0002 först\nLägg till 0005",
        "Hej!\nFlytta 0002 först.\nLägg till 0005.\nMvh Maria",
        "Flytta 0002 först\n\nLägg till 0005\n\nVänliga hälsningar\nMaria",
        "- Flytta 0002 först\n- Lägg till 0005",
    ],
)
def test_several_changes_of_an_agenda_stand_each_on_its_line(text):
    assert commands(text) == (Command(Verb.MOVE_FIRST, ("0002",), None), Command(Verb.ADD, ("0005",), None))


@pytest.mark.parametrize(
    "text",
    [
        "Flytta 0002 först\nLägg inte till 0005",
        "Flytta 0002 först\nResten tar vi sedan.",
        "Flytta 0002 först\nSkicka",
        "Flytta 0002 först, lägg till 0005",
        "Flytta först\nLägg till 0005",
    ],
)
def test_line_that_is_no_change_makes_all_of_them_none(text):
    assert commands(text) == ()


@pytest.mark.parametrize("text", ["Kan du flytta 0002 först?", "Hej! Skulle du kunna flytta 0002 först? Tack!"])
def test_what_is_asked_kindly_is_an_order(text):
    assert command(text) == Command(Verb.MOVE_FIRST, ("0002",), None)


@pytest.mark.parametrize("text", ["Kan du skicka?", "Vill du stoppa OH-2026-0002?", "Ska vi flytta 0002 först?"])
def test_question_sends_and_stops_nothing(text):
    assert command(text) is None


@pytest.mark.parametrize(
    "text", ["Ja", "Ja tack!\nMvh Maria", "Hej!\nDet är rätt.\n\nMaria", "Hej!\n\nJa.\n\nMaria", "Det ser bra ut."]
)
def test_yes_and_nothing_else_agrees(text):
    assert agreement(text)


@pytest.mark.parametrize("text", ["", "Nej", "Ja, utom 8", "Ja\n\nMen vänta med 8", "Ja?", "Tack!", "Ja\nsvara 8: Hej"])
def test_anything_beside_yes_agrees_to_nothing(text):
    assert not agreement(text)
