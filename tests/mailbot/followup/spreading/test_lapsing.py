"""Whom a corrected decision no longer names is asked no more."""

from __future__ import annotations

from datetime import date

from mailbot.followup import evaluation
from mailbot.followup.spreading import ask, lapsing
from mailbot.forms import template_file
from mailbot.meetings.decisions import take_effect
from mailbot.store.tables import Letter
from mailbot.store.values import DecisionOutcome, LetterKind, LetterState
from tests.mailbot.followup.spreading.test_ask import ONE, spread, work
from tests.mailbot.meetings.conftest import session, sqlite_url
from tests.support.evaluated import HYLTE, LAHOLM, evaluated
from tests.support.meetings import later, letters

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


def correct(work, *names: str) -> None:
    """Correct the decision, and let follow what follows."""
    ask.begin(work, take_effect.decide(work, ONE, DecisionOutcome.SPREAD_SOME, spread_to=names))
    for one in lapsing.due(work.session):
        lapsing.lapse(work, one)
    work.session.flush()


def test_who_was_asked_anew_and_has_not_read_of_it_is_not_told_a_second_time(work, spread):
    for letter in work.session.query(Letter).filter_by(kind=LetterKind.SPREAD_ASKED):
        letter.state, letter.sent_at = LetterState.SENT, work.now
    correct(later(work, days=1), "Hylte kommun")
    correct(later(work, days=2), "Hylte kommun", "Laholms kommun")
    correct(later(work, days=3), "Hylte kommun")
    sent = [(kind, state) for kind, to, state in letters(work) if to == LAHOLM]
    assert sent == [("spread_asked", "sent"), ("spread_lapsed", "queued")]


def test_form_that_waits_to_go_out_is_stopped_where_the_work_is_ended_after_all(work):
    evaluated(work)
    take_effect.decide(work, ONE, DecisionOutcome.CONTINUED, follow_up_on=date(2027, 9, 1))
    then = later(work, days=400)
    (due,) = evaluation.due(then.session, then.now)
    evaluation.ask(then, due, template_file.load(template_file.shipped_evaluation()))
    assert len(letters(work, LetterKind.EVALUATION_WANTED)) > 0
    take_effect.decide(then, ONE, DecisionOutcome.ENDED)
    assert letters(work, LetterKind.EVALUATION_WANTED) == []
    assert evaluation.waiting(then.session, then.config, later(work, days=500).now) == []
