"""Has a mail that waits tried again: it is moved to the inbox, as by a colleague's hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo, Done, Intended
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.store.tables import Message
from mailbot.store.values import Outcome


@dataclass(frozen=True, slots=True)
class TryAgain:
    """«försök igen 8». The next pass moves it, and takes it in anew."""

    at_once: bool = True

    def ask(self, _case: Case, _order: DeskOrder, row: Message) -> Intended:
        """Say that it will be moved."""
        _refuse(row)
        return Intended(Sentence.TO_BE_TRIED_AGAIN.text(message=review.named(row)))

    def do(self, case: Case, _order: DeskOrder, row: Message) -> Done:
        """Note where it is to be moved: the server is asked after the commit."""
        _refuse(row)
        row.wanted_folder = case.work.config.mailbox.folders.inbox
        return Done(Sentence.TRIED_AGAIN.text(message=review.named(row)), {})

    def undo(self, _case: Case, row: Message, _undo: Mapping[str, Any]) -> None:
        """Leave it where it is; CannotDo where it has been moved."""
        if not row.wanted_folder:
            raise CannotDo(Sentence.MOVED_ALREADY.text(message=review.named(row)))
        row.wanted_folder = ""


def _refuse(row: Message) -> None:
    """CannotDo where it is on its way, or nobody knows where it lies, or it was answered: then only a copy is filed."""
    if row.wanted_folder:
        raise CannotDo(Sentence.IS_TRIED_AGAIN.text(message=review.named(row)))
    if row.outcome is not Outcome.REVIEW or row.filed_uid is None:
        raise CannotDo(Sentence.NOT_TRIED_AGAIN.text(message=review.named(row)))
