"""The audit chain notices every change that is made behind its back."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from mailbot.errors import NotFound
from mailbot.register import audit
from mailbot.register.audit import Broken, Happened, Head
from mailbot.store.engine import Database
from mailbot.store.tables import Event
from mailbot.store.values import EventKind

CHANGED = "the event was changed: its hash is of something else"
MORNING = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def chain(sqlite_url):
    """A chain of five events, in a database whose triggers have been taken away."""
    database = Database(sqlite_url)
    database.migrate()
    _record(database, 5)
    with database.writing() as session:
        session.execute(text("DROP TRIGGER events_refuse_update"))
        session.execute(text("DROP TRIGGER events_refuse_delete"))
    yield database
    database.close()


def test_record_binds_each_event_to_the_one_before(database):
    _record(database, 3)
    with database.reading() as session:
        events = session.scalars(select(Event).order_by(Event.id)).all()
    assert [event.id for event in events] == [1, 2, 3]
    assert [event.previous_hash for event in events] == [audit.FIRST_PREVIOUS, events[0].hash, events[1].hash]


def test_hash_is_of_the_canonical_row(database):
    """Written out: a chain written by one version must hold in the next, on either database."""
    at = datetime.fromisoformat("2026-11-20T09:30:00+01:00")
    data = {"b": [1, None], "a": "å"}
    with database.writing() as session:
        audit.record(session, [Happened(at, EventKind.NOTED, "letter:4", "operator", data)])
        written = session.scalars(select(Event.hash)).one()
    row = (
        '{"actor":"operator","at":"2026-11-20T08:30:00.000000+00:00","data":{"a":"å","b":[1,null]},"id":1,'
        f'"kind":"noted","previous_hash":"{"0" * 64}","subject":"letter:4"}}'
    )
    assert written == hashlib.sha256(row.encode()).hexdigest()
    assert _verified(database) is None


def test_verify_of_an_untouched_chain_finds_nothing(database):
    _record(database, 1200)
    assert _verified(database) is None


def test_verify_of_an_empty_chain_finds_nothing(database):
    assert _verified(database) is None


def test_record_undone_leaves_no_gap(database):
    _record(database, 2)
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        audit.record(session, [_happened(3)])
        raise ZeroDivisionError
    _record(database, 1)
    assert _verified(database) is None


def test_record_from_many_threads_makes_one_chain(database):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: _record(database, 5), range(8)))
    assert _verified(database) is None
    with database.reading() as session:
        assert len(session.scalars(select(Event)).all()) == 40


@pytest.mark.parametrize(
    ("change", "number", "reason"),
    [
        (
            "UPDATE events SET subject = 'OH-2026-0009' WHERE id = 3",
            3,
            CHANGED,
        ),
        (
            "UPDATE events SET at = '2026-11-20 08:30:00.000001' WHERE id = 1",
            1,
            CHANGED,
        ),
        (
            "UPDATE events SET data = '{\"n\": 9}' WHERE id = 5",
            5,
            CHANGED,
        ),
        ("UPDATE events SET kind = 'closed' WHERE id = 2", 2, CHANGED),
        ("UPDATE events SET hash = '00' WHERE id = 4", 4, CHANGED),
        (
            "UPDATE events SET previous_hash = '00' WHERE id = 4",
            4,
            "the event does not carry the hash of the one before it",
        ),
        ("DELETE FROM events WHERE id = 1", 1, "the event is missing: 2 follows 0"),
        ("DELETE FROM events WHERE id IN (3, 4)", 3, "the event is missing: 5 follows 2"),
        ("DELETE FROM events WHERE id > 3", 4, "the chain ends here, but 5 events were recorded"),
        ("UPDATE counters SET value = 4 WHERE name = 'audit'", 6, "the chain ends here, but 4 events were recorded"),
    ],
)
def test_verify_names_the_first_broken_event(chain, change, number, reason):
    with chain.writing() as session:
        session.execute(text(change))
    assert _verified(chain) == Broken(number, reason)


def test_chain_that_was_cut_off_with_all_traces_is_told_by_a_head_that_was_kept(chain):
    with chain.reading() as session:
        head = audit.head(session)
    with chain.writing() as session:
        session.execute(text("DELETE FROM events WHERE id > 3"))
        session.execute(text("UPDATE counters SET value = 3 WHERE name = 'audit'"))
    assert _verified(chain) is None
    assert _verified(chain, head) == Broken(4, "the chain ends here, but event 5 is kept elsewhere")


def test_chain_that_was_written_anew_is_told_by_a_head_that_was_kept(chain):
    with chain.reading() as session:
        head = audit.head(session)
    with chain.writing() as session:
        session.execute(text("DELETE FROM events"))
        session.execute(text("DELETE FROM counters"))
        audit.record(session, [_happened(number) for number in range(10, 17)])
    assert _verified(chain) is None
    assert _verified(chain, head) == Broken(5, "the event is another than the one that was kept elsewhere")


def test_kept_heads_of_a_whole_chain_find_nothing(chain):
    with chain.reading() as session:
        kept = [Head(event.id, event.hash) for event in session.scalars(select(Event))]
    assert _verified(chain, *kept[::2], *kept[1::2]) is None


def test_head_is_written_and_read_alike_and_there_is_none_of_an_empty_chain(database):
    with database.reading() as session:
        assert audit.head(session) is None
    _record(database, 2)
    with database.reading() as session:
        head = audit.head(session)
    assert head is not None
    assert (head.number, Head.parse(str(head))) == (2, head)


@pytest.mark.parametrize("text", ["", "5", "5:", "5:abc", f"x:{'0' * 64}", f"5:{'0' * 65}", f"-5:{'0' * 64}"])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(NotFound, match="is no head"):
        Head.parse(text)


@pytest.mark.parametrize("change", ["data = 'no JSON'", "at = 'no time'"])
def test_verify_of_an_unreadable_event_says_so(chain, change):
    with chain.writing() as session:
        session.execute(text(f"UPDATE events SET {change} WHERE id = 3"))
    broken = _verified(chain)
    assert broken is not None
    assert "can't be read" in broken.reason


def test_verify_of_an_unknown_kind_says_so(chain):
    with chain.writing() as session:
        session.execute(text("PRAGMA ignore_check_constraints = ON"))
        session.execute(text("UPDATE events SET kind = 'made_up' WHERE id = 3"))
    assert _verified(chain) == Broken(3, CHANGED)


def test_record_of_a_time_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="without a zone"), database.writing() as session:
        audit.record(session, [Happened(datetime(2026, 11, 20), EventKind.NOTED, "x", "operator", {})])  # noqa: DTZ001 - the point


def _record(database, count):
    with database.writing() as session:
        audit.record(session, [_happened(number) for number in range(count // 2)])
        audit.record(session, [_happened(number) for number in range(count // 2, count)])


def _happened(number):
    at = MORNING + timedelta(minutes=number)
    return Happened(at, EventKind.NOTED, f"OH-2026-{number:04}", "operator", {"n": number})


def _verified(database, *kept):
    with database.reading() as session:
        return audit.verify(session, kept)
