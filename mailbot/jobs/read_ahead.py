"""The next messages are read while one is decided: reading takes other processors than deciding.

Each is begun in the ledger before it is read, several in one commit, so that what takes the
process down is known by it. They are decided in their order, one by one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from mailbot.jobs.intake_message import Begun, Entry
from mailbot.mail.message import RawMessage

_AHEAD = 2
"""Messages for each process that reads: one that it has, and the next."""
_BYTES = 8_000_000
"""Of messages that are read ahead together: twice as much is at hand, or one that is larger."""


def read_ahead(entry: Entry, raws: Iterable[RawMessage], readers: int) -> Iterator[Begun]:
    """Begin messages and yield them in their order, each being read or read. Taken from `raws` as they are needed.

    What goes wrong with reading one is raised where it is asked for.
    """
    with ThreadPoolExecutor(readers) as pool:
        waiting: deque[Begun] = deque()
        for group in _groups(raws, _AHEAD * readers):
            following = [_being_read(pool, begun) for begun in entry.begin(group)]
            while waiting:
                yield waiting.popleft()
            waiting.extend(following)
        while waiting:
            yield waiting.popleft()


def _being_read(pool: ThreadPoolExecutor, begun: Begun) -> Begun:
    return replace(begun, opened=pool.submit(begun.opened).result) if begun.may_be_opened else begun


def _groups(raws: Iterable[RawMessage], most: int) -> Iterator[list[RawMessage]]:
    group: list[RawMessage] = []
    for raw in raws:
        group.append(raw)
        if len(group) == most or sum(len(one.data) for one in group) > _BYTES:
            yield group
            group = []
    if group:
        yield group
