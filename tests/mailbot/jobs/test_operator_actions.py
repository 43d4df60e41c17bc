from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mailbot import app
from mailbot.config import STOCKHOLM
from mailbot.errors import IllegalTransition, MeetingRefused, NotFound
from mailbot.intake import ledger
from mailbot.jobs import operator_actions
from mailbot.jobs.freeze_agenda import freeze_now
from mailbot.jobs.operator_actions import OnPaper
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
def office(tmp_path: Path):
    office = app.office(a_config(state_dir=str(tmp_path)), clock=lambda: NOW)
    yield office
    with office.database.reading() as session:
        assert audit.verify(session) is None
    office.close()


def _letters(office) -> list[tuple[str, str, str]]:
    with office.database.reading() as session:
        return [(one.kind, one.recipient, one.state) for one in session.scalars(select(Letter).order_by(Letter.id))]


def _events(office) -> list[tuple[str, str, str]]:
    with office.database.reading() as session:
        return [(e.kind, e.subject, e.actor) for e in session.scalars(select(Event).order_by(Event.id))]


def _message(office, uid: int, outcome: Outcome | None) -> int:
    with office.desk("worker") as desk:
        row = ledger.begin(desk.session, Location("bot@host", "INBOX", 1, uid), NOW)
        if outcome is not None:
            ledger.decide(row, outcome, NOW)
        return row.id


def _meeting(office, day: int = 10):
    starts = datetime(2026, 12, day, 9, 0, tzinfo=STOCKHOLM)
    return operator_actions.add_meeting(office, starts, datetime(2026, 11, 26, 12, 0, tzinfo=STOCKHOLM), "Halmstad")


def test_add_complete_queues_it_and_sends_the_receipt(office):
    added = operator_actions.add(office, FALLS, receipt=True)
    assert (added.reference, added.state, added.queued_at) == ("OH-2026-0001", State.QUEUED, NOW)
    assert (added.title, added.organisation) == ("Fallprevention", "Varbergs kommun")
    assert _letters(office) == [("receipt_complete", "karin@varberg.example", "queued")]
    assert _events(office) == [
        ("registered_complete", "OH-2026-0001", "operator"),
        ("letter_queued", "OH-2026-0001", "operator"),
    ]


def test_add_incomplete_asks_for_what_is_missing(office):
    added = operator_actions.add(office, SKETCH, receipt=True)
    assert (added.state, added.incomplete_since) == (State.INCOMPLETE, NOW)
    assert [problem["field"] for problem in added.form.problems] == [
        "background",
        "description",
        "purpose",
        "success_factors",
        "expected_effect",
    ]
    assert _letters(office) == [("receipt_incomplete", "jonas@laholm.example", "queued")]


def test_add_without_receipt_writes_no_letter(office):
    operator_actions.add(office, FALLS, receipt=False)
    assert _letters(office) == []


def test_withdraw_from_a_frozen_agenda_says_so(office):
    added, _ = operator_actions.add(office, FALLS, receipt=False), _meeting(office)
    freeze_now(office, "2026-12-10")
    withdrawn, was_on_agenda = operator_actions.withdraw(office, added.reference, letter=True)
    assert (withdrawn.state, was_on_agenda) == (State.WITHDRAWN, True)
    assert _letters(office)[-1] == ("withdrawn", "karin@varberg.example", "queued")


def test_withdraw_of_what_is_decided_changes_nothing(office):
    added = operator_actions.add(office, SKETCH, receipt=False)
    operator_actions.close(office, added.reference)
    before = _events(office)
    with pytest.raises(IllegalTransition):
        operator_actions.withdraw(office, added.reference, letter=True)
    assert (_events(office), _letters(office)) == (before, [])


def test_note_leaves_only_its_hash_in_the_chain(office):
    added = operator_actions.add(office, FALLS, receipt=False)
    noted = operator_actions.note(office, added.reference, "Ringde Karin.")
    assert noted.note == "2026-11-21: Ringde Karin."
    with office.database.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "noted")).one()
    assert set(event.data) == {"sha256"}
    assert len(event.data["sha256"]) == 64


def test_resolve_takes_all_or_none(office):
    waiting, handled = _message(office, 1, Outcome.REVIEW), _message(office, 2, Outcome.HANDLED)
    with pytest.raises(IllegalTransition):
        operator_actions.resolve(office, [waiting, handled])
    with pytest.raises(NotFound):
        operator_actions.resolve(office, [waiting, 99])
    assert _events(office) == []
    assert [row.outcome for row in operator_actions.resolve(office, [waiting])] == [Outcome.RESOLVED]
    assert [row.outcome for row in operator_actions.resolve(office, [waiting])] == [Outcome.RESOLVED]


def test_resolve_of_a_message_in_work_is_refused(office):
    begun = _message(office, 1, None)
    with pytest.raises(IllegalTransition):
        operator_actions.resolve(office, [begun])


def test_letter_is_stopped_released_and_retried(office):
    operator_actions.add(office, FALLS, receipt=True)
    (letter,) = operator_actions.stop(office, [1])
    assert letter.state is LetterState.STOPPED
    (letter,) = operator_actions.release(office, [1])
    assert (letter.state, letter.next_attempt_at) == (LetterState.QUEUED, NOW)
    (letter,) = operator_actions.retry(office, [1])
    assert letter.state is LetterState.QUEUED
    assert [kind for kind, subject, _ in _events(office) if subject == "letter:1"] == [
        "letter_stopped",
        "letter_released",
        "letter_released",
    ]


def test_release_without_numbers_takes_the_held_ones_alone(office):
    operator_actions.add(office, FALLS, receipt=True)
    operator_actions.add(office, SKETCH, receipt=True)
    with office.desk("worker") as desk:
        desk.session.get_one(Letter, 2).state = LetterState.HELD
    operator_actions.stop(office, [1])
    assert [letter.id for letter in operator_actions.release(office, [])] == [2]
    assert operator_actions.release(office, []) == []


@pytest.mark.parametrize("act", [operator_actions.stop, operator_actions.release, operator_actions.retry])
def test_letter_on_its_way_is_left_alone(office, act):
    operator_actions.add(office, FALLS, receipt=True)
    with office.desk("worker") as desk:
        desk.session.get_one(Letter, 1).state = LetterState.SENDING
    with pytest.raises(IllegalTransition):
        act(office, [1])


def test_letters_are_all_changed_or_none(office):
    operator_actions.add(office, FALLS, receipt=True)
    with pytest.raises(NotFound):
        operator_actions.stop(office, [1, 7])
    assert _letters(office) == [("receipt_complete", "karin@varberg.example", "queued")]


def test_meeting_is_entered_on_its_day_in_sweden(office):
    meeting = _meeting(office)
    assert (str(meeting.day), meeting.place) == ("2026-12-10", "Halmstad")
    with pytest.raises(MeetingRefused):
        _meeting(office)


def test_cancelled_meeting_gives_its_items_back_to_the_queue(office):
    added, _ = operator_actions.add(office, FALLS, receipt=False), _meeting(office)
    freeze_now(office, "2026-12-10")
    assert operator_actions.cancel_meeting(office, "2026-12-10").cancelled_at == NOW
    with office.database.reading() as session:
        assert find(session, added.reference).state is State.QUEUED
    assert _letters(office)[-1] == ("off_agenda", "karin@varberg.example", "queued")


def test_release_material_lets_withheld_files_go_out(office):
    operator_actions.add(office, FALLS, receipt=False)
    with office.desk("worker") as desk:
        initiative = find(desk.session, "OH-2026-0001")
        attach(desk, initiative, [Attachment("journal.txt", "text/plain", b"...")], None)
        initiative.attachments[0].withheld = "innehåller ett personnummer"
    operator_actions.release_material(office, "OH-2026-0001")
    with office.database.reading() as session:
        assert [file.withheld for file in find(session, "OH-2026-0001").attachments] == [""]
    assert ("material_released", "OH-2026-0001", "operator") in _events(office)
