"""A worker on IDLE, mails of every kind over time, kills at random moments: all comes out as if nobody had killed it.

`make soak` has 10,000 mails and 500 kills; MAILBOT_EACH=250 MAILBOT_KILLS=200 takes a quarter of an hour.
Prints the time from a mail's delivery to its receipt, and the worker's memory and open files. The first half of the
mails comes while the worker is killed again and again, the second while it is left alone.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from mailbot.store.engine import Database
from tests.support.backlog import DELIVERED, SECRETARY, config
from tests.support.paths import ROOT
from tests.support.waiting import wait_for
from tests.workers.arrivals import KINDS, arrival, came_of, undisturbed

LONG, SHORT = {"MAILBOT_EACH": 1250, "MAILBOT_KILLS": 500}, (4, 2)
"""How many mails of each kind come, and how often the worker is killed."""
MOST_MORE_MEGABYTES, MOST_MORE_FILES = 120, 12
"""By so much may a worker grow between its first and its last quarter of an undisturbed time.

In a short one, the first sheet that is written loads a library of some 80 MB in between.
"""


@dataclass
class Clockwork:
    """When each mail was delivered and its letter handed over, by its sender; in seconds (monotonic)."""

    delivered: dict[str, float] = field(default_factory=dict)
    answered: dict[str, float] = field(default_factory=dict)

    def hear(self, letter: Any) -> None:
        self.answered.setdefault(letter.recipients[0], time.monotonic())

    def said(self, senders: set[str]) -> str:
        times = sorted(self.answered[one] - self.delivered[one] for one in senders & self.answered.keys())
        p50, p99 = (times[max(0, -(-len(times) * percent // 100) - 1)] for percent in (50, 99))
        return f"delivery to receipt p50 {p50:.2f} s, p99 {p99:.2f} s of {len(times)}"


@dataclass
class Alone:
    """One worker in a process of its own, killed and started again."""

    file: Path
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0
    sizes: list[tuple[float, int]] = field(default_factory=list)
    """Its megabytes and open files, now and then."""

    @property
    def log(self) -> Path:
        return self.file.parent / "log"

    def start(self) -> None:
        with self.log.open("a") as log:
            command = [sys.executable, "-m", "tests.workers.worker", str(self.file)]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)

    def kill(self, meanwhile: Callable[[], None]) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        meanwhile()
        self.kills += 1
        self.start()

    def measure(self) -> None:
        assert self.process is not None
        of = Path(f"/proc/{self.process.pid}")
        kilobytes = re.search(r"VmRSS:\s+(\d+)", (of / "status").read_text())
        assert kilobytes is not None
        self.sizes.append((int(kilobytes[1]) / 1000, len(list((of / "fd").iterdir()))))

    def stop(self) -> None:
        assert self.process is not None
        wait_for(lambda: f"works {self.process.pid}" in self.log.read_text(encoding="utf-8"))
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait() == 0

    def grown(self) -> tuple[float, float]:
        """Return by how many megabytes and files the last quarter's median lies above the first's."""
        quarter = max(1, len(self.sizes) // 4)
        first, last = (
            [sorted(column)[quarter // 2] for column in zip(*part, strict=True)] for part in self._ends(quarter)
        )
        return last[0] - first[0], last[1] - first[1]

    def _ends(self, quarter: int) -> tuple[list[tuple[float, int]], list[tuple[float, int]]]:
        return self.sizes[:quarter], self.sizes[-quarter:]


@dataclass
class Soak:
    """A worker with a register of its own, and the mails that come to it."""

    account: Any
    worker: Alone
    clock: Clockwork
    database: Database
    rng: random.Random
    figures: Callable[[str], None]

    def killed_meanwhile(self, numbers: range, kills: int) -> None:
        """Let mails come, some at a time; then kill the worker at a random moment after it has answered one."""
        for number in range(kills):
            answered = len(self.clock.answered)
            self._deliver(numbers[number * len(numbers) // kills : (number + 1) * len(numbers) // kills])
            wait_for(lambda answered=answered: len(self.clock.answered) > answered)
            time.sleep(self.rng.uniform(0, 0.5))
            self.worker.kill(meanwhile=self._let_a_day_pass)
        wait_for(lambda: (self.account.messages() == [] and self._has_looked()) or time.sleep(0.2))

    def _let_a_day_pass(self) -> None:
        """Have the daily look made at the next start: it follows a message whose move was not noted before a kill."""
        with self.database.writing() as session:
            session.execute(text("DELETE FROM settings WHERE name = 'reconciled'"))

    def _has_looked(self) -> bool:
        with self.database.reading() as session:
            return session.scalar(text("SELECT 1 FROM settings WHERE name = 'reconciled'")) is not None

    def left_alone(self, numbers: range) -> None:
        """Let mails come one by one, and look at the worker's size at each."""
        for number in numbers:
            self._deliver(range(number, number + 1))
            self.worker.measure()
            time.sleep(self.rng.uniform(0, 0.2))

    def _deliver(self, numbers: range) -> None:
        for number in numbers:
            sender, data = arrival(number)
            self.account.deliver_all([data], when=DELIVERED)
            self.clock.delivered[sender] = time.monotonic()


@pytest.fixture
def soaked(tmp_path, mailbox_account, smtp_server, rng, figures) -> Iterator[Soak]:
    clock = Clockwork()
    smtp_server.delivers = clock.hear
    folder = tmp_path / "soaked"
    folder.mkdir()
    mailbox = mailbox_account.config(password_file="password", poll_seconds=60).model_dump()
    settings = config(folder, mailbox_account, smtp_server, mailbox=mailbox)
    worker = Alone(folder / "config.json")
    worker.file.write_text(settings.model_dump_json(), encoding="utf-8")
    with closing(Database(settings.database_url)) as database:
        database.migrate()
        worker.start()
        try:
            yield Soak(mailbox_account, worker, clock, database, rng, figures)
        finally:
            worker.process.kill()
            worker.process.wait()


@pytest.mark.timeout(24 * 3600)
def test_worker_on_idle_that_is_killed_again_and_again_answers_every_mail_once(
    tmp_path, dovecot, smtp_server, soaked, soak
):
    each, kills = (int(os.environ.get(name, most)) for name, most in LONG.items()) if soak else SHORT
    expected = undisturbed(tmp_path / "clean", dovecot.account(), smtp_server).times(each)
    smtp_server.letters.clear()
    soaked.clock.answered.clear()
    count, worker, clock = each * len(KINDS), soaked.worker, soaked.clock
    soaked.killed_meanwhile(range(count // 2), kills)
    disturbed = set(clock.delivered)
    soaked.left_alone(range(count // 2, count))
    wait_for(lambda: came_of(soaked.database) == expected or time.sleep(0.5))
    worker.stop()
    megabytes, files = worker.grown()
    soaked.figures(f"{count} mails, {worker.kills} kills. While it was killed: {clock.said(disturbed)}")
    soaked.figures(f"Left alone: {clock.said(set(clock.delivered) - disturbed)}")
    soaked.figures(
        f"Memory {worker.sizes[-1][0]:.0f} MB ({megabytes:+.1f}), open files {worker.sizes[-1][1]} ({files:+d})"
    )
    _compare_delivered(smtp_server, kills)
    assert files <= MOST_MORE_FILES
    assert megabytes <= MOST_MORE_MEGABYTES


def _compare_delivered(smtp: Any, kills: int) -> None:
    """Each letter once; what a kill between the server's yes and our commit has repeated, under the same Message-ID."""
    letters = [one for one in smtp.letters if one.recipients != (SECRETARY,)]
    by_id = Counter(re.search(rb"Message-ID: (\S+)", one.data)[1] for one in letters)
    assert len({one.recipients for one in letters}) == len(by_id)
    assert sum(by_id.values()) - len(by_id) <= kills
