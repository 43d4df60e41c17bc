"""A pass with nothing to do, with few and with many messages handled: `python -m tests.bench.bench_idle [MANY]`.

Two mailboxes, in turn: in one a hundred messages lie in the handled folder and
stand in the ledger, each with its letter; in the other so many as are asked for.
Prints the medians and their ratio, which should be near 1.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import structlog
from sqlalchemy import insert, select

from mailbot import app
from mailbot.app import App
from mailbot.one_pass import poll
from mailbot.store.tables import Letter, Message
from tests.support import backlog
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.smtp import SmtpServer

FEW = 100
ROUNDS = 40


def main(many: int) -> None:
    """Fill both, measure in turn, and print the figures."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        apps = [prepared(Path(name), dovecot.account(), smtp, count) for count in (FEW, many)]
        times: list[list[float]] = [[], []]
        for _ in range(ROUNDS):
            for built, spent in zip(apps, times, strict=True):
                spent.append(seconds(built))
        for built in apps:
            built.close()
    few, more = (median(spent) * 1000 for spent in times)
    print(f"idle pass, handled {FEW}: {few:.1f} ms, handled {many}: {more:.1f} ms, ratio {more / few:.2f}")


def prepared(folder: Path, account: Account, smtp: SmtpServer, count: int) -> App:
    """Return an app that has handled so many messages, all of them long ago."""
    place = folder / str(count)
    place.mkdir()
    built = app.build(backlog.config(place, account, smtp))
    account.deliver(backlog.proposal(1, "Fallprevention"))
    poll(built)
    copy_messages(account, count)
    copy_rows(built, count)
    return built


def copy_messages(account: Account, count: int) -> None:
    """Fill the folder where the first message was filed, by copying it on."""
    (folder,) = [name for name in account.folders() if name.startswith("Hanterade/")]
    with account.connected(folder) as imap:
        there = 1
        while there < count:
            more = min(there, count - there)
            assert imap.uid("COPY", f"1:{more}", folder)[0] == "OK"
            there += more
            imap.select(folder)
    assert there == count


def copy_rows(built: App, count: int) -> None:
    """Fill the ledger and the outbox with the first row of each, under other numbers."""
    with built.services.database.writing() as session:
        for table in (Message, Letter):
            first = session.execute(select(table.__table__)).mappings().first()
            rows = [renumbered(table, dict(first), number) for number in range(2, count + 1)]
            session.execute(insert(table), rows)


def renumbered(table: type[Message | Letter], row: dict[str, Any], number: int) -> dict[str, Any]:
    other = {"id": number, "message_id": f"<{number}@varberg.example>"}
    if table is Message:
        return row | other | {"uid": row["uid"] + number, "filed_uid": number}
    return row | other | {"cause": f"message:{number}"}


def seconds(built: App) -> float:
    began = time.perf_counter()
    taken, _, delivered = poll(built)
    spent = time.perf_counter() - began
    assert (taken.messages, delivered.sent) == (0, 0)
    return spent


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
