"""Whom a corrected decision no longer names is asked no more."""

from __future__ import annotations

from mailbot.followup.spreading import ask, lapsing
from mailbot.meetings.decisions import take_effect
from mailbot.store.values import DecisionOutcome
from tests.mailbot.followup.spreading.test_ask import ONE, spread, work
from tests.mailbot.meetings.conftest import session, sqlite_url
from tests.support.evaluated import HYLTE
from tests.support.meetings import letters

__all__ = ["session", "spread", "sqlite_url", "work"]


def test_question_that_has_not_gone_is_stopped_where_the_decision_is_corrected(work, spread):
    take_effect.decide(work, ONE, DecisionOutcome.SPREAD_SOME, spread_to=("Hylte kommun",))
    (second,) = ask.due(work.session)
    ask.begin(work, second)
    for one in lapsing.due(work.session):
        lapsing.lapse(work, one)
    sent = [(kind, to, state) for kind, to, state in letters(work) if kind.startswith("spread_")]
    assert sent == [("spread_asked", HYLTE, "queued")]
    assert (ask.due(work.session), lapsing.due(work.session)) == ([], [])
