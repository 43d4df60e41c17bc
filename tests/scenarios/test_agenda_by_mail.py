"""The agenda by mail: the overview before it closes, and its order changed by reply."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mailbot.meetings.agenda import overview
from tests.scenarios.test_secretary import AFTER_STOP, MEETING, _text, rug, say, states
from tests.support.backlog import proposal

__all__ = ["rug"]

ONE, TWO = "OH-2026-0001", "OH-2026-0002"
FIRST_DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stop", "begins"),
    [
        (datetime(2026, 11, 26, 11, tzinfo=UTC), datetime(2026, 11, 24, 11, tzinfo=UTC)),
        (datetime(2026, 11, 30, 11, tzinfo=UTC), datetime(2026, 11, 26, 11, tzinfo=UTC)),
        (datetime(2027, 1, 7, 11, tzinfo=UTC), datetime(2027, 1, 4, 11, tzinfo=UTC)),
        (datetime(2026, 3, 30, 10, tzinfo=UTC), datetime(2026, 3, 26, 11, tzinfo=UTC)),
    ],
    ids=["midweek", "over a weekend", "over Epiphany", "over the change to summer time"],
)
def test_overview_is_due_two_working_days_before(stop, begins):
    assert overview.begins(stop) == begins


def kinds(world) -> list[str]:
    return [kind for kind, _, _ in world.letters()]


def test_overview_comes_once_and_says_what_is_on_its_way(make_world):
    world = make_world(meetings=MEETING)
    world.take(proposal(1, "Fallprevention"), proposal(2, "Fallprevention igen"), proposal(3, "Sår", purpose=None))
    world.now = FIRST_DAY - timedelta(minutes=1)
    world.take()
    assert "agenda_overview" not in kinds(world)
    for _ in range(2):
        world.now += timedelta(minutes=1)
        world.take()
    assert kinds(world).count("agenda_overview") == 1
    text = _text(world.letter("agenda_overview"))
    coming, _, lacking = text.partition("Väntar på komplettering")
    assert f"- {ONE} Fallprevention (Varbergs kommun)" in coming
    assert f"Liknar {ONE} Fallprevention (Varbergs kommun): väntar på ett möte." in coming
    assert "- OH-2026-0003 Sår: frågade" in lacking


def test_no_overview_after_the_agenda_has_closed(make_world):
    world = make_world(meetings=MEETING)
    world.take(proposal(1, "Fallprevention"))
    world.now = AFTER_STOP
    world.take()
    assert "agenda_overview" not in kinds(world)


def order(world) -> list[str]:
    lines = _text(world.letter("agenda")).splitlines()
    return [line.split(":")[1].split()[0] for line in lines if line.startswith("- §")]


@pytest.mark.parametrize(
    "text", [f"flytta {TWO} först", "flytta 0002 först", "Flytta 0001 sist", "byt ordning 0002, 0001"]
)
def test_order_is_changed_with_the_code_and_paragraphs_stay(rug, text):
    before = kinds(rug).count("on_agenda")
    say(rug, text, answers="agenda")
    assert order(rug) == [ONE, TWO]
    say(rug, "skicka", answers="done")
    assert order(rug) == [TWO, ONE]
    told = _text(rug.letter("agenda"))
    assert "Ordningen är ändrad. Nu är den § 6, § 5." in " ".join(told.split())
    assert (kinds(rug).count("on_agenda"), states(rug)) == (before, ["on_agenda", "on_agenda"])


def test_what_is_struck_and_added_stands_in_the_list_of_changes(rug):
    say(rug, "stryk 0001", answers="agenda")
    say(rug, "skicka", answers="done")
    assert f"- {ONE} (§ 5) är borttaget." in _text(rug.letter("agenda"))
    say(rug, "lägg till 0001", answers="agenda")
    say(rug, "skicka", answers="done")
    assert f"- {ONE} är tillagt som § 5." in _text(rug.letter("agenda"))


def test_several_changes_in_one_mail_are_one_receipt(rug):
    say(rug, "Hej!\nStryk 0001\nFlytta 0002 först\nMvh Maria", answers="agenda")
    asked = _text(rug.letter("done"))
    assert f"- {ONE} tas bort från dagordningen. - {TWO} flyttas först." in " ".join(asked.split())
    assert states(rug) == ["on_agenda", "on_agenda"]
    say(rug, "Ja", answers="done")
    assert (states(rug), order(rug)) == (["queued", "on_agenda"], [TWO])
    told = " ".join(_text(rug.letter("done")).split())
    assert f"- {ONE} är borta från dagordningen. - {TWO} ligger först." in told


@pytest.mark.parametrize("text", [f"flytta {ONE} först", "byt ordning 0001, 0002", "flytta 0099 först"])
def test_order_that_changes_nothing_makes_no_version(rug, text):
    before = kinds(rug).count("agenda")
    say(rug, text, answers="agenda")
    say(rug, "skicka", answers="done")
    assert kinds(rug).count("agenda") == before
