from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mailbot import app
from mailbot.config import STOCKHOLM
from mailbot.errors import IllegalTransition, MeetingRefused, NotFound
from mailbot.intake import ledger
from mailbot.jobs.by_hand import operator_actions
from mailbot.jobs.by_hand.operator_actions import OnPaper
from mailbot.jobs.freeze_agenda import freeze_now
from mailbot.mail.message import Attachment, Location
from mailbot.register import audit
from mailbot.register.initiatives import attach, find
from mailbot.store.tables import Event, Letter
from mailbot.store.values import LetterState, Outcome, State
from tests.support.meetings import a_config

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
FALLS = OnPaper("Fallprevention", "Karin Nilsson", "karin@varberg.example", "Varbergs kommun", complete=True)
SKETCH = OnPaper("En väg in", "Jonas Ståhl", "jonas@laholm.example", "Laholms kommun", complete=False)


@pytest.fixture
def services(tmp_path: Path):
    services = app.services(a_config(state_dir=str(tmp_path)), clock=lambda: NOW)
    yield services
    with services.database.reading() as session:
        assert audit.verify(session) is None
    services.close()


def _letters(services) -> list[tuple[str, str, str]]:
    with services.database.reading() as session:
        return [(one.kind, one.recipient, one.state) for one in session.scalars(select(Letter).order_by(Letter.id))]


def _events(services) -> list[tuple[str, str, str]]:
    with services.database.reading() as session:
        return [(e.kind, e.subject, e.actor) for e in session.scalars(select(Event).order_by(Event.id))]


def _message(services, uid: int, outcome: Outcome | None) -> int:
    with services.unit_of_work("worker") as work:
        (row,) = ledger.begin(work.session, [Location("bot@host", "INBOX", 1, uid)], NOW)
        if outcome is not None:
            ledger.decide(row, outcome, NOW)
        return row.id


def _meeting(services, day: int = 10):
    starts = datetime(2026, 12, day, 9, 0, tzinfo=STOCKHOLM)
    return operator_actions.add_meeting(services, starts, datetime(2026, 11, 26, 12, 0, tzinfo=STOCKHOLM), "Halmstad")


def test_add_complete_queues_it_and_sends_the_receipt(services):
    added = operator_actions.add(services, FALLS, receipt=True)
    assert (added.reference, added.state, added.queued_at) == ("OH-2026-0001", State.QUEUED, NOW)
    assert (added.title, added.organisation) == ("Fallprevention", "Varbergs kommun")
    assert _letters(services) == [("receipt_complete", "karin@varberg.example", "queued")]
    assert _events(services) == [
        ("registered_complete", "OH-2026-0001", "operator"),
        ("letter_queued", "OH-2026-0001", "operator"),
    ]


def test_add_incomplete_asks_for_what_is_missing(services):
    added = operator_actions.add(services, SKETCH, receipt=True)
    assert (added.state, added.incomplete_since) == (State.INCOMPLETE, NOW)
    assert [problem["field"] for problem in added.form.problems] == [
        "background",
        "description",
        "purpose",
        "success_factors",
        "expected_effect",
    ]
    assert _letters(services) == [("receipt_incomplete", "jonas@laholm.example", "queued")]


def test_add_without_receipt_writes_no_letter(services):
    operator_actions.add(services, FALLS, receipt=False)
    assert _letters(services) == []


def test_withdraw_from_a_frozen_agenda_says_so(services):
    added, _ = operator_actions.add(services, FALLS, receipt=False), _meeting(services)
    freeze_now(services, "2026-12-10")
    withdrawn, was_on_agenda = operator_actions.withdraw(services, added.reference, letter=True)
    assert (withdrawn.state, was_on_agenda) == (State.WITHDRAWN, True)
    assert _letters(services)[-1] == ("withdrawn", "karin@varberg.example", "queued")


def test_withdraw_of_what_is_decided_changes_nothing(services):
    added = operator_actions.add(services, SKETCH, receipt=False)
    operator_actions.close(services, added.reference)
    before = _events(services)
    with pytest.raises(IllegalTransition):
        operator_actions.withdraw(services, added.reference, letter=True)
    assert (_events(services), _letters(services)) == (before, [])


def test_note_leaves_only_its_hash_in_the_chain(services):
    added = operator_actions.add(services, FALLS, receipt=False)
    noted = operator_actions.note(services, added.reference, "Ringde Karin.")
    assert noted.note == "2026-11-21: Ringde Karin."
    with services.database.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "noted")).one()
    assert set(event.data) == {"sha256"}
    assert len(event.data["sha256"]) == 64


def test_resolve_takes_all_or_none(services):
    waiting, handled = _message(services, 1, Outcome.REVIEW), _message(services, 2, Outcome.HANDLED)
    with pytest.raises(IllegalTransition):
        operator_actions.resolve(services, [waiting, handled])
    with pytest.raises(NotFound):
        operator_actions.resolve(services, [waiting, 99])
    assert _events(services) == []
    assert [row.outcome for row in operator_actions.resolve(services, [waiting])] == [Outcome.RESOLVED]
    assert [row.outcome for row in operator_actions.resolve(services, [waiting])] == [Outcome.RESOLVED]


def test_resolve_of_a_message_in_work_is_refused(services):
    begun = _message(services, 1, None)
    with pytest.raises(IllegalTransition):
        operator_actions.resolve(services, [begun])


def test_letter_is_stopped_released_and_retried(services):
    operator_actions.add(services, FALLS, receipt=True)
    (letter,) = operator_actions.stop(services, [1])
    assert letter.state is LetterState.STOPPED
    (letter,) = operator_actions.release(services, [1])
    assert (letter.state, letter.next_attempt_at) == (LetterState.QUEUED, NOW)
    (letter,) = operator_actions.retry(services, [1])
    assert letter.state is LetterState.QUEUED
    assert [kind for kind, subject, _ in _events(services) if subject == "letter:1"] == [
        "letter_stopped",
        "letter_released",
        "letter_released",
    ]


def test_release_without_numbers_takes_the_held_ones_alone(services):
    operator_actions.add(services, FALLS, receipt=True)
    operator_actions.add(services, SKETCH, receipt=True)
    with services.unit_of_work("worker") as work:
        work.session.get_one(Letter, 2).state = LetterState.HELD
    operator_actions.stop(services, [1])
    assert [letter.id for letter in operator_actions.release(services, [])] == [2]
    assert operator_actions.release(services, []) == []


@pytest.mark.parametrize("act", [operator_actions.stop, operator_actions.release, operator_actions.retry])
def test_letter_on_its_way_is_left_alone(services, act):
    operator_actions.add(services, FALLS, receipt=True)
    with services.unit_of_work("worker") as work:
        work.session.get_one(Letter, 1).state = LetterState.SENDING
    with pytest.raises(IllegalTransition):
        act(services, [1])


def test_letters_are_all_changed_or_none(services):
    operator_actions.add(services, FALLS, receipt=True)
    with pytest.raises(NotFound):
        operator_actions.stop(services, [1, 7])
    assert _letters(services) == [("receipt_complete", "karin@varberg.example", "queued")]


def test_meeting_is_entered_on_its_day_in_sweden(services):
    meeting = _meeting(services)
    assert (str(meeting.day), meeting.place) == ("2026-12-10", "Halmstad")
    with pytest.raises(MeetingRefused):
        _meeting(services)


def test_cancelled_meeting_gives_its_items_back_to_the_queue(services):
    added, _ = operator_actions.add(services, FALLS, receipt=False), _meeting(services)
    freeze_now(services, "2026-12-10")
    assert operator_actions.cancel_meeting(services, "2026-12-10").cancelled_at == NOW
    with services.database.reading() as session:
        assert find(session, added.reference).state is State.QUEUED
    assert _letters(services)[-1] == ("off_agenda", "karin@varberg.example", "queued")


def test_release_material_lets_withheld_files_go_out(services):
    operator_actions.add(services, FALLS, receipt=False)
    with services.unit_of_work("worker") as work:
        initiative = find(work.session, "OH-2026-0001")
        attach(work, initiative, [Attachment("journal.txt", "text/plain", b"...")], None)
        initiative.attachments[0].withheld = "innehåller ett personnummer"
    operator_actions.release_material(services, "OH-2026-0001")
    with services.database.reading() as session:
        assert [file.withheld for file in find(session, "OH-2026-0001").attachments] == [""]
    assert ("material_released", "OH-2026-0001", "operator") in _events(services)
