"""What came of a secretary's orders, and the receipt that says so."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from mailbot.config import Secretary
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import Intended
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.mail.message import Address
from mailbot.outbox.desk_contents import DeskReceipt, LetterPreview
from mailbot.register.on_duty import on_duty


@dataclass(slots=True)
class OrdersTold:
    """What came of orders: sentences, the letters that wait to be sent, the orders that do, and what undoing needs."""

    done: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    letters: list[LetterPreview] = field(default_factory=list)
    waiting: list[DeskOrder] = field(default_factory=list)
    undo: list[dict[str, Any]] = field(default_factory=list)

    def will(self, asked: Intended, order: DeskOrder) -> None:
        """Note what will be done when she says «skicka»."""
        self.asked.append(asked.told)
        self.letters += [asked.letter] if asked.letter else []
        self.waiting.append(order)


def send_receipt(
    case: Case, secretary: Secretary, told: OrdersTold, *, shown_first: bool = False, doubted: bool = False
) -> Handled:
    """Tell her what came of her orders, with the next code; the other secretaries, if the config says so, without."""
    content = DeskReceipt(
        by=secretary.name,
        done=tuple(told.done),
        asked=tuple(told.asked),
        unclear=tuple(told.unclear),
        left=len(review.waiting(case.work.session)),
        code=case.code,
        undoable=bool(told.undo),
        shown_first=shown_first,
        doubted=doubted,
        letters=tuple(told.letters),
    )
    case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    if told.done and case.work.config.letters.copy_orders:
        _copy(case, secretary, content)
    return Handled()


def _copy(case: Case, secretary: Secretary, content: DeskReceipt) -> None:
    """Tell the other secretaries what was done and by whom; no code goes along, nor what only waits."""
    told = replace(content, asked=(), unclear=(), letters=(), code="", undoable=False)
    for other in on_duty(case.work.session, case.work.config, case.work.now):
        if other != secretary:
            case.work.send(reply(case, told, to=Address(other.name, other.address)))
