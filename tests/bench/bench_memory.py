"""Intake's memory with a long backlog beside a short one: `python -m tests.bench.bench_memory [MANY]`.

A process of its own takes each in and answers it, mails of every kind. Prints both peaks of its resident set
and their ratio, which should be near 1.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.backlog import config
from tests.support.servers.dovecot import Dovecot
from tests.support.servers.smtp import SmtpServer
from tests.workers.arrivals import arrival
from tests.workers.test_backlog_memory import DELIVERED

FEW = 100


def main(many: int) -> None:
    """Measure both, and print the figures."""
    few, more = peak(FEW), peak(many)
    print(f"backlog of {FEW}: {few:.0f} MB, of {many}: {more:.0f} MB, ratio {more / few:.2f}")


def peak(count: int) -> float:
    """Return the most megabytes that a process held which took in and answered so many mails."""
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        account, file = dovecot.account(), Path(name, "config.json")
        account.lay_down((arrival(number)[1] for number in range(count)), DELIVERED)
        file.write_text(config(Path(name), account, smtp).model_dump_json(), encoding="utf-8")
        command = [sys.executable, "-m", "tests.workers.test_backlog_memory", str(file), str(FEW)]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    _, _, after, messages = map(float, said[-4:])
    assert messages == count
    return after


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
