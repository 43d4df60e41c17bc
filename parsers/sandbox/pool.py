"""Reads files in processes that can be killed: no file takes more time or memory than it is given.

The processes are started when the first file comes, live on, and are replaced
when a file has cost one its life. What a file may cost stands in `allowance`.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import LifoQueue
from types import GenericAlias, TracebackType
from typing import Any, Generic, Self, TypeVar

from parsers.document import file_type, libreoffice
from parsers.result import Result, Unreadable
from parsers.sandbox import answers, confinement, scratch, worker
from parsers.sandbox.allowance import BROKEN, MEGABYTES, PATIENCE, REASONS, SECONDS, TOO_MANY
from parsers.template import FormTemplate

Item = TypeVar("Item")
Done = TypeVar("Done")
Read = TypeVar("Read")
"""What the function that reads makes of a file."""


class NotStarted(Exception):
    """No process could be started to read files in. The message says what to look at."""


class Hung(Exception):
    """A process made nothing of a file in all of `PATIENCE`, and was ended: a later attempt may go better."""


def in_order(work: Callable[[Item], Done], items: Iterable[Item], workers: int) -> Iterator[Done]:
    """Do the work for several items at once, in threads, and yield what comes of it in the items' order.

    Items are taken from the iterable only as they are needed.
    """
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Done]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)


class Isolated(Generic[Read]):
    """Reads files as `parsers.parse.parse` does, within limits that hold whatever the file.

    `read` names another function (filename, data, templates) that does it; only the processes import its module.
    `answer` is the type of what it returns, and of all that is believed of a process (`parsers.sandbox.answers`).
    All that is asked of a file it must answer at once, for nobody else opens it.
    `seconds` is processor time for one file, so that a busy machine gives each file as
    much (LibreOffice has `libreoffice.SECONDS` besides). `megabytes` is all the memory of a
    process. `patience` is by the clock, and only ends what hangs. At most `workers`
    files are read at once; several threads may call. Close it after use.

    A process has no network, no secrets, and writes in a scratch folder of its own (`confinement`).
    On a system that can't take all of that away, LibreOffice is used only where `converts_unconfined`.
    """

    def __init__(
        self,
        templates: Sequence[FormTemplate],
        *,
        seconds: float = SECONDS,
        megabytes: int = MEGABYTES,
        patience: float = PATIENCE,
        workers: int = 1,
        read: str = "parsers.parse:parse",
        answer: Any = Result,
        converts_unconfined: bool = False,
    ) -> None:
        task = read, tuple(templates), answer
        allowed = [worker.UNCONFINED] if converts_unconfined else []
        self._processes = [_Process[Read](task, seconds, megabytes, patience, allowed) for _ in range(workers)]
        self._idle: LifoQueue[_Process[Read]] = LifoQueue()
        for process in self._processes:
            self._idle.put(process)

    @property
    def workers(self) -> int:
        """How many files are read at once, at most."""
        return len(self._processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sharing(self, seconds: float) -> Callable[[str, bytes], Read | Unreadable]:
        """Return a `read` for files that came together and share so many seconds of processor time.

        When these are spent, the rest is not opened. What LibreOffice converts has `libreoffice.SECONDS` to share.
        """
        left = {False: seconds, True: float(libreoffice.SECONDS)}

        def read(filename: str, data: bytes) -> Read | Unreadable:
            is_converted = libreoffice.is_converted(data)
            if left[is_converted] <= 0:
                return Unreadable(file_type.likely(filename, data), TOO_MANY)
            result, spent = self._read(filename, data)
            left[is_converted] -= spent
            return result

        return read

    def read(self, filename: str, data: bytes) -> Read | Unreadable:
        """Return what the function makes of a file; Unreadable where that exceeds a limit or ends its process.

        Waits for an idle process. NotStarted where none can start; Hung where the file's process makes nothing of it.
        """
        return self._read(filename, data)[0]

    def _read(self, filename: str, data: bytes) -> tuple[Read | Unreadable, float]:
        """Return what the function makes of a file, and the processor time that it took."""
        process = self._idle.get()
        try:
            return process.read(filename, data)
        finally:
            self._idle.put(process)

    def close(self) -> None:
        """End the processes and wait for them. May be called again; a later file starts them anew."""
        for process in self._processes:
            process.end()


class _Process(Generic[Read]):
    """One worker process, started when it is needed."""

    def __init__(
        self,
        task: tuple[str, tuple[FormTemplate, ...], Any],
        seconds: float,
        megabytes: int,
        patience: float,
        allowed: Sequence[str],
    ) -> None:
        *self._task, answer = task
        self._answer = GenericAlias(tuple, (answer, float))
        self._seconds = seconds
        self._megabytes = megabytes
        self._patience = patience
        self._allowed = allowed
        self._scratch = ExitStack()
        self._running: tuple[subprocess.Popen[bytes], Connection] | None = None
        self._is_new = True
        """Whether no file has been read in the process that runs."""

    def read(self, filename: str, data: bytes) -> tuple[Read | Unreadable, float]:
        """Return what the function makes of the file and the processor time spent: all of it where the process ends.

        A file that ends a process which has read others is read once more in a new one, but for one that is slow:
        what they have left in memory is not its fault.
        """
        pipe, is_new = self._started(), self._is_new
        self._is_new = False
        try:
            pipe.send(filename)
            pipe.send_bytes(data)
            if pipe.poll(self._patience):
                result: Read
                result, spent = answers.decode(pipe.recv_bytes(answers.LONGEST), self._answer)
                return result, max(0.0, spent)
        except (EOFError, OSError, answers.Malformed):
            status = self.end()
            if not is_new and status != -signal.SIGPROF:
                return self.read(filename, data)
            reason = REASONS.get(status, BROKEN)
            spent = libreoffice.SECONDS if libreoffice.is_converted(data) else self._seconds
            return Unreadable(file_type.likely(filename, data), reason), spent
        self.end()
        raise Hung(f"A file was not read in {self._patience:g} seconds, and its process has been ended.")

    def _started(self) -> Connection:
        """Return the pipe to a process that is ready."""
        if self._running is not None and self._running[0].poll() is not None:
            self.end()  # something ended it while it was idle
        if self._running is None:
            self._start()
        assert self._running is not None
        return self._running[1]

    def _start(self) -> None:
        ours, theirs = Pipe()
        folder, held = self._scratch.enter_context(scratch.folder())
        with theirs:
            limits = str(self._megabytes), str(self._seconds), *self._allowed
            command = [sys.executable, "-P", "-m", "parsers.sandbox.worker", str(theirs.fileno()), *limits]
            try:
                process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
                    command,
                    env=confinement.environment(folder),
                    pass_fds=[theirs.fileno(), held],
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                ours.close()
                self._scratch.close()
                raise NotStarted(f"{sys.executable} can't be started: {error.strerror}.") from error
        self._running, self._is_new = (process, ours), True
        try:
            ours.send(tuple(self._task))
            if ours.poll(PATIENCE) and ours.recv_bytes(len(worker.READY)) == worker.READY:
                return
        except (EOFError, OSError):
            pass
        status = self.end()
        raise NotStarted(
            f"python -m parsers.sandbox.worker did not start (status {status}, {self._megabytes} MB allowed)."
        )

    def end(self) -> int:
        """Kill the process, unless it has gone by itself, and return its exit status (negative: the signal)."""
        if self._running is None:
            return 0
        process, pipe = self._running
        self._running = None
        pipe.close()
        process.kill()
        status = process.wait()
        self._scratch.close()
        return status
