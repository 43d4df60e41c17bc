"""A decision about evaluated work is corrected: who is asked no more is told so, who is new is asked, answers stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mailbot.store.tables import FollowUp
from tests.scenarios.test_evaluation import evaluation
from tests.scenarios.test_secretary import say
from tests.scenarios.test_spreading import HYLTE, LAHOLM, answers, asked, decide, said, told
from tests.scenarios.test_who_may_do_what import text_of
from tests.scenarios.test_work_after_approval import ANNA, EVA, REFERENCE, events, new_letters, work
from tests.support.backlog import SECRETARY
from tests.support.world import vouched

__all__ = ["asked", "told"]

TO_BOTH = [("decision_on_work", ANNA), ("decision_on_work", EVA)]


def corrected(world, line: str) -> list[tuple[str, str]]:
    """Return whom a corrected decision is told to, but for the secretary."""
    new_letters(world)
    decide(world, line)
    world.take()
    return [one for one in new_letters(world) if one[1] != SECRETARY]


def receipt(world) -> str:
    return " ".join(text_of(world.letter("decisions_receipt")).split())


def test_who_is_no_longer_among_them_is_told_and_answers_are_kept(asked):
    answers(asked, "ja 2028-03-01", 60, HYLTE)
    answers(asked, "ja 2028-05-01", 61, LAHOLM)
    assert corrected(asked, f"{REFERENCE} sprid till Hylte och Varberg: rättelse") == [
        *TO_BOTH,
        ("spread_lapsed", LAHOLM),
    ]
    assert "Laholms kommun: frågan till dem dras tillbaka, och de får veta det." in receipt(asked)
    letter = asked.letter("decision_on_work")
    assert letter["Subject"].startswith(f"[{REFERENCE}] Rättelse: ")
    assert "beslutet var ”Spridning till några: Hylte kommun, Laholms kommun”" in " ".join(text_of(letter).split())
    assert "Ert svar räknas inte längre med." in " ".join(text_of(asked.letter("spread_lapsed")).split())
    assert work(asked)["state"] == "spread"
    assert answers(asked, "ja 2028-06-01", 62, LAHOLM) == []
    assert said(asked) == [
        ("Hylte kommun", "takes_up", "2028-03-01", ""),
        ("Laholms kommun", "takes_up", "2028-05-01", ""),
        ("Varbergs kommun", None, None, ""),
    ]
    say(asked, "status")
    table = text_of(asked.letter("register_overview"))
    assert ("Hylte kommun: Ja, 2028-03-01" in table, "Laholms kommun: Ja" in table) == (True, False)


def test_who_was_told_that_the_question_has_lapsed_is_asked_anew_by_a_later_correction(asked):
    answers(asked, "nej: ingen tid", 60, LAHOLM)
    assert corrected(asked, f"{REFERENCE} sprid till Hylte") == [*TO_BOTH, ("spread_lapsed", LAHOLM)]
    assert corrected(asked, f"{REFERENCE} sprid till alla") == [*TO_BOTH, ("spread_asked", LAHOLM)]
    assert said(asked) == [
        ("Hylte kommun", None, None, ""),
        ("Laholms kommun", None, None, ""),
        ("Varbergs kommun", None, None, ""),
    ]
    assert answers(asked, "gör det redan", 61, LAHOLM) == [("spread_answered", LAHOLM)]
    asked.wait(days=14)
    asked.take()
    assert new_letters(asked) == [("spread_asked", HYLTE)]


@pytest.mark.parametrize(
    ("line", "state"), [("avsluta", "cancelled"), ("fortsätt till 2028-02-01", "in_progress")], ids=["end", "go on"]
)
def test_nobody_is_asked_any_more_where_it_is_not_spread(asked, line, state):
    lapsed = [("spread_lapsed", HYLTE), ("spread_lapsed", LAHOLM)]
    assert corrected(asked, f"{REFERENCE} {line}") == [*TO_BOTH, *lapsed]
    assert (work(asked)["state"], "decision_corrected" in events(asked)) == (state, True)
    asked.wait(days=60)
    asked.take()
    assert [kind for kind, _ in new_letters(asked) if kind.startswith("spread")] == []


@pytest.mark.parametrize("first", ["avsluta", "fortsätt till 2028-02-01"])
def test_work_that_was_not_to_be_spread_is_spread_after_all(told, first):
    decide(told, f"{REFERENCE} {first}")
    assert corrected(told, f"{REFERENCE} sprid till Hylte") == [*TO_BOTH, ("spread_asked", HYLTE)]
    assert work(told)["state"] == "spread"


def test_day_on_which_work_is_evaluated_again_is_corrected(told):
    decide(told, f"{REFERENCE} fortsätt till 2028-02-01")
    assert corrected(told, f"{REFERENCE} fortsätt till 2028-03-01") == TO_BOTH
    with told.app.services.database.reading() as session:
        assert session.scalars(select(FollowUp.follow_up_on)).all() == [date(2028, 3, 1)]


@pytest.mark.parametrize("again", ["sprid till Laholm och Hylte", "sprid till Laholm och Hylte: andra skäl"])
def test_same_decision_again_corrects_nothing(asked, again):
    new_letters(asked)
    say(asked, f"{REFERENCE} {again}", answers="agenda")
    assert f"{REFERENCE} har redan fått beslutet Spridning till några. Det ändras inte." in receipt(asked)


def test_correction_that_is_not_understood_is_asked_about(asked):
    say(asked, f"{REFERENCE} sprid till Lund", answers="agenda")
    assert "«lund» är ingen organisation som deltar." in receipt(asked)


def test_decision_stays_where_the_work_has_been_evaluated_again_since(told):
    decide(told, f"{REFERENCE} fortsätt till 2027-10-01")
    told.now = datetime(2027, 10, 1, 8, tzinfo=UTC)
    told.take()
    told.take(vouched(evaluation(70, learnt="Mer än förra gången.")))
    assert work(told)["state"] == "evaluated"
    say(told, f"{REFERENCE} avsluta", answers="agenda")
    assert "Sedan dess har arbetet utvärderats igen. Det kommer upp på nästa dagordning: besluta då." in receipt(told)
