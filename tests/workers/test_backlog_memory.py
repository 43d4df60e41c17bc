"""A backlog is worked through at the same memory, however long it is: a process's peak early and at its end.

`make soak` has 100,000 mails; MAILBOT_BACKLOG=10000 has so many.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot import app as composition
from mailbot.config import Config
from mailbot.jobs.intake import Taken, take_in
from mailbot.one_pass import deliver_due
from tests.support.backlog import config
from tests.support.paths import ROOT
from tests.workers.arrivals import arrival

MOST_MORE_MEGABYTES = 40
DELIVERED = datetime(2026, 11, 20, 9, tzinfo=UTC)


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


@pytest.mark.timeout(24 * 3600)
def test_peak_of_a_long_backlog_is_that_of_a_short_one(tmp_path, mailbox_account, smtp_server, soak, figures):
    early, count = (2000, int(os.environ.get("MAILBOT_BACKLOG", "100000"))) if soak else (100, 400)
    mailbox_account.lay_down((arrival(number)[1] for number in range(count)), DELIVERED)
    file = tmp_path / "config.json"
    file.write_text(config(tmp_path, mailbox_account, smtp_server).model_dump_json(), encoding="utf-8")
    command = [sys.executable, "-m", __name__, str(file), str(early)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    before, taken, after, messages = map(float, said[-4:])
    figures(
        f"peak {before:.0f} MB after {early} messages, {taken:.0f} MB after {count}, {after:.0f} MB with their letters"
    )
    assert (messages, mailbox_account.messages()) == (count, [])
    assert after - before < MOST_MORE_MEGABYTES


def work_through(file: str, early: int) -> None:
    """Take all in and answer it; print the peak after so many messages, after all, and when all is answered."""
    report, peaks = Taken(), [0.0]

    def look() -> bool:
        if report.messages < early:
            peaks[0] = peak_megabytes()
        return False

    with composition.build(Config.model_validate_json(Path(file).read_text(encoding="utf-8"))) as built:
        with built.alone() as services:
            take_in(services, built.mailbox, stopping=look, report=report)
            taken = peak_megabytes()
            deliver_due(built)
        print(peaks[0], taken, peak_megabytes(), report.messages)


if __name__ == "__main__":
    work_through(sys.argv[1], int(sys.argv[2]))
