"""Each organisation that a decision names is asked once, reminded, and then left to a human."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.errors import IllegalTransition, NotFound
from mailbot.followup import evaluation
from mailbot.followup.spreading import answers, ask
from mailbot.meetings.decisions import take_effect
from mailbot.register.work_under_way import spread_table, under_way
from mailbot.store.values import DecisionOutcome, SpreadAnswer
from tests.mailbot.meetings.conftest import session, sqlite_url
from tests.support.evaluated import EVA, HYLTE, LAHOLM, a_work, evaluated, said
from tests.support.meetings import later, letters

__all__ = ["session", "sqlite_url"]

ONE = "OH-2026-0001"


@pytest.fixture
def work(session):
    return a_work(session)


@pytest.fixture
def spread(work):
    """It was decided to spread the work to all, and they have been asked."""
    evaluated(work)
    decision = take_effect.decide(work, ONE, DecisionOutcome.SPREAD, spread_to=work.config.can_take_up)
    ask.begin(work, decision)
    return decision


def asked(work) -> list[str]:
    return [to for kind, to, _ in letters(work) if kind == "spread_asked"]


def test_each_is_asked_once_and_who_has_a_part_is_told(work, spread):
    ask.begin(work, spread)
    assert asked(work) == [HYLTE, LAHOLM]
    assert said(work) == [("Varbergs kommun", None), ("Hylte kommun", None), ("Laholms kommun", None)]
    told = [to for kind, to, _ in letters(work) if kind == "decision_on_work"]
    assert told == ["karin.holm1@varberg.example", EVA]


def test_who_does_not_answer_is_reminded_twice_and_left_to_a_human(work, spread):
    for days, left in ((14, 2), (28, 2), (42, 0)):
        now = later(work, days=days)
        for one in ask.waiting(now.session, now.config, now.now):
            ask.remind(now, one)
        assert len(ask.waiting(now.session, now.config, now.now)) == 0, left
    assert asked(work) == [HYLTE, LAHOLM] * 3
    end = later(work, days=43)
    assert [one.organisation for one in answers.left_since(work.session, work.now, end.now)] == [
        "Hylte kommun",
        "Laholms kommun",
    ]


def test_who_has_answered_is_not_reminded_and_all_answers_are_told(work, spread):
    rows = [answers.find(work.session, ONE, name) for name, _ in said(work)]
    answers.take(work, rows[1], SpreadAnswer.TAKES_UP, on=date(2027, 3, 1))
    assert ask.waiting(work.session, work.config, later(work, days=14).now) == [rows[2]]
    assert answers.whole_since(work.session, later(work, days=-1).now, work.now) == []
    answers.take(work, rows[2], SpreadAnswer.DECLINES, reason="Ingen personal.")
    answers.take(work, rows[0], SpreadAnswer.HAS_ALREADY)
    assert answers.whole_since(work.session, later(work, days=-1).now, work.now) == [rows]
    table = spread_table(work.session, work.config, work.now)
    assert [row.cells for row in table.rows] == [("Gör det redan", "Ja, 2027-03-01", "Nej")]
    assert spread_table(work.session, work.config, later(work, days=200).now).rows == ()
    assert under_way(work.session, work.now) == ()


def test_answer_needs_a_day_with_a_yes_alone_and_the_same_again_is_none(work, spread):
    one = answers.find(work.session, ONE, "hylte kommun")
    with pytest.raises(IllegalTransition):
        answers.take(work, one, SpreadAnswer.TAKES_UP)
    with pytest.raises(IllegalTransition):
        answers.take(work, one, SpreadAnswer.DECLINES, on=date(2027, 3, 1))
    with pytest.raises(NotFound):
        answers.find(work.session, ONE, "Annan vårdgivare")
    assert answers.take(work, one, SpreadAnswer.DECLINES)
    assert not answers.take(work, one, SpreadAnswer.DECLINES)


def test_table_says_who_is_not_asked_and_has_nobody_to_ask(work, spread):
    answers.find(work.session, ONE, "Laholms kommun").organisation = "Norrbo kommun"
    work.session.flush()
    table = spread_table(work.session, work.config, work.now)
    assert table.organisations == ("Varbergs kommun", "Hylte kommun", "Laholms kommun", "Norrbo kommun")
    assert table.rows[0].cells == ("Ingen kontakt", "Inget svar än", "–", "Inget svar än")
    assert [(one.standing, one.responsible) for one in under_way(work.session, work.now)] == [("Sprids", "Eva Berg")]


def test_continued_work_is_evaluated_again_on_its_new_day(work):
    follow_up = evaluated(work)
    assert [one.standing for one in under_way(work.session, work.now)] == ["Utvärderat"]
    day = later(work, days=100)
    take_effect.decide(work, ONE, DecisionOutcome.CONTINUED, follow_up_on=day.now.date())
    assert evaluation.due(work.session, work.now) == []
    assert [one.standing for one in under_way(work.session, work.now)] == ["Pågår"]
    assert evaluation.due(work.session, day.now) == [follow_up]
    assert [one.standing for one in under_way(work.session, later(work, days=101).now)] == ["Försenat"]
