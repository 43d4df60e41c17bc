"""A pass with nothing to do, with few and with many messages handled: `python -m tests.bench.bench_idle [MANY]`.

Two mailboxes, in turn: in one a hundred messages lie in the handled folder and
stand in the ledger, each with its letter and the initiative that it brought, which
was turned down; in the other so many as are asked for.
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
from sqlalchemy import insert, select, update

from mailbot import app
from mailbot.app import App
from mailbot.one_pass import poll
from mailbot.store.tables import FormVersion, Initiative, Letter, Message
from mailbot.store.values import State
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
    """Fill the register with the first row of each table, under other numbers."""
    with built.services.database.writing() as session:
        session.execute(update(Initiative).values(state=State.REJECTED))
        for table in (Initiative, Message, FormVersion, Letter):
            first = session.execute(select(table.__table__)).mappings().first()
            rows = [renumbered(table, dict(first), number) for number in range(2, count + 1)]
            session.execute(insert(table), rows)


def renumbered(table: type[Any], row: dict[str, Any], number: int) -> dict[str, Any]:
    mail = {"message_id": f"<{number}@varberg.example>", "initiative_id": number}
    changed: dict[type[Any], dict[str, Any]] = {
        Message: {**mail, "uid": row.get("uid", 0) + number, "filed_uid": number},
        Initiative: {"reference": f"OH-2026-{number:04}", "number": number},
        FormVersion: {"initiative_id": number, "ledger_id": number},
        Letter: {**mail, "cause": f"message:{number}"},
    }
    return row | {"id": number} | changed[table]


def seconds(built: App) -> float:
    began = time.perf_counter()
    taken, _, delivered = poll(built)
    spent = time.perf_counter() - began
    assert (taken.messages, delivered.sent) == (0, 0)
    return spent


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
