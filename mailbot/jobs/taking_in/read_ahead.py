"""The next messages are read while some are decided: reading takes other processors than deciding.

Each is begun in the ledger before it is read, several in one commit, so that what takes the
process down is known by it. They come in their order, and together those that have been read by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from itertools import takewhile

from mailbot.jobs.taking_in.begun_message import Begun, OpenedMessage
from mailbot.jobs.taking_in.intake_message import Entry
from mailbot.mail.message import RawMessage

_AHEAD = 2
"""Messages at first for each process that reads: one that it has, and the next. Then ever more at once."""
MOST = 25
"""Messages that are begun together, and decided together: twice as many are at hand."""
_BYTES = 8_000_000
"""Of messages that are read ahead together: twice as much is at hand, or one that is larger."""

_Reading = tuple[Begun, Future[OpenedMessage] | None]
"""A message, and what reads it, if it may be read."""


def read_ahead(
    entry: Entry, raws: Iterable[RawMessage], readers: int, stopping: Callable[[], bool] = lambda: False
) -> Iterator[list[Begun]]:
    """Begin messages and yield them in their order, together what has been read. Taken from `raws` as they are needed.

    What goes wrong with reading one is raised where it is asked for. Once it is `stopping`, what has not been yielded
    is given back as if it had never been begun; only what a process has at hand is waited for.
    """
    with ThreadPoolExecutor(readers) as pool:
        waiting: list[_Reading] = []
        for group in _groups(raws, _AHEAD * readers):
            if stopping():
                break
            following = [_being_read(pool, begun) for begun in entry.begin(group)]
            yield from _as_they_are_read(waiting, stopping)
            waiting += following
        yield from _as_they_are_read(waiting, stopping)
        if waiting:
            pool.shutdown(wait=False, cancel_futures=True)
            entry.give_back([begun for begun, _ in waiting])


def _being_read(pool: ThreadPoolExecutor, begun: Begun) -> _Reading:
    if not begun.may_be_opened:
        return begun, None
    reading = pool.submit(begun.opened)
    return replace(begun, opened=reading.result), reading


def _as_they_are_read(waiting: list[_Reading], stopping: Callable[[], bool]) -> Iterator[list[Begun]]:
    """Yield messages and take them from those that wait, as many at once as need no waiting."""
    while waiting and not stopping():
        _, first = waiting[0]
        if first is not None:
            wait([first])
        ready = [begun for begun, _ in takewhile(_is_read, waiting)]
        del waiting[: len(ready)]
        yield ready


def _is_read(reading: _Reading) -> bool:
    _, future = reading
    return future is None or future.done()


def _groups(raws: Iterable[RawMessage], first: int) -> Iterator[list[RawMessage]]:
    """Give messages in groups: small ones first, so that reading begins, each twice as large as the one before."""
    group: list[RawMessage] = []
    most = first
    for raw in raws:
        group.append(raw)
        if len(group) == most or sum(len(one.data) for one in group) > _BYTES:
            yield group
            group, most = [], min(MOST, 2 * most)
    if group:
        yield group
