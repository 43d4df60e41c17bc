"""What an order does that is about no message: the shape that every such matter has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import Done, Intended
from mailbot.intake.triage.orders.desk_orders import DeskOrder


class Matter(Protocol):
    """One verb. Every step raises CannotDo where it can't be; then nothing is changed."""

    @property
    def at_once(self) -> bool:
        """Whether it is done with the list's own code. A letter is shown before it goes."""

    def ask(self, case: Case, secretary: Secretary, order: DeskOrder) -> Intended:
        """Say what would be done; changes nothing."""

    def do(self, case: Case, secretary: Secretary, order: DeskOrder) -> Done:
        """Do it."""

    def undo(self, case: Case, undo: Mapping[str, Any]) -> str:
        """Take it back, and say so."""
