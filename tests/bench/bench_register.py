"""What a long register costs: `python -m tests.bench.bench_register [INITIATIVES]`.

Two registers are filled, one with so many initiatives and one with a hundredth of them, each initiative with ten
messages and ten letters. A few are queued and the others were decided long ago. Prints the seconds of processor
time that each command takes on both, its start among them, and their ratio: near 1 where a command shows a few.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import tomlkit
from sqlalchemy import insert, select, update

from mailbot import app
from mailbot.app import App
from mailbot.one_pass import poll
from mailbot.store.tables import FormVersion, Initiative, Letter, Message
from mailbot.store.values import State
from tests.support import backlog
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.smtp import SmtpServer

SHARE = 100
EACH = 10
"""Messages of an initiative, and letters."""
AT_ONCE = 20_000
QUEUED = 20
ROUNDS = 3
FEW_SHOWN = ("poll", "health", "agenda show", "review list", "letters list --state queued", "initiatives show {last}")
ALL_SHOWN = ("initiatives list --json", "reconcile")


def main(count: int) -> None:
    """Fill both, measure in turn, and print the figures."""
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        registers = {}
        for many in (count // SHARE, count):
            registers[many] = Path(name, str(many))
            began = time.perf_counter()
            fill(registers[many], dovecot.account(), smtp, many)
            print(f"{many} initiatives, {many * EACH} messages: filled in {time.perf_counter() - began:.0f} s")
        for command in (*FEW_SHOWN, *ALL_SHOWN):
            few, more = (
                median(seconds(folder, command.format(last=reference(many)).split()) for _ in range(ROUNDS))
                for many, folder in registers.items()
            )
            print(f"{command:30} {few:7.2f} s {more:7.2f} s, ratio {more / few:.2f}")


def fill(folder: Path, account: Account, smtp: SmtpServer, count: int) -> None:
    """Make a register of so many initiatives out of the one that a mail brings."""
    folder.mkdir()
    config = backlog.config(folder, account, smtp)
    said = tomlkit.dumps(config.model_dump(mode="json", exclude_defaults=True))
    (folder / "config.toml").write_text(said, encoding="utf-8")
    with app.build(config) as built:
        account.deliver(backlog.proposal(1, "Fallprevention"))
        poll(built)
        copy_rows(built, count)
    day = datetime.now(UTC).date() + timedelta(weeks=2)
    seconds(folder, ["meetings", "add", f"{day}", "--stop", f"{day}T08:00"])


def copy_rows(built: App, count: int) -> None:
    """Fill the register with the first row of each table, under other numbers."""
    with built.services.database.writing() as session:
        firsts = {
            table: dict(session.execute(select(table.__table__)).mappings().one())
            for table in (Initiative, Message, FormVersion, Letter)
        }
    for first in range(2, count + 1, AT_ONCE // EACH):
        numbers = range(first, min(first + AT_ONCE // EACH, count + 1))
        with built.services.database.writing() as session:
            for table, row in firsts.items():
                session.execute(insert(table), list(renumbered(table, row, numbers, count)))
    with built.services.database.writing() as session:
        session.execute(update(Initiative).where(Initiative.number == 1).values(state=State.REJECTED))


def renumbered(table: type[Any], row: dict[str, Any], numbers: range, last: int) -> Iterator[dict[str, Any]]:
    """Yield copies of a row that belong to these initiatives."""
    for number in numbers:
        if table is Initiative:
            state = State.QUEUED if number > last - QUEUED else State.REJECTED
            own = {"id": number, "reference": reference(number), "number": number, "state": state}
            yield row | own | {"initiator_address": f"anna{number}@varberg.example"}
        elif table is FormVersion:
            yield row | {"id": number, "initiative_id": number, "ledger_id": number * EACH}
        else:
            yield from (row | one(table, number, place) for place in range(number * EACH, (number + 1) * EACH))


def one(table: type[Any], number: int, place: int) -> dict[str, Any]:
    """Return what one of an initiative's messages, or letters, has of its own."""
    same = {"id": place, "message_id": f"<{place}@varberg.example>", "initiative_id": number}
    if table is Message:
        sender = f"anna{number}@varberg.example"
        return same | {"uid": place, "filed_uid": place, "sender": sender, "sha256": f"{place:064}"}
    return same | {"cause": f"message:{place}", "recipient": f"anna{number}@varberg.example"}


def reference(number: int) -> str:
    return f"OH-{datetime.now(UTC).year}-{number:04}"


def seconds(folder: Path, command: list[str]) -> float:
    """Run a command on a register, and return the processor time that it took."""
    before = os.times()
    asked = [sys.executable, "-m", "mailbot", "--config", str(folder / "config.toml"), *command]
    done = subprocess.run(asked, check=False, capture_output=True)
    assert done.returncode in {0, 1}, done.stderr.decode()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
