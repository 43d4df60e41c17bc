"""From a mail's delivery to its receipt at the SMTP server: `python -m tests.bench.bench_latency [SAMPLES]`.

The worker is idle, and polls once an hour: IDLE alone wakes it. Beside it the
floor: from the same delivery to the notice that another client gets in IDLE.
Both are taken in turn, so that a noisy machine disturbs them alike.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from imapclient import IMAPClient

from mailbot import app
from mailbot.worker import Worker
from tests.support import backlog
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.smtp import SmtpServer

PAUSE = 0.3
"""So long nothing happens between two samples: the worker must be back in IDLE."""


def main(samples: int) -> None:
    """Take the samples and print the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        floors, receipts = [], []
        with listening(dovecot.account()) as notice, answering(Path(name), dovecot.account(), smtp) as receipt:
            receipt(0)  # what is imported and connected at the first mail is no part of it
            for number in range(1, samples + 1):
                floors.append(notice(number))
                receipts.append(receipt(number))
    print(f"{samples} mails, from delivery, milliseconds")
    for name, times in (("IDLE notice alone", floors), ("receipt at SMTP", receipts)):
        print(f"{name:18} p50 {percentile(times, 50):6.0f}  p99 {percentile(times, 99):6.0f}")
    print(f"{'ratio':18} p50 {percentile(receipts, 50) / percentile(floors, 50):6.2f}", end="")
    print(f"  p99 {percentile(receipts, 99) / percentile(floors, 99):6.2f}")


@contextmanager
def listening(account: Account) -> Iterator[Callable[[int], float]]:
    """Be in IDLE; give what delivers a mail and returns the milliseconds until the notice."""
    with IMAPClient("127.0.0.1", account.server.imap_port, ssl=False) as client, deliveries(account) as deliver:
        client.plain_login(account.user, account.password)
        client.select_folder("INBOX")
        client.idle()

        def notice(number: int) -> float:
            began = deliver(number)
            while not any(answer[1:2] == (b"EXISTS",) for answer in client.idle_check(10)):
                pass
            return milliseconds(began)

        yield notice
        client.idle_done()


@contextmanager
def answering(folder: Path, account: Account, smtp: SmtpServer) -> Iterator[Callable[[int], float]]:
    """Let the worker work; give what delivers a mail and returns the milliseconds until its receipt is there."""
    mailbox = account.config(password_file="password", poll_seconds=3600)
    config = backlog.config(folder, account, smtp, mailbox=mailbox.model_dump())
    with app.build(config) as built, Worker(built).working(), deliveries(account) as deliver:

        def receipt(number: int) -> float:
            before = len(smtp.letters)
            time.sleep(PAUSE)
            began = deliver(number)
            while len(smtp.letters) == before:
                time.sleep(0.0005)
            return milliseconds(began)

        yield receipt


@contextmanager
def deliveries(account: Account) -> Iterator[Callable[[int], float]]:
    """Give what puts a proposal into the inbox and returns when (monotonic)."""
    with account.connected() as imap:

        def deliver(number: int) -> float:
            data = backlog.proposal(number, f"Förslag {number}")
            began = time.monotonic()
            assert imap.append("INBOX", "", "", data)[0] == "OK"
            return began

        yield deliver


def milliseconds(began: float) -> float:
    return (time.monotonic() - began) * 1000


def percentile(times: list[float], percent: int) -> float:
    """Return the smallest of the times that so many percent do not exceed."""
    ordered = sorted(times)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
