"""Four workers, many messages, the leader killed at random: each is registered once and answered once."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from typing import Any

import pytest

from tests.support.backlog import DELIVERED, proposal
from tests.support.waiting import wait_for
from tests.workers.processes import Workers

WORKERS = 4


@pytest.mark.timeout(24 * 3600)
def test_every_message_is_registered_and_answered_once_though_leaders_die(fleet, soak, rng, figures):
    count, kills = (2000, 50) if soak else (80, 4)
    workers = Workers(fleet, WORKERS)
    workers.start()
    arriving = threading.Thread(target=_deliver, args=(fleet, count))
    arriving.start()
    try:
        while len(workers.killed) < kills:
            wanted = len(workers.killed) * count // kills + rng.randrange(count // kills)
            _wait_for_register(fleet, min(wanted, count - 10))
            workers.kill_leader()
        arriving.join()
        _wait_for_register(fleet, count)
        workers.end_leases()
        # Not the server's word: who died after it has a letter delivered that nobody has noted yet.
        wait_for(lambda: {state for _, state in fleet.letters()} == {"sent"} or time.sleep(0.2))
        wait_for(lambda: fleet.account.messages() == [] or time.sleep(0.2))
        workers.stop()
    finally:
        workers.end()
    repeated = _compare(fleet, count, kills)
    figures(
        f"{WORKERS} workers, {count} messages, {kills} leaders killed: all once; {repeated} repeated in SMTP's window"
    )


def _wait_for_register(fleet: Any, count: int) -> None:
    """Wait for so many initiatives; `wait_for` alone would ask a hundred times a second."""
    wait_for(lambda: len(fleet.register()) >= count or time.sleep(0.2))


def _deliver(fleet: Any, count: int) -> None:
    """Let the messages come one after another, while the workers are at it."""
    for number in range(1, count + 1):
        fleet.account.deliver_all([proposal(number, f"Förslag {number}")], when=DELIVERED)


def _compare(fleet: Any, count: int, kills: int) -> int:
    """Compare what was delivered, registered and answered; return how many letters went out again."""
    addresses = [f"anna{number}@varberg.example" for number in range(1, count + 1)]
    register = fleet.register()
    assert [int(reference[-4:]) for reference, _ in register] == list(range(1, count + 1))
    assert sorted(address for _, address in register) == sorted(addresses)
    assert fleet.letters() == sorted((address, "sent") for address in addresses)
    ids = Counter(re.search(rb"Message-ID: (\S+)", letter.data)[1] for letter in fleet.smtp.letters)
    assert len(ids) == count
    # SMTP's own window: who died between the server's yes and our commit has its letter repeated, under the same id.
    repeated = ids.total() - len(ids)
    assert repeated <= kills
    assert len(fleet.account.messages("Hanterade/2026")) == count
    return repeated
