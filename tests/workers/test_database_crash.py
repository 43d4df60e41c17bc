"""PostgreSQL fails two workers that are at it, and comes back: each mail is registered and answered once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import psycopg
import pytest
import structlog
from sqlalchemy import make_url

from tests.support.backlog import DELIVERED, proposal
from tests.support.servers.postgresql import PostgreSQL
from tests.support.waiting import wait_for
from tests.workers.conftest import Fleet

ANNA, BO = "anna1@varberg.example", "anna2@varberg.example"
_SAFE = "-c synchronous_commit=on -c max_connections=20 -c superuser_reserved_connections=0"
"""What has been committed is with the system, and outlives the server's processes. Few may be connected to it."""


@pytest.fixture(scope="module")
def server(postgresql_server) -> Iterator[PostgreSQL]:
    """A server that may be killed."""
    with PostgreSQL(_SAFE) as server:
        yield server


@pytest.fixture
def postgresql_url(server) -> str:
    """The fleet's database lies on it, wherever it is reached."""
    return server.anywhere(server.new_database())


def at(point: str, act: Callable[[], None]) -> tuple[Callable[[str], None], threading.Event]:
    """Return a checkpoint that acts once at the point, and what is set then."""
    reached = threading.Event()

    def checkpoint(name: str) -> None:
        if name == point and not reached.is_set():
            act()
            reached.set()

    return checkpoint, reached


class Crowd:
    """Connections of others: as many as the server takes, and those that the workers had."""

    def __init__(self, url: str) -> None:
        at = make_url(url)
        self._place = {"dbname": at.database, "user": at.query["user"], "host": ",".join(at.query["host"])}
        self._held: list[psycopg.Connection] = []

    def come(self) -> None:
        self._fill()
        self._held[0].execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'mailbot%'"
        )
        for _ in range(20):
            self._fill()
            time.sleep(0.05)

    def _fill(self) -> None:
        with suppress(psycopg.OperationalError):
            while True:
                self._held.append(psycopg.connect(**self._place, autocommit=True))

    def go(self) -> None:
        for one in self._held:
            one.close()


@pytest.mark.parametrize("point", ["begun", "before_move", "accepted"])
def test_server_without_a_connection_left_loses_and_doubles_nothing(server, fleet, point):
    crowd = Crowd(fleet.url)
    with structlog.testing.capture_logs() as log:
        work_through(fleet, point, crowd.come, lambda: (wait_for(lambda: "too many clients" in str(log)), crowd.go()))


@pytest.mark.parametrize("point", ["before_commit", "moved", "accepted"])
def test_server_that_another_takes_over_from_loses_and_doubles_nothing(server, fleet, point):
    work_through(fleet, point, server.kill, server.start_elsewhere)


@pytest.mark.parametrize("point", ["begun", "before_commit", "committed", "before_move", "moved", "accepted"])
def test_server_killed_at_a_point_loses_and_doubles_nothing(server, fleet, point):
    work_through(fleet, point, server.kill, server.start)


def work_through(fleet: Fleet, point: str, fail: Callable[[], object], mend: Callable[[], object]) -> None:
    """Let a mail come, the server fail at the point and come back, and another mail come."""
    checkpoint, reached = at(point, fail)
    workers = [fleet.worker(name, checkpoint=checkpoint) for name in ("first", "second")]
    with workers[0].working(), workers[1].working():
        fleet.account.deliver_all([proposal(1, "Fallprevention")], when=DELIVERED)
        reached.wait()
        mend()
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
