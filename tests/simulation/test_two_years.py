"""Months and years of everything that people do by mail, held against a clerk's books."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.simulation import decisions, initiators, meetings
from tests.simulation.compared import compare_all
from tests.simulation.office import at_servers
from tests.simulation.play import Play


@pytest.fixture
def office(tmp_path, mailbox_account, smtp_server):
    made = at_servers(tmp_path, mailbox_account, smtp_server)
    yield made
    made.close()


def test_two_months_with_one_meeting(office, rng):
    play = Play(office, rng)
    meetings.invites(play)
    for _ in range(6):
        for happens in (initiators.proposes, initiators.proposes_with_gaps, initiators.completes):
            happens(play)
            play.later(days=rng.uniform(0.2, 2))
        initiators.withdraws(play)
        play.later(days=rng.uniform(0.2, 2))
    (meeting,) = play.clerk.meetings
    play.until(meeting.starts + timedelta(hours=6))
    decisions.returns_word(play, meeting)
    play.later(days=10)
    compare_all(office, play.clerk)
