"""Messages are read ahead of the one that is decided, and come in their order."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from mailbot.jobs.taking_in.begun_message import Begun
from mailbot.jobs.taking_in.read_ahead import read_ahead
from mailbot.mail.message import Location, RawMessage
from tests.support.waiting import PATIENCE

MORNING = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


def raws(*sizes: int) -> list[RawMessage]:
    return [RawMessage(b"x" * size, MORNING, Location("a", "INBOX", 1, uid)) for uid, size in enumerate(sizes, 1)]


@dataclass
class Entry:
    """Begins messages, and notes which; `read` is called with a UID, and gives what reading it does."""

    read: object = lambda uid: uid
    attempts: int = 0
    groups: list[list[int]] = field(default_factory=list)
    given_back: list[int] = field(default_factory=list)
    gives_back: object = lambda: None

    def give_back(self, some):
        self.given_back += [begun.row_id for begun in some]
        self.gives_back()

    def begin(self, some):
        self.groups.append([raw.location.uid for raw in some])
        return [self._begun(raw, raw.location.uid) for raw in some]

    def _begun(self, raw, uid):
        return Begun(raw, None, uid, self.attempts, lambda: self.read(uid))


def opened(coming):
    return [one.opened() for ready in coming for one in ready]


def test_messages_come_in_their_order_though_the_first_is_read_last():
    others = threading.Barrier(2)

    def read(uid: int) -> int:
        if uid in (1, 3):
            others.wait(PATIENCE)  # the first is not read before the third is
        return uid

    assert opened(read_ahead(Entry(read), raws(*[9] * 6), 2)) == [1, 2, 3, 4, 5, 6]


def test_next_messages_are_read_while_one_is_decided():
    done = {uid: threading.Event() for uid in range(1, 10)}
    for ready in read_ahead(Entry(lambda uid: done[uid].set()), raws(*[9] * 9), 1):
        following = done.get(ready[-1].row_id + 1)
        assert following is None or following.wait(PATIENCE)


def test_what_has_been_read_comes_together_and_waits_for_nothing():
    gate = threading.Event()
    coming = read_ahead(Entry(lambda uid: gate.wait(PATIENCE) if uid == 3 else None), raws(*[9] * 4), 2)
    assert [begun.row_id for begun in next(coming)] in ([1], [1, 2])
    gate.set()
    assert opened(coming)[-2:] == [True, None]


def test_each_is_begun_before_it_is_read_and_ever_more_at_a_time():
    entry = Entry()
    coming = read_ahead(entry, raws(*[9] * 60), 1)
    assert (next(coming)[0].row_id, entry.groups) == (1, [[1, 2], [3, 4, 5, 6]])
    opened(coming)
    assert [len(group) for group in entry.groups] == [2, 4, 8, 16, 25, 5]


def test_large_messages_are_begun_singly():
    entry = Entry()
    opened(read_ahead(entry, raws(9, 8_000_001, 8_000_001, 9), 4))
    assert entry.groups == [[1, 2], [3], [4]]


def test_what_has_not_come_when_it_stops_is_given_back_and_no_more_is_read():
    stopped, at_hand, gate, read = threading.Event(), threading.Event(), threading.Event(), []

    def reading(uid: int) -> None:
        read.append(uid)
        if uid > 1:
            at_hand.set()
            assert gate.wait(PATIENCE)

    entry = Entry(reading, gives_back=gate.set)
    coming = read_ahead(entry, raws(*[9] * 40), 1, stopped.is_set)
    assert [begun.row_id for begun in next(coming)] == [1]
    assert at_hand.wait(PATIENCE)
    stopped.set()
    assert list(coming) == []
    assert (entry.groups, entry.given_back, read) == ([[1, 2], [3, 4, 5, 6]], [2, 3, 4, 5, 6], [1, 2])


def test_what_goes_wrong_with_one_is_raised_where_it_is_asked_for():
    coming = read_ahead(Entry(lambda uid: 1 // (uid - 2)), raws(9, 9, 9), 2)
    first, second, third = (begun for ready in coming for begun in ready)
    assert (first.opened(), third.opened()) == (-1, 1)
    with pytest.raises(ZeroDivisionError):
        second.opened()


def test_message_that_took_the_process_down_too_often_is_not_read():
    def read(uid: int) -> None:
        raise AssertionError(uid)

    ((begun,),) = read_ahead(Entry(read, attempts=3), raws(9), 1)
    assert not begun.may_be_opened
