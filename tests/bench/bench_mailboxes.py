"""What one more idle mailbox costs: `python -m tests.bench.bench_mailboxes [MANY]`.

One process works with a single mailbox, another with as many as are asked for, each with a register
of its own, all on IDLE. Prints what each mailbox over the first takes of memory (the process's resident
set) and of processor time, after each has handled a mail and has been idle for a while.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support import backlog
from tests.support.servers.dovecot import Dovecot
from tests.support.servers.smtp import SmtpServer

IDLE_SECONDS = 60
SCRIPT = """
import sys, threading
from pathlib import Path
from mailbot.config import Config
from mailbot.several_mailboxes import SeveralMailboxes
configs = {file.stem: Config.model_validate_json(file.read_text()) for file in sorted(Path(sys.argv[1]).glob("*.json"))}
house = SeveralMailboxes(configs)
house.run(lambda: len(sys.stdin.read()))
"""


def main(many: int) -> None:
    """Measure both, and print the figures."""
    one, more = measured(1), measured(many)
    memory, spent = ((more[i] - one[i]) / (many - 1) for i in (0, 1))
    print(
        f"1 mailbox: {one[0]:.0f} MB; {many}: {more[0]:.0f} MB; each over the first {memory:.1f} MB "
        f"and {spent / IDLE_SECONDS * 100:.2f} % of a core while idle"
    )


def measured(count: int) -> tuple[float, float]:
    """Return the resident megabytes of a process with so many mailboxes, and its processor seconds while idle."""
    with tempfile.TemporaryDirectory() as name, SmtpServer() as smtp, Dovecot() as dovecot:
        accounts = [dovecot.account() for _ in range(count)]
        for number, account in enumerate(accounts):
            folder = Path(name, f"{number:03}")
            folder.mkdir()
            config = backlog.config(
                folder, account, smtp, mailbox=account.config(password_file="password").model_dump()
            )
            Path(name, f"{number:03}.json").write_text(config.model_dump_json())
            account.deliver(backlog.proposal(number, "Fallprevention"))
        with subprocess.Popen([sys.executable, "-c", SCRIPT, name], stdin=subprocess.PIPE) as process:
            while len(smtp.letters) < count:  # the first start of hundreds takes minutes
                time.sleep(0.5)
            before = spent(process.pid)
            time.sleep(IDLE_SECONDS)
            found = resident(process.pid), spent(process.pid) - before
            process.communicate(b"")
    return found


def resident(process: int) -> float:
    """Return the megabytes that a process holds in memory."""
    (line,) = [line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def spent(process: int) -> float:
    """Return the seconds of processor time that a process has spent."""
    return sum(map(int, Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13])) / 100


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
