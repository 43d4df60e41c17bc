"""The leader is suspended for an hour and goes on: another has done its work, and nothing is doubled."""

from __future__ import annotations

import re
import signal
import time
from collections import Counter

import pytest

from tests.support.backlog import DELIVERED, proposal
from tests.support.waiting import wait_for
from tests.workers.processes import Workers

COUNT, LATER = 30, 10


@pytest.mark.timeout(3600)
def test_leader_that_is_suspended_for_an_hour_doubles_nothing_when_it_goes_on(fleet, rng):
    workers = Workers(fleet, 2)
    workers.start()
    try:
        wait_for(lambda: workers.leader()[1] or time.sleep(0.1))
        fleet.account.deliver_all([proposal(number, f"Förslag {number}") for number in range(COUNT)], when=DELIVERED)
        wanted = rng.randrange(1, COUNT // 2)
        wait_for(lambda: len(fleet.register()) >= wanted)
        name, suspended = workers.leader()
        workers.running[suspended].send_signal(signal.SIGSTOP)
        workers.killed.append(name)
        wait_for(lambda: workers.leader()[1] not in (None, suspended) or time.sleep(0.1))
        workers.end_leases()
        wait_for(lambda: is_done(fleet, COUNT) or time.sleep(0.2))
        workers.running[suspended].send_signal(signal.SIGCONT)
        later = [proposal(number, f"Förslag {number}") for number in range(COUNT, COUNT + LATER)]
        fleet.account.deliver_all(later, when=DELIVERED)
        wait_for(lambda: is_done(fleet, COUNT + LATER) or time.sleep(0.2))
        workers.stop()
    finally:
        workers.end()
    addresses = {f"anna{number}@varberg.example" for number in range(COUNT + LATER)}
    assert {address for _, address in fleet.register()} == addresses
    assert [int(reference[-4:]) for reference, _ in fleet.register()] == list(range(1, COUNT + LATER + 1))
    ids = Counter(re.search(rb"Message-ID: (\S+)", letter.data)[1] for letter in fleet.smtp.letters)
    assert {one.recipients[0] for one in fleet.smtp.letters} == addresses
    # SMTP's own window: what the server had accepted, and the suspended one had not heard of or noted.
    assert (len(ids), len(fleet.smtp.letters) - len(ids) <= 1) == (COUNT + LATER, True)
    assert len(fleet.account.messages("Hanterade/2026")) == COUNT + LATER


def is_done(fleet, count: int) -> bool:
    letters = fleet.letters()
    return len(letters) == count and {state for _, state in letters} == {"sent"} and fleet.account.messages() == []
