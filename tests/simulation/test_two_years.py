"""A summer, and two whole years, of everything that people do by mail, held against a clerk's books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.simulation import coverage, story
from tests.simulation.compared import compare_all
from tests.simulation.office import BEGINS, Office, at_servers, in_this_process
from tests.simulation.play import Play

SUMMER = datetime(2024, 6, 10, 8, 30, tzinfo=UTC)
"""A fortnight before the secretary goes on holiday: the deputy holds the first meeting."""
SUMMER_ENDS = SUMMER + timedelta(days=32)
TWO_YEARS = timedelta(days=730)


@pytest.fixture
def office(tmp_path, mailbox_account, smtp_server):
    """A function that opens the office on a day, on real servers."""
    opened: list[Office] = []

    def open_on(day: datetime) -> Office:
        opened.append(at_servers(tmp_path, mailbox_account, smtp_server, day))
        return opened[-1]

    yield open_on
    for one in opened:
        one.close()


def test_summer_is_kept_as_a_clerk_keeps_it(office: Callable[[datetime], Office], rng):
    play = Play(office(SUMMER), rng)
    story.plays(play, until=SUMMER_ENDS, pause=0.5)
    compare_all(play.office, play.clerk)
    assert len(play.clerk.cards) >= 12


@pytest.mark.timeout(0)
def test_two_whole_years_in_this_process_are_kept_as_a_clerk_keeps_them(tmp_path, rng, soak):
    """Ten times as quick as over servers, so that what differs is found in an hour."""
    if not soak:
        pytest.skip("make soak")
    keeps_two_years(Play(in_this_process(tmp_path, BEGINS), rng))


@pytest.mark.timeout(0)
def test_two_whole_years_are_kept_as_a_clerk_keeps_them(office: Callable[[datetime], Office], rng, soak):
    if not soak:
        pytest.skip("make soak")
    keeps_two_years(Play(office(BEGINS), rng))


def keeps_two_years(play: Play) -> None:
    """Play two years, and hold all that mailbot has against the clerk's books."""
    story.plays(play, until=BEGINS + TWO_YEARS, pause=0.75)
    compare_all(play.office, play.clerk)
    print(story.told(play))
    assert len(play.clerk.cards) >= 200
    events = Counter(event for card in play.clerk.cards for event in {*card.events})
    assert (events["evaluated"] >= 60, events["spread"] >= 20) == (True, True), events
    assert (coverage.unused(play), coverage.named_wrongly(play)) == (set(), set())
