"""What an order does about one message that waits: the shape that every such deed has."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from mailbot.errors import MailbotError
from mailbot.intake.handlers.case import Case
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.mail.decode import decode
from mailbot.mail.message import IncomingMessage
from mailbot.outbox.desk_contents import LetterPreview
from mailbot.store.tables import Message, Original


class CannotDo(MailbotError):
    """A secretary's order can't be carried out; the message is a Swedish sentence for her."""


@dataclass(frozen=True, slots=True)
class Intended:
    """What an order will do, in a sentence, and the letter that it will send, if it sends one."""

    told: str
    letter: LetterPreview | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence, and what undoing it needs, as JSON has it."""

    told: str
    undo: Mapping[str, Any]


class Deed(Protocol):
    """One verb. Every step raises CannotDo where it can't be; then nothing is changed."""

    @property
    def at_once(self) -> bool:
        """Whether it is done with the list's own code. A letter is shown before it goes."""

    def ask(self, case: Case, order: DeskOrder, row: Message) -> Intended:
        """Say what would be done; changes nothing."""

    def do(self, case: Case, order: DeskOrder, row: Message) -> Done:
        """Do it."""

    def undo(self, case: Case, row: Message, undo: Mapping[str, Any]) -> None:
        """Take it back, but for what has become of the message, which the caller sets back."""


def mail_of(case: Case, row: Message) -> IncomingMessage | None:
    """Return the mail of a ledger row; None where its original is not kept."""
    original = case.work.session.get(Original, row.sha256)
    if original is None:
        return None
    return decode(zlib.decompress(original.compressed), internal_date=row.received_at or row.begun_at)
