"""Takes what waits off the list: it is seen to, or needs nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import Done, Intended
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.store.tables import Message


@dataclass(frozen=True, slots=True)
class TakeOff:
    """«klart 8», «skräp 8», «avslå 8»: they differ in what is said of it, here and in the audit chain."""

    asked: Sentence
    done: Sentence
    at_once: bool = True

    def ask(self, _case: Case, _order: DeskOrder, row: Message) -> Intended:
        """Say that it will leave the list."""
        return Intended(self.asked.text(message=review.named(row)))

    def do(self, case: Case, order: DeskOrder, row: Message) -> Done:
        """Take it off the list."""
        review.resolve(case.work, row.id, how=order.verb)
        return Done(self.done.text(message=review.named(row)), {})

    def undo(self, _case: Case, _row: Message, _undo: Mapping[str, Any]) -> None:
        """Nothing is left of it but what the caller sets back."""
