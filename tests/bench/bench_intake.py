"""Intake beside the floor: `python -m tests.bench.bench_intake [MESSAGES]`.

Both take in and answer the same backlog of Word forms in mails of about 80 kB
from a real Dovecot, over a real SMTP server, in turn: into SQLite, then into
PostgreSQL. Prints messages a second and their ratio (mailbot / floor: above 1,
mailbot is the faster).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from mailbot import app
from mailbot.config import Config
from mailbot.one_pass import poll
from tests.bench import floor
from tests.support import backlog
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.postgresql import PostgreSQL
from tests.support.servers.smtp import SmtpServer

SIZE = 80_000
_DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
"""As a server is that keeps what it was told; the tests' own does without."""


def main(count: int) -> None:
    """Run both on one backlog with each database, and print the figures."""
    structlog.configure(processors=[structlog.processors.KeyValueRenderer()], logger_factory=Silent)
    with PostgreSQL(_DURABLE) as cluster:
        mails = [padded(number) for number in range(1, count + 1)]
        print(f"{count} mails of {sum(map(len, mails)) // count} bytes")
        _compare("SQLite", mails, lambda file: f"sqlite:///{file}")
        _compare("PostgreSQL", mails, lambda _: cluster.new_database().replace("postgresql:", "postgresql+psycopg:"))


def _compare(database: str, mails: list[bytes], new_database: Callable[[Path], str]) -> None:
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        folder = Path(name)
        plain = len(mails) / _floor(dovecot.account(), smtp, mails, new_database(folder / "floor.db"))
        account, url = dovecot.account(), new_database(folder / "mailbot.db")
        config = backlog.config(folder, account, smtp, database={"url": url})
        whole = len(mails) / _mailbot(account, config, mails)
    print(f"{database}: floor {plain:.1f}/s, mailbot {whole:.1f}/s, ratio {whole / plain:.2f}")


def padded(number: int) -> bytes:
    """Return a proposal with an annex that brings the mail to its size."""
    values = {**backlog.COMPLETE, "title": f"Förslag nummer {number}"}
    form = backlog.word.write(backlog.FORM, values)
    annex = os.urandom(max(0, (SIZE - len(form) * 4 // 3 - 2000) * 3 // 4))
    files = [("Förslag.docx", form), ("Karta.bin", annex)]
    return backlog.mail(number, f"anna{number}@varberg.example", "Förslag", "Hej!\n\nSe bilagan.", files)


def _floor(account: Account, smtp: SmtpServer, mails: list[bytes], database_url: str) -> float:
    account.deliver_all(mails)
    started = time.perf_counter()
    done = floor.run(
        ("127.0.0.1", account.server.imap_port, account.user, account.password),
        ("127.0.0.1", smtp.port),
        database_url,
    )
    assert done == len(mails)
    return time.perf_counter() - started


def _mailbot(account: Account, config: Config, mails: list[bytes]) -> float:
    account.deliver_all(mails)
    with app.build(config) as built:
        started = time.perf_counter()
        taken, _, delivered = poll(built)
        seconds = time.perf_counter() - started
    assert (taken.messages, delivered.sent) == (len(mails), len(mails))
    return seconds


class Silent:
    """Take every line and keep none: the floor logs nothing either."""

    def __init__(self, *_: object) -> None: ...

    def msg(self, _line: str) -> None: ...

    info = warning = error = debug = msg


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
