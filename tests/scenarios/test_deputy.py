"""A deputy gets what is for the secretaries while one is away who has named this one, and nothing at other times."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from mailbot.meetings.agenda import overview
from tests.scenarios.test_secretary import AFTER_MEETING, AFTER_STOP, MEETING, OTHER, say
from tests.support.backlog import SECRETARY, proposal

STOP: datetime = MEETING["dates"][0]["stop"]


@pytest.fixture
def rug(make_world):
    secretaries = [
        {"name": "Maria Lindqvist", "address": SECRETARY},
        {"name": "Kim Falk", "address": OTHER, "deputy": True},
    ]
    world = make_world(meetings=MEETING, secretaries=secretaries)
    world.numbers = iter(range(100, 1000))
    world.take(proposal(1, "Fallprevention"))
    return world


def one_cycle(world, secretary: str) -> list[tuple[str, str]]:
    """Let a meeting come and go; return what was for the secretaries and to whom it went."""
    before = len(world.letters())
    for moment in (overview.begins(STOP), AFTER_STOP):
        world.now = moment
        world.take()
    world.now = AFTER_MEETING
    say(world, "OH-2026-0001 bifall: Bra.", sender=secretary)
    say(world, "skicka", answers="decisions_receipt", sender=secretary)
    kinds = ("agenda_overview", "agenda", "protocol")
    return [(kind, to) for kind, to, _ in world.letters()[before:] if kind in kinds]


def test_deputy_gets_nothing_unasked_while_the_secretary_is_there(rug):
    assert one_cycle(rug, SECRETARY) == [(kind, SECRETARY) for kind in ("agenda_overview", "agenda", "protocol")]


def test_deputy_gets_everything_while_the_secretary_is_away(rug):
    first, last = rug.now + timedelta(days=1), AFTER_MEETING + timedelta(days=1)
    say(rug, f"jag är borta {first:%Y-%m-%d}–{last:%Y-%m-%d}, Kim ersätter")
    say(rug, "skicka", answers="desk_receipt")
    assert one_cycle(rug, OTHER) == [(kind, OTHER) for kind in ("agenda_overview", "agenda", "protocol")]
