"""A message at hand: what the ledger knows of it, what stands in it, and whether it may be opened once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.intake.reading import Read
from mailbot.mail.message import RawMessage
from mailbot.store.tables import Message, Original

_TRIES_ALONE, _TRIES_ONCE_READ = 2, 10
"""A message that takes the process down, or hangs, so often when it is tried alone is not opened again.

One that has been read whole is hardly what ends the process: then it is a kill from outside, which blames nobody.
"""


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """What stands in a message, and what is kept of its bytes."""

    seen: Read
    original: Original


@dataclass(frozen=True, slots=True)
class Begun:
    """A message at hand, of which the ledger has a row. `opened` reads it, or waits for who does."""

    raw: RawMessage
    row: Message
    """As it was begun; worth nothing once a transaction that it took part in has failed."""
    row_id: int
    attempts: int
    opened: Callable[[], OpenedMessage]
    was_read: bool = False

    @property
    def may_be_opened(self) -> bool:
        """Whether it has not taken the process down, or hung, too often to be opened again."""
        return self.attempts <= (_TRIES_ONCE_READ if self.was_read else _TRIES_ALONE)
