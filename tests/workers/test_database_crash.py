"""PostgreSQL is killed while two workers are at it, and starts again: each mail is registered and answered once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from tests.support.backlog import DELIVERED, proposal
from tests.support.servers.postgresql import PostgreSQL
from tests.support.waiting import wait_for
from tests.workers.conftest import Fleet

ANNA, BO = "anna1@varberg.example", "anna2@varberg.example"
_SAFE = "-c synchronous_commit=on"
"""What has been committed is with the system, and outlives the server's processes."""


@pytest.fixture(scope="module")
def server(postgresql_server) -> Iterator[PostgreSQL]:
    """A server that may be killed."""
    with PostgreSQL(_SAFE) as server:
        yield server


@pytest.fixture
def postgresql_url(server) -> str:
    """The fleet's database lies on it."""
    return server.new_database()


def at(point: str, act: Callable[[], None]) -> tuple[Callable[[str], None], threading.Event]:
    """Return a checkpoint that acts once at the point, and what is set then."""
    reached = threading.Event()

    def checkpoint(name: str) -> None:
        if name == point and not reached.is_set():
            act()
            reached.set()

    return checkpoint, reached


@pytest.mark.parametrize("point", ["begun", "before_commit", "committed", "before_move", "moved", "accepted"])
def test_server_killed_at_a_point_loses_and_doubles_nothing(server, fleet, point):
    checkpoint, reached = at(point, server.kill)
    workers = [fleet.worker(name, checkpoint=checkpoint) for name in ("first", "second")]
    with workers[0].working(), workers[1].working():
        fleet.account.deliver_all([proposal(1, "Fallprevention")], when=DELIVERED)
        reached.wait()
        server.start()
        wait_for(lambda: {ANNA} == {*fleet.recipients()})
        fleet.account.deliver_all([proposal(2, "Sårvård")], when=DELIVERED)
        wait_for(lambda: is_done(fleet))
    assert fleet.register() == [("OH-2026-0001", ANNA), ("OH-2026-0002", BO)]
    by_recipient = {one.recipients[0]: one.data for one in fleet.smtp.letters}
    assert {one.data for one in fleet.smtp.letters} == {*by_recipient.values()}
    # SMTP's own window: what was accepted, and could not be noted.
    assert len(fleet.smtp.letters) <= 2 + (point == "accepted")


def is_done(fleet: Fleet) -> bool:
    return fleet.letters() == [(ANNA, "sent"), (BO, "sent")] and fleet.account.messages() == []
