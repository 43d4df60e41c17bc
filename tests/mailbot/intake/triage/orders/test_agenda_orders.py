"""An order stands alone: a signature may follow, anything else makes it none."""

from __future__ import annotations

import pytest

from mailbot.intake.triage.orders.agenda_orders import command


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
