"""From SIGTERM to the end of `mailbot run`, with a backlog at hand: `python -m tests.bench.bench_stop [SAMPLES]`.

Each sample has a mailbox of its own with a thousand forms; the signal comes at a random moment of its work.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.bench_latency import milliseconds, percentile
from tests.support import backlog
from tests.support.paths import ROOT
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.smtp import SmtpServer

COUNT = 1000
LATEST = 15.0
"""Seconds after its start at which a worker is told to stop, at most."""


def main(samples: int) -> None:
    """Take the samples and print the figures."""
    seed = random.SystemRandom().randrange(10**6)
    rng = random.Random(seed)
    form = [("f.docx", backlog.word.write(backlog.FORM, backlog.COMPLETE))]
    mails = [backlog.mail(n, f"anna{n}@varberg.example", "Förslag", "Hej!", form) for n in range(COUNT)]
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        times = []
        for number in range(samples):
            account, folder = dovecot.account(), Path(name) / str(number)
            folder.mkdir()
            account.deliver_all(mails, when=backlog.DELIVERED)
            times.append(sample(folder, account, smtp, rng.uniform(0, LATEST)))
    print(f"seed {seed}: {samples} ends with up to {COUNT} mails at hand, from SIGTERM, milliseconds")
    print(f"p50 {percentile(times, 50):6.0f}  most {max(times):6.0f}  (asked for: 30000)")


def sample(folder: Path, account: Account, smtp: SmtpServer, wait: float) -> float:
    """Let a worker work so many seconds; return the milliseconds that its end takes."""
    file = folder / "config.json"
    file.write_text(backlog.config(folder, account, smtp).model_dump_json(), encoding="utf-8")
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "tests.workers.worker", str(file)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        while "works" not in (folder / "log").read_text(encoding="utf-8"):
            time.sleep(0.05)
        time.sleep(wait)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 0
    return milliseconds(began)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
