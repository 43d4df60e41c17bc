"""The same things happen in whatever order hypothesis thinks of, to a register in this process."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.simulation import decisions, initiators, meetings, story
from tests.simulation.compared import compare_all
from tests.simulation.office import in_this_process
from tests.simulation.play import Play

SPRING = datetime(2024, 5, 20, 8, 30, tzinfo=UTC)
SOAK = bool(os.environ.get("MAILBOT_SOAK"))
DRAWN = st.randoms(use_true_random=False)


class Life(RuleBasedStateMachine):
    """People write, time goes by, meetings are planned and held; the clerk keeps the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.play = Play(in_this_process(Path(self.folder.name), SPRING), Random(0))

    @initialize(rng=DRAWN)
    def begins(self, rng):
        self.play.rng = rng
        meetings.invites(self.play)
        self.play.at_once(*[initiators.proposes] * 3, initiators.proposes_with_gaps)

    @rule(happens=st.sampled_from((*initiators.PROPOSE, *story.REST)), rng=DRAWN)
    def something_happens(self, happens, rng):
        self.play.rng = rng
        happens(self.play)

    @rule(days=st.integers(1, 20 if SOAK else 8))
    def time_goes_by(self, days):
        self.play.later(days=days)

    @rule(plans=st.sampled_from(meetings.PLAN), rng=DRAWN)
    @precondition(lambda self: len(self.play.clerk.coming()) < 3)
    def meetings_are_planned(self, plans, rng):
        self.play.rng = rng
        plans(self.play)

    @rule()
    @precondition(lambda self: any(one.lines is None for one in self.play.clerk.coming()))
    def next_agenda_closes(self):
        closing = next(one for one in self.play.clerk.coming() if one.lines is None)
        self.play.until(closing.stop + timedelta(hours=1))

    @rule(fate=st.sampled_from(decisions.FATES), rng=DRAWN)
    @precondition(lambda self: any(one.undecided for one in self.play.clerk.meetings))
    def meeting_is_held(self, fate, rng):
        self.play.rng = rng
        meeting = next(one for one in self.play.clerk.meetings if one.undecided)
        self.play.until(meeting.starts + timedelta(hours=5))
        if meeting.undecided:
            fate(self.play, meeting)

    def teardown(self):
        if not self.play.differs:
            compare_all(self.play.office, self.play.clerk)
        self.play.office.close()
        self.folder.cleanup()


def _settings() -> settings:
    """Return how much is tried: a little with all tests, much in the long form. A failure is told as it was found."""
    return settings(
        max_examples=300 if SOAK else 2,
        stateful_step_count=60 if SOAK else 15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink) if SOAK else (Phase.generate,),
        database=None,
    )


TestLife = Life.TestCase
TestLife.settings = _settings()
if "MAILBOT_SEED" in os.environ:
    TestLife = seed(int(os.environ["MAILBOT_SEED"]))(TestLife)
