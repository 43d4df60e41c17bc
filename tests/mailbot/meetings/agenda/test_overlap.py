"""Sixty invented initiatives, fifteen of which resemble an earlier one: who is found, and who is shown in vain."""

from __future__ import annotations

import tomllib

import pytest

from mailbot.meetings.agenda.overlap import MOST, Described, alike
from tests.support.paths import GOLDEN

WRITTEN = tomllib.loads((GOLDEN / "overlap" / "initiatives.toml").read_text(encoding="utf-8"))["initiative"]
KNOWN = [Described(str(number), fields) for number, fields in enumerate(WRITTEN)]


def partner(number: int) -> str | None:
    """Return the key of the earlier one of its pair."""
    pair = WRITTEN[number].get("pair")
    return next((str(one) for one in range(number) if pair and WRITTEN[one].get("pair") == pair), None)


def found(number: int) -> list[str]:
    return [one.key for one in alike(KNOWN[number], KNOWN[:number])]


REPEATING = [number for number in range(60) if partner(number)]


def test_sixty_are_written_and_fifteen_of_them_repeat_an_earlier_one():
    assert (len(WRITTEN), len(REPEATING)) == (60, 15)


def test_at_least_fourteen_of_fifteen_pairs_are_found_among_the_first_three():
    assert sum(partner(number) in found(number)[:MOST] for number in REPEATING) >= 14


def test_at_most_five_of_the_other_forty_five_are_shown_anything():
    others = [number for number in range(60) if number not in REPEATING]
    assert len(others) == 45
    assert sum(bool(found(number)) for number in others) <= 5


def test_pair_is_found_where_the_register_holds_nothing_else():
    assert [number for number in REPEATING if not alike(KNOWN[number], [KNOWN[int(partner(number))]])] == []


@pytest.mark.parametrize(
    ("pair", "target_group", "indicators", "said"),
    [
        ("fall", False, ("Självskattad hälsa",), {"fysioterapeut", "hembesök", "hjälpmedel"}),
        ("natt", True, ("Delaktighet",), {"tillsyn"}),
    ],
)
def test_likeness_says_why(pair, target_group, indicators, said):
    number = next(number for number in REPEATING if WRITTEN[number]["pair"] == pair)
    (one,) = alike(KNOWN[number], KNOWN[:number])
    assert (one.target_group, one.indicators) == (target_group, indicators)
    assert said <= set(one.words)


def test_persons_in_general_are_no_target_group():
    one, other = (
        {"title": f"Egenvård {name}", "target_group": f"Personer med {name}"} for name in ("KOL", "psoriasis")
    )
    assert [found.target_group for found in alike(Described("b", one), [Described("a", other)])] in ([], [False])


@pytest.mark.parametrize("fields", [{}, {"title": ""}, {"title": "och att det"}, {"title": None, "indicators": None}])
def test_initiative_that_says_nothing_resembles_nothing(fields):
    assert alike(Described("x", fields), KNOWN) == []
    assert alike(KNOWN[0], [Described("x", fields)]) == []


def test_personnummer_is_no_shared_word():
    both = {"title": "Gemensam fallprevention", "description": "Patienten 19121212-1212 faller hemma."}
    (one,) = alike(Described("b", both), [Described("a", both)])
    assert not any(word.isdigit() for word in one.words)
