"""The comparison bites: a fault that is put in is found, and without one a cycle of one meeting goes through."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tests.simulation import agendas, decisions, initiators, meetings
from tests.simulation.compared import Differs, compare_all
from tests.simulation.faults import FAULTS
from tests.simulation.office import in_this_process
from tests.simulation.play import Play

IN_SHORT = ("a letter too many", "a number skipped", "an item twice on an agenda")
"""What is found within a few mails."""


@pytest.fixture
def play(tmp_path):
    office = in_this_process(tmp_path)
    yield Play(office, random.Random(4))
    office.close()


def one_cycle(play: Play) -> None:
    """Let a meeting be planned, moved and held, with something of all that a fault can be in."""
    meetings.invites(play)
    play.at_once(*[initiators.proposes] * 3, initiators.proposes_with_gaps)
    (gaps,) = (card for card in play.clerk.cards if card.state == "incomplete")
    initiators.withdraws_one(play, gaps)
    (meeting,) = play.clerk.meetings
    play.until(meeting.stop + timedelta(hours=2))
    meetings.moves_meeting(play)
    agendas.moves_last(play)
    play.until(meeting.starts + timedelta(hours=6))
    decisions.are_sent(play, meeting)
    compare_all(play.office, play.clerk)


def test_cycle_without_a_fault_goes_through(play, soak):
    if not soak:
        pytest.skip("make soak")
    one_cycle(play)


@pytest.mark.parametrize("name", FAULTS)
def test_fault_that_is_put_in_is_found(play, monkeypatch, soak, name):
    if not (soak or name in IN_SHORT):
        pytest.skip("make soak")
    FAULTS[name](monkeypatch)
    with pytest.raises(Differs) as found:
        one_cycle(play)
    print(found.value)
