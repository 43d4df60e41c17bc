"""A secretary's orders about what waits: done at once with the code that a list or receipt brought her, else asked.

A list of what waits goes to her address in the config, each time with a fresh code. So an
answer that quotes it shows that she wrote it, as the answer to a receipt does. The code works
once; the receipt brings the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mailbot.config import Secretary
from mailbot.errors import NotFound
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.sentences import Said
from mailbot.intake.handlers.desk.take_off import WORDS, take_off
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.triage.desk_orders import DeskOrder, DeskVerb
from mailbot.mail.message import Address
from mailbot.outbox.secretary_contents import DeskReceipt
from mailbot.primitives.references import codes_in
from mailbot.register import codes
from mailbot.store.tables import Instruction, Message
from mailbot.store.values import InstructionKind

_MOST_CODES = 5
"""A thread quotes a few codes; whoever writes more is guessing."""


@dataclass(slots=True)
class Told:
    """What came of orders, a sentence each."""

    done: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


def obey(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Do what is ordered where the mail carries a code that is good for it; ask the secretary about anything else."""
    shown = _shown(case, secretary, codes_in(case.message.text))
    if shown is None:
        return refused(case, secretary) or _ask(case, secretary, orders)
    return _do(case, secretary, orders, shown)


def confirm(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Do what was asked about with this code; None where it stands for no such order."""
    shown = _shown(case, secretary, (code,))
    if shown is None or not shown.orders:
        return None
    return _do(case, secretary, [_order(stored) for stored in shown.orders], shown)


def stop(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Forget what was asked about with this code; None where it stands for no such order."""
    shown = _shown(case, secretary, (code,))
    if shown is None or not shown.orders:
        return None
    shown.orders = []
    _next(case, secretary, shown)
    return _receipt(case, secretary, Told(unclear=[Said.STOPPED.text()]))


def _do(case: Case, secretary: Secretary, orders: Sequence[DeskOrder], shown: Instruction) -> Handled:
    told = Told()
    for order in orders:
        for row in _rows(case, order, told):
            told.done.append(take_off(case.work, order.verb, row))
    shown.orders, shown.ledger_id = [], case.row.id
    _next(case, secretary, shown)
    return _receipt(case, secretary, told)


def _ask(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Say what was understood, and do it when the secretary answers with the code that goes to her address."""
    told = Told()
    for order in orders:
        told.asked += [WORDS[order.verb].asked.text(message=review.named(row)) for row in _rows(case, order, told)]
    asked = codes.issue(case.work, InstructionKind.DESK, secretary.address, case.code, ledger_id=case.row.id)
    asked.orders = [_stored(order) for order in orders] if told.asked else []
    return _receipt(case, secretary, told)


def _rows(case: Case, order: DeskOrder, told: Told) -> Iterator[Message]:
    """Yield the messages that an order is about and that wait; say of each other number why it is none."""
    session = case.work.session
    for number in order.numbers:
        try:
            row = review.find(session, number)
        except NotFound:
            told.unclear.append(Said.NO_SUCH.text(number=number))
            continue
        if review.waits(row):
            yield from (review.like(session, row) if order.alike else (row,))
        else:
            told.unclear.append(Said.NOT_WAITING.text(message=review.named(row)))


def _shown(case: Case, secretary: Secretary, written: Sequence[str]) -> Instruction | None:
    """Return what the first good code stands for. Its address is the secretary's, or it is not good."""
    session, now, address = case.work.session, case.work.now, secretary.address
    found = (codes.find(session, InstructionKind.DESK, address, code, now=now) for code in written[:_MOST_CODES])
    return next((instructions[0] for instructions in found if instructions), None)


def _next(case: Case, secretary: Secretary, shown: Instruction) -> None:
    """Use a code up, and enter the one that goes with the receipt for the next order."""
    shown.answered_at = case.work.now
    following = codes.issue(case.work, InstructionKind.DESK, secretary.address, case.code)
    following.after_id = shown.id


def _receipt(case: Case, secretary: Secretary, told: Told) -> Handled:
    content = DeskReceipt(
        by=secretary.name,
        done=tuple(told.done),
        asked=tuple(told.asked),
        unclear=tuple(told.unclear),
        left=len(review.waiting(case.work.session)),
        code=case.code,
    )
    case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return Handled()


def _stored(order: DeskOrder) -> dict[str, object]:
    return {"verb": order.verb, "numbers": list(order.numbers), "alike": order.alike}


def _order(stored: dict[str, object]) -> DeskOrder:
    numbers = stored["numbers"]
    assert isinstance(numbers, list)
    return DeskOrder(DeskVerb(str(stored["verb"])), tuple(numbers), alike=bool(stored["alike"]))
