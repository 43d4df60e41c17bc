"""A backup takes the register's place while two workers are at it: nothing is sent before an operator has said so."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from mailbot.jobs.comparing import older_register, work_not_in_register
from mailbot.jobs.watch import worker_notes
from mailbot.worker import Worker
from tests.support.backlog import DELIVERED, proposal
from tests.support.servers.postgresql import PostgreSQL
from tests.support.waiting import wait_for
from tests.workers.conftest import Fleet

ANNA = [f"anna{number}@varberg.example" for number in range(5)]


class Operator:
    """Who makes a backup once the first mail is registered, not answered, and restores it at a point of the third's."""

    def __init__(self, server: PostgreSQL, fleet: Fleet, point: str) -> None:
        self.server, self.fleet, self.point = server, fleet, point
        self.dump = b""
        self.third_comes = self.has_restored = False
        self._turn = threading.Lock()

    def checkpoint(self, name: str) -> None:
        with self._turn:
            if name == "committed" and not self.dump:
                self.dump = self.server.dump(self.fleet.url)
            if name == self.point and self.third_comes:
                self.restore()

    def restore(self) -> None:
        """Put the register back, when no worker remembers how far it had come."""
        if not self.has_restored:
            for note in self.fleet.folder.glob(f"*/state/{older_register.FILE}"):
                note.unlink()
            self.server.restore(self.fleet.url, self.dump)
            self.has_restored = True


def work(*workers: Worker) -> None:
    """Have each do once more what it does from time to time."""
    for worker in workers:
        for name in ("delivery", "intake", "delivery"):
            worker._jobs[name].run()


def deliver(fleet: Fleet, number: int) -> None:
    fleet.account.deliver_all([proposal(number, f"Förslag {number}")], when=DELIVERED)


@pytest.fixture(params=["idle", "begun", "committed", "before_move", "moved", "claimed", "accepted"])
def operator(request, postgresql_server, fleet) -> Iterator[Operator]:
    return Operator(postgresql_server, fleet, request.param)


def test_nothing_is_sent_or_numbered_before_the_operator_has_said(fleet, operator):
    smtp = {"smtp": fleet.smtp.config(rate_per_minute=10_000, copy_to_sent=True).model_dump()}
    first, second = (fleet.worker(name, checkpoint=operator.checkpoint, **smtp) for name in ("first", "second"))
    with first.working(), second.working():
        for number in (1, 2):
            deliver(fleet, number)
            wait_for(lambda number=number: fleet.recipients() == ANNA[1 : number + 1] and is_quiet(fleet))
        operator.third_comes = True
        if operator.point == "idle":
            operator.restore()
        deliver(fleet, 3)
        wait_for(lambda: operator.has_restored)
        wait_for(lambda: is_noticed(fleet))
        work(first, second)
        # Who had the third's letter in hand hands it over; nobody takes another.
        assert fleet.recipients() in (ANNA[1:3], ANNA[1:4])
        assert fleet.register() == [("OH-2026-0001", ANNA[1])]
        found = work_not_in_register.find(first.app.services, first.app.mailbox)
        older_register.go_on(first.app.services, found)
        deliver(fleet, 4)
        wait_for(lambda: ANNA[4] in fleet.recipients() and fleet.account.messages() == [])
    letters = [message_from_bytes(one.data, policy=policy.default) for one in fleet.smtp.letters]
    told = {re.search(r"OH-2026-\d{4}", one.get_body(("plain",)).get_content())[0]: one["To"] for one in letters}
    assert len(told) == len({*told.values()}) == len(fleet.recipients())


def is_quiet(fleet: Fleet) -> bool:
    """Whether all is sent and put away, its copies too."""
    letters = fleet.letters()
    return fleet.account.messages() == [] and len(fleet.account.messages("Sent")) == len(letters)


def is_noticed(fleet: Fleet) -> bool:
    """Whether who leads has seen that the mailbox knows more."""
    with fleet.reading() as session:
        letters, _, _ = worker_notes.lack(session)
    return letters > 0
