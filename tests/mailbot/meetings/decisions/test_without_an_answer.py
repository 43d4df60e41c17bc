"""Decisions that take effect without an answer: at once, or after some minutes; and those that never do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mailbot.demo.fill_in_agenda import Written
from mailbot.meetings.decisions import decision_receipt, proposals, receipt_answers, without_an_answer
from mailbot.store.tables import Letter
from mailbot.store.values import LetterKind
from tests.mailbot.meetings.decisions.test_proposals import (
    CODE,
    ONE,
    SECOND_CODE,
    SECRETARY,
    a_frozen,
    a_held,
    decision_letters,
    propose,
    receipts,
    sent,
    states,
)
from tests.support.meetings import a_config, a_unit_of_work, later

YES, NO = {ONE: Written("Bifall", "Ja.")}, {ONE: Written("Avslag", "Nej.")}


@pytest.fixture
def work(session):
    return a_unit_of_work(session, a_config(decisions={"mode": "after_minutes", "after_minutes": 30}))


def carry_out(work, **waited) -> list[str]:
    """Let the job run so much later; return the states of the initiatives."""
    then = later(work, **waited)
    for instruction in without_an_answer.due(then.session, then.now):
        without_an_answer.carry_out_due(then, instruction)
    return states(work)


def told(work) -> list[str]:
    return list(work.session.scalars(select(Letter.subject).where(Letter.kind == LetterKind.DONE)))


def test_decisions_take_effect_when_their_time_has_passed_and_she_is_told(work):
    propose(work, a_held(work), YES)
    text = receipts(work)[0][1]
    assert ("om du inte stoppar dem" in text, f"stoppa {CODE}" in text) == (True, True)
    assert carry_out(work, minutes=29) == ["on_agenda"]
    assert carry_out(work, minutes=30) == ["approved"]
    assert told(work) == ["Besluten gäller nu"]
    assert carry_out(work, minutes=90) == ["approved"]
    assert len(told(work)) == 1


@pytest.mark.parametrize("answer", [receipt_answers.stop, receipt_answers.confirm])
def test_what_was_answered_in_time_is_not_carried_out_again(work, answer):
    propose(work, a_held(work), YES)
    answer(work, CODE, SECRETARY)
    before = states(work)
    assert carry_out(work, hours=2) == before
    assert told(work) == []


def test_corrected_file_is_what_takes_effect_and_its_time_begins_anew(work):
    frozen = a_held(work)
    propose(work, frozen, YES)
    then = later(work, minutes=20)
    proposals.supersede(then, CODE, SECRETARY)
    propose(then, frozen, NO, SECOND_CODE)
    assert carry_out(work, minutes=40) == ["on_agenda"]
    assert carry_out(work, minutes=50) == ["rejected"]


@pytest.mark.parametrize("mode", ["review", "direct", "after_minutes"])
def test_decision_before_its_meeting_is_asked_about_and_waits_for_the_answer(session, mode):
    work = a_unit_of_work(session, a_config(decisions={"mode": mode}))
    propose(work, a_frozen(work, ("Ett",)), YES)
    assert carry_out(work, days=30) == ["on_agenda"]
    text = " ".join(receipts(work)[0][1].split())
    assert "Mötet är torsdag 10 december 2026 kl. 09.00. Är besluten redan fattade?" in text
    assert f"skicka {CODE}" in text
    receipt_answers.confirm(work, CODE, SECRETARY)
    assert states(work) == ["approved"]


def test_decision_whose_meeting_is_moved_while_it_waits_is_not_carried_out_before_it(work):
    frozen = a_held(work)
    propose(work, frozen, YES)
    frozen.meeting.starts_at += timedelta(days=7)
    assert carry_out(work, minutes=30) == ["on_agenda"]
    assert "Beslutet gäller först när du har svarat på kvittot." in " ".join(
        receipts(work, LetterKind.DONE)[0][1].split()
    )


def test_decision_at_its_meeting_is_not_asked_about(work):
    propose(work, a_held(work), YES)
    assert "Mötet är" not in receipts(work)[0][1]


@pytest.mark.parametrize("mode", ["direct", "after_minutes"])
def test_unverified_file_waits_for_the_answer(session, mode):
    work = a_unit_of_work(session, a_config(decisions={"mode": mode}))
    propose(work, a_held(work), YES, verified=False)
    assert carry_out(work, days=7) == ["on_agenda"]


@pytest.mark.parametrize("mode", ["direct", "after_minutes"])
def test_letter_that_contradicts_one_that_has_gone_out_is_stopped_and_shown(session, mode):
    work = a_unit_of_work(session, a_config(decisions={"mode": mode}))
    frozen = a_held(work)
    propose(work, frozen, YES)
    assert carry_out(work, hours=2) == ["approved"]
    sent(work)
    propose(later(work, hours=3), frozen, NO, SECOND_CODE)
    assert carry_out(work, days=7) == ["approved"]
    text = " ".join(receipts(work)[1][1].split())
    assert "det tidigare beslutet Bifall ändras. Initiativtagaren har redan fått det: brevet blir en rättelse." in text
    assert [kind for kind, _, _ in decision_letters(work)] == ["decision_approved"]
    receipt_answers.confirm(later(work, days=8), SECOND_CODE, SECRETARY)
    assert states(work) == ["rejected"]


def test_letter_that_has_gone_out_meanwhile_keeps_the_due_one_waiting(work):
    frozen = a_held(work)
    propose(work, frozen, YES)
    propose(work, frozen, NO, SECOND_CODE)
    receipt_answers.confirm(work, CODE, SECRETARY)
    sent(work)
    assert carry_out(work, hours=2) == ["approved"]


def test_words_that_are_added_begin_the_time_anew(work):
    propose(work, a_held(work), YES)
    then = later(work, minutes=20)
    telling = decision_receipt.Telling(work.config.secretary(SECRETARY), (), SECOND_CODE, None, in_words=True)
    assert receipt_answers.amend(then, CODE, work.config.secretary(SECRETARY), {ONE: "Välkommen."}, telling) == ()
    assert carry_out(work, minutes=40) == ["on_agenda"]
    assert carry_out(work, minutes=50) == ["approved"]
