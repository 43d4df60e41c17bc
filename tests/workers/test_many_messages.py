"""Four workers, many messages, the leader killed at random: each is registered once and answered once."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.backlog import DELIVERED, proposal
from tests.support.paths import ROOT
from tests.support.waiting import wait_for
from tests.workers.conftest import Fleet

WORKERS = 4


class Workers:
    """`mailbot run`, four times, each in a process and a folder of its own."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.killed: list[str] = []
        """The names by which they claimed letters."""

    def start(self) -> None:
        for number in range(WORKERS):
            self._start(f"w{number}")

    def _start(self, name: str) -> None:
        config = self.fleet.config(name)
        file = Path(config.state_dir).parent / "config.json"
        file.write_text(config.model_dump_json(), encoding="utf-8")
        with (file.parent / "log").open("a") as log:
            command = [sys.executable, "-m", "tests.workers.worker", str(file)]
            self.running[name] = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def _log(self, name: str) -> str:
        return (self.fleet.folder / name / "log").read_text(encoding="utf-8")

    def kill_leader(self) -> None:
        """Kill whoever leads now, as a power cut does, and start another in its place."""
        with self.fleet.reading() as session:
            worker, host = session.execute(text("SELECT worker, host FROM lead")).one()
        leader = next((name for name, one in self.running.items() if host.endswith(f"process {one.pid}")), None)
        if worker and leader is not None:
            self.running[leader].send_signal(signal.SIGKILL)
            self.running[leader].wait()
            self.killed.append(worker)
            self._start(leader)

    def end_leases(self) -> None:
        """Let the time of those pass that died with a letter in hand."""
        aged = "UPDATE letters SET claimed_at = claimed_at - interval '20 min' WHERE state = 'sending'"
        with self.fleet.database.writing() as session:
            session.execute(text(f"{aged} AND claimed_by = ANY(:dead)"), {"dead": self.killed})

    def stop(self) -> None:
        """Ask all to end, once each has started: before that, a signal ends Python itself."""
        for name, one in self.running.items():
            wait_for(lambda name=name, one=one: f"works {one.pid}" in self._log(name))
        for one in self.running.values():
            one.send_signal(signal.SIGTERM)
        assert {one.wait() for one in self.running.values()} == {0}


@pytest.mark.timeout(3600)
def test_every_message_is_registered_and_answered_once_though_leaders_die(fleet, soak, rng):
    count, kills = (2000, 50) if soak else (80, 4)
    workers = Workers(fleet)
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
        for one in workers.running.values():
            one.kill()
            one.wait()
    _compare(fleet, count, kills)


def _wait_for_register(fleet: Fleet, count: int) -> None:
    """Wait for so many initiatives; `wait_for` alone would ask a hundred times a second."""
    wait_for(lambda: len(fleet.register()) >= count or time.sleep(0.2))


def _deliver(fleet: Fleet, count: int) -> None:
    """Let the messages come one after another, while the workers are at it."""
    for number in range(1, count + 1):
        fleet.account.deliver_all([proposal(number, f"Förslag {number}")], when=DELIVERED)


def _compare(fleet: Fleet, count: int, kills: int) -> None:
    addresses = [f"anna{number}@varberg.example" for number in range(1, count + 1)]
    register = fleet.register()
    assert [int(reference[-4:]) for reference, _ in register] == list(range(1, count + 1))
    assert sorted(address for _, address in register) == sorted(addresses)
    assert fleet.letters() == sorted((address, "sent") for address in addresses)
    ids = Counter(re.search(rb"Message-ID: (\S+)", letter.data)[1] for letter in fleet.smtp.letters)
    repeated = {one: times for one, times in ids.items() if times > 1}
    assert len(ids) == count
    # SMTP's own window: who died between the server's yes and our commit has its letter repeated, under the same id.
    assert sum(repeated.values()) - len(repeated) <= kills
    assert len(fleet.account.messages("Hanterade/2026")) == count
