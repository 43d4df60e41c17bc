"""The process that reads files for `parsers.sandbox.pool`: one after another, until its pipe closes.

Started as `python -m parsers.sandbox.worker DESCRIPTOR MEGABYTES SECONDS [unconfined]`. It gets the
name of the function that reads («parsers.parse:parse») and the templates first, gives up what no
reader needs (`parsers.sandbox.confinement`), and says that it is ready; then every filename and the
file's bytes are answered by the function's result (`parsers.sandbox.answers`) and the processor time that
it took, with that of programs started for it. A file that needs more processor time than SECONDS ends
the process by SIGPROF.
LibreOffice is left alone where the process could not be confined, unless told «unconfined».
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from pkgutil import resolve_name

from parsers.document import libreoffice
from parsers.sandbox import answers, confinement

OUT_OF_MEMORY = 3
"""Exit status where a file needed more memory than is allowed."""
READY = b"ready"
UNCONFINED = "unconfined"
_MOST_WRITTEN = 200_000_000
"""Bytes of a file in the scratch folder: many times what LibreOffice makes of the largest that is read."""

_ASKED_FOR_LATER = ("parsers.parse", "parsers.document.pdf.reader")
"""What `read` may need, loaded before the process is confined: afterwards no more code can be."""


def main() -> None:
    """Serve the pipe whose descriptor is the first argument."""
    pipe = Connection(int(sys.argv[1]))
    limit_memory(int(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what a file says is not left behind in a dump
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
    for ignored in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)  # meant for the service, which closes the pipe when it stops
    try:
        _serve(pipe, float(sys.argv[3]))
    except EOFError:
        return
    except MemoryError:
        # What is left in memory is of no use to the next file, so the process goes with it.
        os._exit(OUT_OF_MEMORY)


def limit_memory(megabytes: int) -> None:
    """Let this process take no more than this.

    The hard limit stays, so that a program that is started from here can be given its own.
    """
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _serve(pipe: Connection, seconds: float) -> None:
    name, templates = pipe.recv()
    read = resolve_name(name)
    for module in _ASKED_FOR_LATER:
        import_module(module)
    _confine(name.partition(".")[0])
    pipe.send_bytes(READY)
    while True:
        filename = pipe.recv()
        data = pipe.recv_bytes()
        # Programs that are started from here have time of their own: a child does not inherit the timer.
        began = _spent()
        signal.setitimer(signal.ITIMER_PROF, seconds)
        result = read(filename, data, templates)
        signal.setitimer(signal.ITIMER_PROF, 0)
        pipe.send_bytes(answers.encode((result, _spent() - began)))


def _confine(package: str) -> None:
    """Give up what no reader needs: code is loaded, and no byte from outside has come yet."""
    scratch = Path(os.environ["TMPDIR"])
    confinement.confine(scratch, package)
    if UNCONFINED not in sys.argv and confinement.reached(scratch):
        libreoffice.switch_off()


def _spent() -> float:
    """Return the processor time of this process, and of the programs that it has waited for."""
    programs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + programs.ru_utime + programs.ru_stime


if __name__ == "__main__":
    main()
