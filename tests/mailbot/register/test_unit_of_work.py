"""What is recorded in a transaction stands in the audit chain when it ends, and not before it must."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailbot.register import audit
from mailbot.store.tables import Event
from mailbot.store.values import EventKind
from tests.support.meetings import a_unit_of_work


@pytest.fixture
def work(database):
    with database.writing() as session:
        yield a_unit_of_work(session)


def told(work):
    work.write_events()
    return list(work.session.scalars(select(Event.subject).order_by(Event.id)))


def test_events_are_written_once_in_the_order_in_which_they_happened(work):
    for number in range(3):
        work.record(EventKind.NOTED, f"letter:{number}")
    assert told(work) == told(work) == ["letter:0", "letter:1", "letter:2"]
    work.record(EventKind.NOTED, "letter:3")
    assert told(work) == ["letter:0", "letter:1", "letter:2", "letter:3"]
    assert audit.verify(work.session) is None


def test_what_a_savepoint_undoes_is_not_recorded(work):
    work.record(EventKind.NOTED, "letter:0")
    with pytest.raises(ZeroDivisionError), work.savepoint():
        work.record(EventKind.NOTED, "letter:1")
        raise ZeroDivisionError
    with work.savepoint():
        work.record(EventKind.NOTED, "letter:2")
    assert told(work) == ["letter:0", "letter:2"]
    assert audit.verify(work.session) is None


def test_what_a_savepoint_undoes_after_it_was_written_leaves_no_gap(work):
    work.record(EventKind.NOTED, "letter:0")
    with pytest.raises(ZeroDivisionError), work.savepoint():
        work.record(EventKind.NOTED, "letter:1")
        work.write_events()
        raise ZeroDivisionError
    work.record(EventKind.NOTED, "letter:2")
    assert told(work) == ["letter:0", "letter:2"]
    assert audit.verify(work.session) is None
