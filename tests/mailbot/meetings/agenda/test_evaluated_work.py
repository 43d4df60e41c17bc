"""Evaluated work on the agenda: taken up once, decided in its own four words, and taken off without a trace."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.errors import IllegalTransition
from mailbot.meetings import calendar
from mailbot.meetings.agenda import evaluated_work, freeze, items
from mailbot.meetings.decisions import decidable_rows, proposals, receipt_answers, returned_agenda, take_effect
from mailbot.store.values import DecisionOutcome
from tests.support.evaluated import a_work, evaluated, version
from tests.support.meetings import CODE, NOW, SECRETARY, TOKEN, a_meeting, an_initiative, later, letters

ONE, TWO = "OH-2026-0001", "OH-2026-0002"
OTHER_TOKEN = "4f9ac1d2e4b5a6c8"


@pytest.fixture
def work(session):
    return a_work(session)


@pytest.fixture
def frozen(work):
    """The agenda with a proposal, OH-2026-0002, and evaluated work, OH-2026-0001."""
    evaluated(work)
    an_initiative(work, "Sårvård")
    return freeze.freeze(work, a_meeting(work), NOW, TOKEN)


def read(name: str, data: bytes):
    return returned_agenda.read(name, data)


def sort(work, frozen, returned):
    return decidable_rows.sort(work, frozen, returned)


def test_evaluated_work_comes_after_the_proposals_and_before_the_closing_items(frozen):
    shown = [(one.paragraph, one.initiative.reference, one.evaluation_number) for one in frozen.items]
    assert shown == [(5, TWO, None), (6, ONE, 1)]
    assert frozen.closing_paragraph == 7
    assert frozen.items[1].initiative.state == "evaluated"


def test_nobody_is_told_that_evaluated_work_is_on_the_agenda(work, frozen):
    told = [to for kind, to, _ in letters(work) if kind == "on_agenda"]
    assert told == [frozen.items[0].initiative.initiator_address]


def test_what_came_after_the_stop_date_waits_for_the_next(work):
    follow_up = evaluated(work)
    follow_up.evaluations[0].created_at = NOW + timedelta(hours=1)
    assert evaluated_work.taken_up(work.session, NOW) == []
    assert evaluated_work.coming(work.session) == follow_up.evaluations


@pytest.mark.parametrize(
    ("outcome", "applies_to", "found"),
    [
        ("Spridning till alla", "", ("spread", ("Varbergs kommun", "Hylte kommun", "Laholms kommun"), None)),
        ("Spridning till några", "Hylte", ("spread_some", ("Hylte kommun",), None)),
        ("Avslut", "", ("ended", (), None)),
        ("Fortsättning", "2027-09-01", ("continued", (), date(2027, 9, 1))),
    ],
)
def test_decision_in_either_file_is_read(work, frozen, outcome, applies_to, found):
    written = {ONE: Written(outcome, "Bra.", applies_to=applies_to), TWO: Written("Bifall", "Bra.")}
    for name, data in (
        ("a.docx", fill_in_agenda.in_word(frozen.word, written)),
        ("a.xlsx", fill_in_agenda.in_excel(frozen.excel, written)),
    ):
        clear, unclear = sort(work, frozen, read(name, data))
        row = next(one for one in clear if one.reference == ONE)
        assert ((str(row.outcome), row.spread_to, row.follow_up_on), unclear) == (found, []), name


def test_untouched_files_decide_nothing(work, frozen):
    for name, data in (("a.docx", frozen.word), ("a.xlsx", frozen.excel)):
        clear, unclear = sort(work, frozen, read(name, data))
        assert (clear, len(unclear)) == ([], 2), name


@pytest.mark.parametrize(
    ("one", "two", "asked"),
    [
        ("Bifall", "Bifall", [f"{ONE}: skriv Spridning till alla, Spridning till några, Avslut eller Fortsättning."]),
        ("Spridning", "Bifall", [f"{ONE}: till vilka ska det spridas?"]),
        ("Avslut", "Avslut", [f"{TWO}: «Avslut» känns inte igen som beslut. Skriv Bifall, Avslag,"]),
        ("Avslut", "sprid till alla", [f"{TWO}: «sprid till alla» känns inte igen som beslut."]),
        ("Kanske", "Bifall", [f"{ONE}: «Kanske» känns inte igen som beslut. Skriv Spridning till alla,"]),
    ],
)
def test_decision_that_does_not_fit_its_item_is_asked_about(work, frozen, one, two, asked):
    data = fill_in_agenda.in_excel(frozen.excel, {ONE: Written(one, "x"), TWO: Written(two, "x")})
    _, unclear = sort(work, frozen, read("a.xlsx", data))
    assert [text[: len(begun)] for text, begun in zip(unclear, asked, strict=True)] == asked


def test_decision_whose_day_has_passed_when_it_is_released_is_not_carried_out(work, frozen):
    data = fill_in_agenda.in_excel(frozen.excel, {ONE: Written("Fortsättning", "x", applies_to="2026-11-27")})
    secretary = work.config.secretary(SECRETARY)
    proposals.propose(work, read("a.xlsx", data), secretary, ledger_id=None, answers=None, verified=True, code=CODE)
    applied = receipt_answers.confirm(later(work, days=1), CODE, SECRETARY)
    assert applied is not None
    assert applied.unclear == (f"{ONE}: dagen för nästa uppföljning har varit.",)
    assert frozen.items[1].initiative.state == "evaluated"


def test_decision_by_mail_that_a_command_came_before_is_not_carried_out(work, frozen):
    data = fill_in_agenda.in_excel(frozen.excel, {ONE: Written("Avslut", "x")})
    secretary = work.config.secretary(SECRETARY)
    proposals.propose(work, read("a.xlsx", data), secretary, ledger_id=None, answers=None, verified=True, code=CODE)
    take_effect.decide(work, ONE, DecisionOutcome.SPREAD_SOME, spread_to=("Hylte kommun",))
    applied = receipt_answers.confirm(work, CODE, SECRETARY)
    assert applied is not None
    assert (applied.done, applied.unclear) == ((), ("Inga beslut väntar längre på den här koden.",))
    assert frozen.items[1].initiative.state == "spread"


def test_cancelled_meeting_leaves_it_to_the_next(work, frozen):
    before = letters(work)
    calendar.cancel(work, frozen.meeting)
    assert [one for one in letters(work) if one not in before and one[1] != "karin.holm2@varberg.example"] == []
    assert [one.follow_up.initiative.reference for one in evaluated_work.coming(work.session)] == [ONE]


def test_taken_off_and_put_on_again_keeps_its_paragraph_and_shows_the_newest_version(work, frozen):
    initiative = frozen.items[1].initiative
    without = freeze.remove_item(work, frozen.meeting, initiative, OTHER_TOKEN)
    assert [one.initiative.reference for one in items.standing(without.meeting)] == [TWO]
    version(work, evaluated_work.version_of(work.session, frozen.items[1]).follow_up, cost="Två dagar.")
    again = freeze.add_item(work, frozen.meeting, initiative, OTHER_TOKEN.replace("4", "5"))
    assert [(one.paragraph, one.evaluation_number) for one in again.items if one.initiative is initiative] == [(6, 2)]


def test_decision_by_hand_needs_no_agenda_and_only_fits_evaluated_work(work):
    follow_up = evaluated(work)
    with pytest.raises(IllegalTransition):
        take_effect.decide(work, ONE, DecisionOutcome.CONTINUED)
    with pytest.raises(IllegalTransition):
        take_effect.decide(work, ONE, DecisionOutcome.SPREAD)
    with pytest.raises(IllegalTransition):
        take_effect.decide(work, ONE, DecisionOutcome.APPROVED)
    take_effect.decide(work, ONE, DecisionOutcome.CONTINUED, follow_up_on=date(2027, 9, 1))
    assert (follow_up.initiative.state, follow_up.follow_up_on) == ("in_progress", date(2027, 9, 1))
    with pytest.raises(IllegalTransition):
        take_effect.decide(work, ONE, DecisionOutcome.APPROVED)
    take_effect.decide(work, ONE, DecisionOutcome.ENDED)
    assert follow_up.initiative.state == "cancelled"


@pytest.mark.parametrize("again", [{}, {"spread_to": ("Laholms kommun", "Hylte kommun")}], ids=["alike", "reordered"])
def test_decision_that_holds_is_not_made_again_by_hand(work, again):
    evaluated(work)
    said = {"spread_to": ("Hylte kommun", "Laholms kommun")}
    take_effect.decide(work, ONE, DecisionOutcome.SPREAD_SOME, "Bra.", **said)
    before = letters(work)
    with pytest.raises(IllegalTransition, match="has that decision already"):
        take_effect.decide(work, ONE, DecisionOutcome.SPREAD_SOME, "Bra.", **{**said, **again})
    work.session.expunge_all()
    assert letters(work) == before
    take_effect.decide(work, ONE, DecisionOutcome.SPREAD_SOME, "Bra, och billigt.", **said)
