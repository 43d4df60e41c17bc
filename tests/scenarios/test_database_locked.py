"""Somebody keeps SQLite's lock for longer than mailbot waits: the mail at hand is registered once and answered once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from mailbot.errors import MailbotError
from mailbot.one_pass import deliver_due, poll
from tests.support.backlog import DELIVERED, proposal
from tests.support.world import World, with_checkpoint

RECEIPT = ("receipt_complete", "anna1@varberg.example", "sent")


class Holder:
    """Takes the lock at a point, once, and lets go of it when it is closed."""

    def __init__(self, world: World, point: str) -> None:
        self._point = point
        self._file = world.app.services.database.folder / "mailbot.db"
        self._connection: sqlite3.Connection | None = None
        self.held = 0

    def __call__(self, name: str) -> None:
        if name == self._point and not self.held:
            self._connection = sqlite3.connect(self._file, isolation_level=None)
            self._connection.execute("BEGIN IMMEDIATE")
            self.held += 1

    def close(self, _seconds: float = 0) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@pytest.fixture
def world(monkeypatch, make_world) -> Iterator[World]:
    """A world that waits for the lock a moment only."""
    monkeypatch.setattr("mailbot.store.sqlite.BUSY_TIMEOUT_SECONDS", 0.1)
    return make_world()


@pytest.mark.parametrize("point", ["fetched", "begun", "committed", "before_move", "moved"])
def test_lock_that_is_kept_while_a_mail_is_at_hand_loses_and_doubles_nothing(world, point):
    world.account.deliver_all([proposal(1, "Fallprevention")], when=DELIVERED)
    with closing(Holder(world, point)) as holder:
        with suppress(MailbotError):
            poll(with_checkpoint(world.app, holder))
        assert holder.held
    world.take()
    assert (world.take(), world.register()) == ([RECEIPT], [("OH-2026-0001", "queued")])
    assert (world.count("INBOX"), len(world.smtp.letters)) == (0, 1)


@pytest.mark.parametrize("point", ["claimed", "accepted"])
def test_lock_that_is_kept_while_a_letter_is_handed_over_doubles_none(world, point):
    """What the server has accepted is noted as soon as that can be, and nothing else is done before."""
    world.smtp.next_answers("CONNECT", "421 4.3.2 not now")
    world.take(proposal(1, "Fallprevention"))
    world.wait(minutes=2)
    with closing(Holder(world, point)) as holder:
        deliver_due(with_checkpoint(world.app, holder), pause=holder.close)
        assert holder.held
    assert (world.letters(), len(world.smtp.letters)) == ([RECEIPT], 1)
