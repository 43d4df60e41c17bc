from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mailbot.followup.celebrating import celebrations
from mailbot.store.tables import Celebration, Letter
from mailbot.store.values import EventKind, LetterKind
from tests.support.achieved import come_to
from tests.support.meetings import OTHER_SECRETARY, SECRETARY, a_config, a_unit_of_work, letters

CHIEFS = "chefer@varberg.example"
APRIL, JULY, OCTOBER = (datetime(2027, month, 1, 6, tzinfo=UTC) for month in (4, 7, 10))
FEBRUARY, MAY = (datetime(2027, month, 10, 9, tzinfo=UTC) for month in (2, 5))


def at(session, now: datetime, **celebration):
    config = a_config(celebration={"recipients": [CHIEFS], **celebration})
    return replace(a_unit_of_work(session, config), now=now)


def kept(session) -> list[tuple[str, str, str]]:
    return [
        (one.first_day.isoformat(), one.last_day.isoformat(), _became(one))
        for one in session.scalars(select(Celebration).order_by(Celebration.last_day))
    ]


def _became(one: Celebration) -> str:
    return "empty" if not one.texts else "sent" if one.sent_at else "stopped" if one.stopped_at else "waits"


def test_letter_is_made_once_however_often_it_is_asked_for(session):
    come_to(at(session, FEBRUARY), EventKind.APPROVED, FEBRUARY)
    for _ in range(2):
        celebrations.make(at(session, APRIL), "a" * 16)
    assert kept(session) == [("2027-01-01", "2027-03-31", "waits")]
    asked = [("celebration_draft", SECRETARY, "queued"), ("celebration_draft", OTHER_SECRETARY, "queued")]
    assert letters(at(session, APRIL), LetterKind.CELEBRATION_DRAFT) == asked


def test_time_in_which_nothing_happened_has_no_letter_and_is_not_asked_about_again(session):
    celebrations.make(at(session, APRIL), "a" * 16)
    assert celebrations.due(session, at(session, APRIL).config, date(2027, 4, 2)) is None
    assert (kept(session), letters(at(session, APRIL))) == ([("2027-01-01", "2027-03-31", "empty")], [])


@pytest.mark.parametrize("celebration", [{"recipients": []}, {"rhythm": "off"}])
def test_without_recipients_or_rhythm_none_is_made(session, celebration):
    come_to(at(session, FEBRUARY), EventKind.APPROVED, FEBRUARY)
    celebrations.make(at(session, APRIL, **celebration), "a" * 16)
    assert kept(session) == []


def test_letter_that_nobody_answered_is_told_in_the_next_one(session):
    come_to(at(session, FEBRUARY), EventKind.APPROVED, FEBRUARY)
    celebrations.make(at(session, APRIL), "a" * 16)
    celebrations.make(at(session, JULY), "b" * 16)
    assert kept(session) == [("2027-01-01", "2027-03-31", "stopped"), ("2027-01-01", "2027-06-30", "waits")]


@pytest.mark.parametrize(("act", "became"), [(celebrations.send, "sent"), (celebrations.stop, "stopped")])
def test_next_letter_begins_where_the_last_one_ended(session, act, became):
    for then in (FEBRUARY, MAY):
        come_to(at(session, then), EventKind.APPROVED, then)
    act(at(session, APRIL), celebrations.make(at(session, APRIL), "a" * 16))
    celebrations.make(at(session, JULY, rhythm="monthly"), "b" * 16)
    assert kept(session) == [("2027-01-01", "2027-03-31", became), ("2027-04-01", "2027-06-30", "waits")]


def test_letter_is_sent_or_stopped_once(session):
    come_to(at(session, FEBRUARY), EventKind.APPROVED, FEBRUARY)
    work = at(session, APRIL)
    made = celebrations.make(work, "a" * 16)
    assert celebrations.send(replace(work, config=a_config()), made) == ()
    assert [celebrations.send(work, made), celebrations.send(work, made)] == [(CHIEFS,), ()]
    assert celebrations.stop(work, made) is False
    assert letters(work, LetterKind.CELEBRATION) == [("celebration", CHIEFS, "queued")]


def test_letter_goes_out_as_pdf_where_it_is_printed(session):
    come_to(at(session, FEBRUARY), EventKind.APPROVED, FEBRUARY)
    work = at(session, APRIL)
    text = celebrations.newest_text(celebrations.make(work, "a" * 16))
    name = "Så går det i Omtanke Halland januari–mars 2027"
    assert celebrations.for_recipients(work.config, text).filename == f"{name}.docx"
    text.pdf = b"%PDF-1.7"
    attached = celebrations.for_recipients(work.config, text)
    assert (attached.filename, attached.data) == (f"{name}.pdf", b"%PDF-1.7")


def test_work_that_fails_leaves_nothing_and_is_made_at_the_next_try(session, monkeypatch):
    come_to(at(session, FEBRUARY), EventKind.APPROVED, FEBRUARY)
    work = at(session, APRIL)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="borta"), work.savepoint():
        broken.setattr(celebrations, "on_duty", _fails)
        celebrations.make(work, "a" * 16)
    assert (kept(session), session.scalar(select(Letter.id))) == ([], None)
    celebrations.make(work, "a" * 16)
    assert kept(session) == [("2027-01-01", "2027-03-31", "waits")]


def _fails(*_):
    raise OSError("borta")
