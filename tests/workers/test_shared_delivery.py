"""All workers deliver: each letter once, at one rate for all, and a dead worker's letters when its lease is over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from mailbot.errors import DeliveryDeferred
from mailbot.jobs import deliver as deliver_job
from mailbot.jobs.by_hand import operator_actions
from mailbot.jobs.deliver import deliver
from mailbot.jobs.intake import take_in
from mailbot.outbox import delivery
from mailbot.outbox.delivery import Postman
from tests.support.backlog import DELIVERED, proposal
from tests.support.world import with_checkpoint


def anna(number: int) -> str:
    return f"anna{number}@varberg.example"


@pytest.fixture
def two(fleet):
    """Two workers' apps, and letters to be delivered."""

    def start(count: int, **smtp):
        config = {"smtp": fleet.smtp.config(**smtp).model_dump()} if smtp else {}
        first, second = (fleet.worker(name, **config).app for name in ("first", "second"))
        fleet.account.deliver_all([proposal(number, "Förslag") for number in range(1, count + 1)], when=DELIVERED)
        with first.alone() as services:
            take_in(services, first.mailbox)
        return first, second

    return start


def claim(app):
    """Take a letter as a worker does that dies before it is handed over."""
    database = app.services.database
    with app.services.unit_of_work("worker") as work:
        postman = Postman(database.name, 1000, database.shared_time(work.session, work.now))
        return delivery.claim(work.session, work.now, postman)


def age(app, minutes: int) -> None:
    """Let time pass for what has been claimed: the clock is the database's."""
    with app.services.unit_of_work("worker") as work:
        work.session.execute(text(f"UPDATE letters SET claimed_at = claimed_at - interval '{minutes} minutes'"))


def test_dead_workers_letter_waits_for_the_end_of_its_lease_and_keeps_its_id(fleet, two):
    first, second = two(1)
    dead = claim(first)
    assert deliver(second.services, second.sender).sent == 0
    age(first, 14)
    assert deliver(second.services, second.sender).sent == 0
    age(first, 2)
    assert deliver(second.services, second.sender).sent == 1
    assert [letter.data for letter in fleet.smtp.letters] == [dead.mime]


def test_worker_that_starts_its_pass_anew_takes_its_own_at_once(fleet, two):
    first, _ = two(1)
    claim(first)
    assert deliver(first.services, first.sender).sent == 1


def test_letter_that_took_longer_than_the_lease_is_noted_once(fleet, two):
    first, second = two(2)

    class Slow:
        def send(self, *_: object) -> None:
            age(first, 20)
            assert deliver(second.services, second.sender).sent == 2

    assert deliver(first.services, Slow()).sent == 1
    assert fleet.letters() == [(anna(1), "sent"), (anna(2), "sent")]
    with fleet.reading() as session:
        assert session.execute(text("SELECT count(*) FROM events WHERE kind = 'letter_sent'")).scalar_one() == 2


def test_letter_that_failed_after_its_lease_leaves_it_as_the_other_had_it(fleet, two):
    first, second = two(1)

    class Slow:
        def send(self, *_: object) -> None:
            age(first, 20)
            assert deliver(second.services, second.sender).sent == 1
            raise DeliveryDeferred("hung up")

    assert deliver(first.services, Slow()).sent == 0
    assert fleet.letters() == [(anna(1), "sent")]


def test_rate_holds_for_all_together_and_no_letter_goes_twice(fleet, two):
    apps = two(9, rate_per_minute=5)
    start = Barrier(2)

    def run(app) -> int:
        start.wait()
        return deliver(app.services, app.sender).sent

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, apps)) == 5
    age(apps[0], 1)
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(run, apps)) == 4
    assert fleet.recipients() == [anna(number) for number in range(1, 10)]


def test_letter_that_is_being_sent_is_not_stopped_by_who_read_it_before(fleet, two):
    """An operator's command reads and writes in its turn: what was claimed meanwhile is refused, not overwritten."""
    first, second = two(1)
    claim(first)
    with pytest.raises(Exception, match="Letter 1 is sending"):
        operator_actions.stop(second.services, [1])
    assert fleet.letters() == [(anna(1), "sending")]


def test_worker_that_stood_still_with_a_letter_in_hand_leaves_it_to_the_other(fleet, two, monkeypatch):
    """Suspended for an hour between claim and server: the lease is over, and another has sent the letter."""
    first, second = two(1)
    hours, seconds = [], deliver_job._seconds
    monkeypatch.setattr(deliver_job, "_seconds", lambda: seconds() + 3600 * len(hours))

    def stand_still(name: str) -> None:
        if name == "claimed" and not hours:
            hours.append(1)
            age(first, 60)
            assert deliver(second.services, second.sender).sent == 1

    assert deliver(with_checkpoint(first, stand_still).services, first.sender).sent == 0
    assert fleet.recipients() == [anna(1)]
    assert fleet.letters() == [(anna(1), "sent")]


def test_worker_that_stood_still_alone_sends_its_letter_later(fleet, two, monkeypatch):
    first, _ = two(1)
    hours, seconds = [], deliver_job._seconds
    monkeypatch.setattr(deliver_job, "_seconds", lambda: seconds() + 3600 * len(hours))
    standing = with_checkpoint(first, lambda name: name == "claimed" and not hours and hours.append(1))
    assert deliver(standing.services, first.sender).deferred == 1
    assert fleet.letters() == [(anna(1), "queued")]
    operator_actions.retry(first.services, [1])
    assert deliver(first.services, first.sender).sent == 1
