"""A register and a mailbox as they are when a run begins, as often as they are asked for."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import text

from mailbot import app as composition
from mailbot.config import Config
from mailbot.store.engine import Database
from tests.crash import worker
from tests.crash.left import Left, left_by, message_id
from tests.crash.stories import BEGINS, GOES_ON, Story
from tests.crash.worker import Run
from tests.support import backlog
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.postgresql import PostgreSQL
from tests.support.servers.smtp import SmtpServer
from tests.support.small_disk import a_small_disk, filled_up
from tests.support.world import World

_PROCESSES = get_context("forkserver")
"""New processes out of one that has imported the worker once, and done nothing with it."""
_PROCESSES.set_forkserver_preload(["tests.crash.worker", "tests.crash.warm"])
_PASSES_AT_MOST = 6


class NeverEnds(Exception):
    """Each pass ends as the one before did."""


@dataclass(frozen=True)
class Servers:
    """The real ones, and a folder for all that is made. Without PostgreSQL the register is SQLite's."""

    dovecot: Dovecot
    smtp: SmtpServer
    folder: Path
    postgresql: PostgreSQL | None = None


@dataclass(frozen=True)
class Copy:
    """What one play works on."""

    folder: Path
    file: Path
    account: Account
    config: Config


@dataclass(frozen=True)
class Played:
    """A run that came to its end, after a kill or none: what it left, and the points that it passed before the kill.

    `repeated` are letters that went out again under the same Message-ID.
    """

    left: Left
    trace: list[str]
    repeated: int


@dataclass
class Stage:
    """One story, on real servers, to be played again and again."""

    servers: Servers
    story: Story
    _home: Path = field(init=False)
    _account: Account = field(init=False)
    _template: str = ""

    def __post_init__(self) -> None:
        """Let the history happen once."""
        self._home = Path(tempfile.mkdtemp(dir=self.servers.folder))
        self._account = self.servers.dovecot.account()
        self._template = self.servers.postgresql.new_database() if self.servers.postgresql else ""
        self.servers.smtp.reset()
        world = World(None, self._account, self.servers.smtp)
        config = self._config(self._home, self._account, self._template)
        world.app = composition.build(config, clock=world.clock)
        with world.app:
            self.story.happen(world)

    def play(self, last: int = 0, fault: str = "") -> Played:
        """Play it on a copy: a run, and half an hour later another; one of them is killed at point `last` (0: none).

        Whatever is killed is started again. NeverEnds where that doesn't help.
        """
        with self._copy() as copy:
            first = Run(copy.file, BEGINS, copy.folder / "trace", last, fault)
            self._work(copy, first)
            for _ in range(_PASSES_AT_MOST):
                if self._work(copy, replace(first, clock=GOES_ON, passes=2)) == 0:
                    return self._played(copy, first)
        raise NeverEnds

    def play_hindered(self, *, files: int = 0, free: int | None = None) -> Played:
        """Play it with few files that may be open, or few bytes free on the disk, and again with all it needs."""
        with self._copy(small_disk=free is not None) as copy:
            first = Run(copy.file, BEGINS, copy.folder / "trace", files=files)
            with filled_up(copy.folder / "state", free) if free is not None else nullcontext():
                self._work(copy, first)
            assert self._work(copy, replace(first, clock=GOES_ON, passes=2, files=0)) == 0
            return self._played(copy, first)

    def _work(self, copy: Copy, run: Run) -> int:
        """Make the run; return how it ended."""
        process = _PROCESSES.Process(target=worker.main, args=(run,))
        process.start()
        process.join()
        assert process.exitcode in (0, worker.HINDERED, -signal.SIGKILL)
        self._let_leases_end(copy.config)
        return process.exitcode

    def _played(self, copy: Copy, run: Run) -> Played:
        letters = list(self.servers.smtp.letters)
        ids = Counter(message_id(letter.data) for letter in letters)
        trace = run.trace.read_text(encoding="ascii").splitlines()
        return Played(left_by(copy.config, copy.account, letters), trace[: run.last or None], len(letters) - len(ids))

    def _config(self, folder: Path, account: Account, url: str) -> Config:
        mailbox = account.config(password_file="password", **self.story.mailbox).model_dump()
        smtp = self.servers.smtp.config(rate_per_minute=10_000, **self.story.smtp).model_dump()
        database = {"database": {"url": url}} if url else {}
        changes = {**self.story.changes, "mailbox": mailbox, "smtp": smtp, **database}
        return backlog.config(folder, account, self.servers.smtp, **changes)

    @contextmanager
    def _copy(self, *, small_disk: bool = False) -> Iterator[Copy]:
        self.servers.smtp.reset()
        folder = Path(tempfile.mkdtemp(dir=self.servers.folder))
        account = self.servers.dovecot.account()
        mails = self.servers.dovecot.folder / "mail"
        subprocess.run(["cp", "-a", mails / self._account.user, mails / account.user], check=True)
        new = self.servers.postgresql.new_database if self.servers.postgresql else None
        url = new(self._template if self.story.has_history else "") if new else ""
        config = self._config(folder, account, url)
        file = folder / "config.json"
        file.write_text(config.model_dump_json(), encoding="utf-8")
        with a_small_disk(folder / "state") if small_disk else nullcontext():
            if self.story.has_history:
                shutil.copytree(self._home / "state", folder / "state", dirs_exist_ok=True)
                _execute(config, f"UPDATE messages SET account = '{config.mailbox.user}@{config.mailbox.host}'")
            yield Copy(folder, file, account, config)
        shutil.rmtree(folder)
        shutil.rmtree(mails / account.user)
        if self.servers.postgresql:
            self.servers.postgresql.drop(url)

    def _let_leases_end(self, config: Config) -> None:
        """Let the time pass of a worker that died with a letter in hand: PostgreSQL goes by its own clock."""
        if self.servers.postgresql:
            aged = "UPDATE letters SET claimed_at = claimed_at - interval '20 min' WHERE state = 'sending'"
            _execute(config, aged)


def _execute(config: Config, statement: str) -> None:
    database = Database(config.database_url)
    if database.is_made():
        with database.writing() as session:
            session.execute(text(statement))
    database.close()
