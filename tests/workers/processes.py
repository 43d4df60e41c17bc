"""Workers in processes of their own, which can be killed and suspended."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from sqlalchemy import text

from tests.support.paths import ROOT
from tests.support.waiting import wait_for
from tests.workers.conftest import Fleet


class Workers:
    """`mailbot run`, several times, each in a process and a folder of its own."""

    def __init__(self, fleet: Fleet, count: int) -> None:
        self.fleet = fleet
        self.count = count
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.killed: list[str] = []
        """The names by which they claimed letters."""

    def start(self) -> None:
        for number in range(self.count):
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

    def leader(self) -> tuple[str, str | None]:
        """Return by which name whoever leads now claims letters («» where nobody does), and its own."""
        with self.fleet.reading() as session:
            worker, host = session.execute(text("SELECT worker, host FROM lead")).one()
        return worker, next((name for name, one in self.running.items() if host.endswith(f"process {one.pid}")), None)

    def kill_leader(self) -> None:
        """Kill whoever leads now, as a power cut does, and start another in its place."""
        worker, leader = self.leader()
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

    def end(self) -> None:
        """Kill all that are left."""
        for one in self.running.values():
            one.kill()
            one.wait()
