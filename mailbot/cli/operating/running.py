"""Work: the worker, a single pass, and the demo."""

from __future__ import annotations

import signal
import socket
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from mailbot import errors
from mailbot.cli import context
from mailbot.cli.operating import service_manager
from mailbot.cli.printed import output

if TYPE_CHECKING:
    from mailbot.config import Config

app = typer.Typer()

Read = TypeVar("Read")
"""What is read from config files."""
_DEMO_EXTRA = frozenset({"aiosmtpd", "proxyprotocol", "pymap", "pysasl"})


@app.command()
def run(
    ctx: typer.Context,
    several: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[CONFIG]...", help="Config files, or folders of them (*.toml): all work in this one process."
        ),
    ] = None,
) -> None:
    """Work until SIGTERM: take in mail, answer it, freeze agendas. What is being done is finished first.

    SIGHUP reads the config anew, and goes on with the old one where the new can't be used.

    Of several configs each has a mailbox and a register of its own; where one can't work, the others do, and it is
    tried again each minute. The log is as the first one says, and names the config in each line.

    Under systemd it says when it has started and that it lives (Type=notify, WatchdogSec).

    Several may work with one PostgreSQL: one takes mail in, all send, and another takes over when that one ends.

    Exit codes: 3 config, 75 another mailbot works with the same SQLite file.
    """
    from mailbot.app import build
    from mailbot.worker import Worker

    if several:
        _run_several(several)
        return
    config, again = context.config(ctx), True
    at_work: deque[Worker] = deque(maxlen=1)
    with _signals() as next_signal, service_manager.fed(lambda: not any(worker.is_stuck() for worker in at_work)):
        while again:
            with build(config) as wired:
                at_work.append(Worker(wired))
                again = at_work[0].run(lambda: _told(next_signal))
            if again:
                config = _anew(lambda: context.config(ctx), config)


def _run_several(named: Sequence[Path]) -> None:
    """Work with several configs; SIGHUP looks anew which there are, and goes on with the old ones after a fault."""
    from mailbot.cli.operating import logs
    from mailbot.several_mailboxes import SeveralMailboxes

    configs, again = _several(named), True
    logs.configure(next(iter(configs.values())).log)
    at_work: deque[SeveralMailboxes] = deque(maxlen=1)
    with _signals() as next_signal, service_manager.fed(lambda: not any(house.is_stuck() for house in at_work)):
        while again:
            at_work.append(SeveralMailboxes(configs))
            again = at_work[0].run(lambda: _told(next_signal))
            if again:
                configs = _anew(lambda: _several(named), configs)


def _several(named: Sequence[Path]) -> dict[str, Config]:
    """Read the configs, each by the name that tells it from the others; ConfigError with the faults of all of them."""
    from mailbot import config as reader
    from mailbot.several_mailboxes import refuse_shared

    found = [file for path in named for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]
    if not found:
        raise errors.ConfigError(f"{named[0]}: this folder holds no *.toml. Put a config for each mailbox in it.")
    configs, faults = {}, []
    for file in found:
        try:
            configs[str(file)] = reader.load(file)
        except errors.ConfigError as error:
            faults.append(str(error))
    if faults:
        raise errors.ConfigError("\n".join(faults))
    refuse_shared(configs)
    return configs


def _told(next_signal: Callable[[], int]) -> int:
    """Wait for the next signal; tell the service manager that mailbot has started, and when it is to stop."""
    service_manager.tell(service_manager.READY)
    number = next_signal()
    if number != signal.SIGHUP:
        service_manager.tell(service_manager.STOPPING)
    return number


@contextmanager
def _signals() -> Iterator[Callable[[], int]]:
    """Hear SIGTERM, SIGINT and SIGHUP while the context lasts; yield what waits for the next and returns its number.

    Python's own handlers run between two steps of the main thread: a signal that comes just before that begins to
    wait would never be heard. A socket keeps what comes, also while one worker ends and the next begins.
    """
    heard, told = socket.socketpair()
    with heard, told:
        told.settimeout(0)
        before = signal.set_wakeup_fd(told.fileno())
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda _number, _frame: None)
        try:
            yield lambda: heard.recv(1)[0]
        finally:
            signal.set_wakeup_fd(before)


def _anew(read: Callable[[], Read], in_use: Read) -> Read:
    """Return what the files say now; what is in use where the new has a fault, which is told."""
    import structlog

    log = structlog.get_logger()
    try:
        found = read()
    except errors.ConfigError as error:
        log.error("config_refused", error=str(error))  # noqa: TRY400 - the sentence says all
        return in_use
    log.info("config_read_anew")
    return found


@app.command()
def poll(ctx: typer.Context, as_json: output.Json = False) -> None:
    """Make one intake pass and one delivery pass, then exit.

    Exit codes: 3 config, 75 a server is away or another mailbot works; nothing is lost, run it again.
    """
    from mailbot.app import build
    from mailbot.jobs.intake import answer_from, left_unanswered
    from mailbot.one_pass import poll as make_a_pass

    with build(context.config(ctx)) as wired:
        taken, frozen, delivered = make_a_pass(wired)
        since, left = answer_from(wired.services, wired.mailbox), left_unanswered(wired.services)
    done = {
        "messages": taken.messages,
        "verdicts": dict(taken.verdicts),
        "agendas": frozen,
        "sent": delivered.sent,
        "deferred": delivered.deferred,
        "failed": delivered.failed,
    }
    if as_json:
        output.emit(done)
        return
    verdicts = ", ".join(f"{count} {kind}" for kind, count in sorted(taken.verdicts.items()))
    output.facts(
        [
            ("Messages", f"{taken.messages}{f' ({verdicts})' if verdicts else ''}"),
            ("Agendas frozen", len(frozen)),
            ("Letters", f"{delivered.sent} sent, {delivered.deferred} deferred, {delivered.failed} failed"),
            ("Answers mail since", since),
            ("Came before that", f"{left}, not answered: mailbot review list" if left else ""),
        ]
    )


@app.command()
def demo(
    keep: Annotated[Path, typer.Option("--keep", help="The folder for all that the demo makes.")] = Path("state/demo"),
) -> None:
    """Tell the whole story on embedded servers, with no set-up: forms in, receipts, agenda, decisions, replies.

    Exit codes: 1 the story did not come out right.
    """
    from mailbot.app import utc_now
    from mailbot.cli.operating import logs
    from mailbot.config import STOCKHOLM, Log

    tell = _story()
    logs.configure(Log(level="error"))
    today = utc_now().astimezone(STOCKHOLM).date()
    if not tell(keep, output.console(), today=today):
        raise typer.Exit(1)


def _story() -> Callable[..., bool]:
    """Import the story; its servers are in no ordinary installation."""
    try:
        from mailbot.demo.story import tell
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _DEMO_EXTRA:
            raise errors.NotInstalled("The demo's mail servers are missing. Run: pip install 'mailbot[demo]'") from None
        raise
    return tell
