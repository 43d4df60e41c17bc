"""A private PostgreSQL out of a folder of its own, reached by a socket in it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from sqlalchemy import make_url

from tests.support.living import lives
from tests.support.waiting import wait_for

_USER = "mailbot"
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class PostgreSQL:
    """A cluster, while the context lasts. Raises FileNotFoundError where the server isn't installed.

    `more` are settings besides («-c max_connections=20»).
    """

    def __init__(self, more: str = "") -> None:
        self._more = more
        self._programs = _programs()
        self._owner = _owner()
        self._numbers = count(1)
        self._sockets = ""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="mailbot-pg-"))  # short: a socket's path has 107 bytes at most
        if self._owner:
            shutil.chown(self._folder, self._owner)
        self._run("initdb", "--no-sync", "--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--no-locale")
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "--silent", "--mode=immediate", "stop")
        shutil.rmtree(self._folder)

    def start(self) -> None:
        """Start the server and wait for it; also after `kill`."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self._place} {_FAST} {self._more}"
        self._run("pg_ctl", "--wait", "--silent", f"--log={self._folder / 'log'}", f"--options={options}", "start")

    def start_elsewhere(self) -> None:
        """After `kill`: start another server from its data, which is reached at another place."""
        self._sockets = "" if self._sockets else "other"
        self._place.mkdir(exist_ok=True)
        if self._owner:
            shutil.chown(self._place, self._owner)
        self.start()

    @property
    def _place(self) -> Path:
        """The folder of its socket."""
        return self._folder / self._sockets

    def kill(self) -> None:
        """Kill the server and all its sessions at once (SIGKILL), as a power cut does."""
        main = int((self._folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(main, signal.SIGSTOP)  # it begins no new process meanwhile
        processes = [main, *_children(main)]
        for process in processes:
            os.kill(process, signal.SIGKILL)
        wait_for(lambda: not any(lives(process) for process in processes))
        for left in (self._folder / "data" / "postmaster.pid", *self._place.glob(".s.PGSQL.*")):
            left.unlink()  # where nobody asks how the killed process ended, its number still counts as taken

    def crash_session(self, process: int) -> None:
        """Kill one session's process (SIGKILL): the server then ends all others, recovers, and goes on."""
        os.kill(process, signal.SIGKILL)

    def new_database(self, like: str = "") -> str:
        """Make an empty database, or one like another that nobody is connected to, by its URL; return its URL."""
        name = f"test_{next(self._numbers)}"
        self._say(f"CREATE DATABASE {name}" + (f" TEMPLATE {_name(like)}" if like else ""))
        return f"postgresql:///{name}?host={self._folder}&user={_USER}"

    def anywhere(self, url: str) -> str:
        """Return a database's URL that names both places where a server may be."""
        return f"{url}&host={self._folder / 'other'}"

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        self._say(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def dump(self, url: str) -> bytes:
        """Return a backup of a database, as its own tool makes it."""
        return self._tool("pg_dump", "--format=custom", url)

    def restore(self, url: str, dump: bytes) -> None:
        """Put a backup in a database's place, whoever is connected to it."""
        self._tool("pg_restore", "--clean", "--if-exists", "--single-transaction", f"--dbname={url}", data=dump)

    def _tool(self, program: str, *arguments: str, data: bytes = b"") -> bytes:
        return subprocess.run(
            [self._programs / program, *arguments], check=True, input=data, stdout=subprocess.PIPE
        ).stdout

    def _say(self, statement: str) -> None:
        with psycopg.connect(host=str(self._place), dbname="postgres", user=_USER, autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, f"--pgdata={self._folder / 'data'}", *arguments]
        subprocess.run(command, check=True, user=self._owner, cwd=self._folder, stdout=subprocess.DEVNULL)


def _children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def _name(url: str) -> str:
    return str(make_url(url).database)


def _programs() -> Path:
    """Find the folder of initdb and pg_ctl: on the PATH, by pg_config, or where Debian puts it."""
    found = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    if shutil.which("pg_config"):
        found.append(Path(subprocess.check_output(["pg_config", "--bindir"], text=True).strip()))
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in found:
        if (folder / "initdb").exists():
            return folder
    raise FileNotFoundError("PostgreSQL's server is not installed (Debian's package postgresql)")


def _owner() -> str | None:
    """Say who runs the server: PostgreSQL refuses to be root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
