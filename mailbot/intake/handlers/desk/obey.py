"""A secretary's orders about what waits: done at once with the code that a list or receipt brought her, else asked.

A list of what waits goes to her address in the config, each time with a fresh code. So an
answer that quotes it shows that she wrote it, as the answer to a receipt does, unless the server says that
it is forged. The code works once, for a fortnight; the receipt brings the next. What sends a letter is shown
first, and done when she says «skicka»; until then it waits, also where she orders something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk import status_and_help, undo
from mailbot.intake.handlers.desk.by_verb import DEEDS, MATTERS
from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.files_left import files_left
from mailbot.intake.handlers.desk.messages_meant import Meant, meant_by
from mailbot.intake.handlers.desk.order_receipt import OrdersTold, send_receipt
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.handlers.outcomes import Handled, is_flooded, to_review
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.handlers.who_may import Grant, Wish, grant
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskVerb
from mailbot.primitives.references import codes_in
from mailbot.register import codes
from mailbot.store.tables import Instruction, Message
from mailbot.store.values import InstructionKind

TELLS: Mapping[DeskVerb, Callable[[Case, Secretary, Sequence[DeskOrder]], Handled]] = MappingProxyType(
    {DeskVerb.HELP: status_and_help.help_with, DeskVerb.STATUS: status_and_help.status}
)
"""What is told without a code: it goes to the secretary's own address, whoever asks."""
_MOST_CODES = 5
"""A thread quotes a few codes; whoever writes more is guessing."""
_GOOD_FOR = timedelta(days=14)
"""How long a list's or receipt's code is good for any order; for what it asks about, as long as all codes."""


def obey(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Do what is ordered where the mail carries a code that is good for it; ask the secretary about anything else."""
    orders = tuple(dict.fromkeys(orders))
    for verb, tells in TELLS.items():
        asked = [order for order in orders if order.verb is verb]
        if asked and (no := tells(case, secretary, asked)).reason:
            return no
    changes = [order for order in orders if order.verb not in TELLS]
    if not changes:
        return Handled()
    shown = _shown(case, secretary, codes_in(case.message.text))
    if shown is None or shown.created_at < case.work.now - _GOOD_FOR:
        return refused(case, secretary) or _ask(case, secretary, changes)
    if grant(case, Wish.ORDER) is Grant.WARNING:
        return _ask_in_doubt(case, secretary, changes)
    return _do(case, secretary, changes, shown, confirmed=False)


def confirm(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Do what was asked about with this code; None where it stands for no such order."""
    shown = _shown(case, secretary, (code,))
    if shown is None or not shown.orders:
        return None
    return _do(case, secretary, [_order(stored) for stored in shown.orders], shown, confirmed=True)


def stop(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Forget what was asked about with this code; None where it stands for no such order."""
    shown = _shown(case, secretary, (code,))
    if shown is None or not shown.orders:
        return None
    shown.orders = []
    _next(case, secretary, shown, [])
    return send_receipt(case, secretary, OrdersTold(unclear=[Sentence.STOPPED.text()]))


def _do(
    case: Case, secretary: Secretary, orders: Sequence[DeskOrder], shown: Instruction, *, confirmed: bool
) -> Handled:
    """Do what the code is good for; what sends a letter waits, unless that was what the code is for."""
    told = OrdersTold()
    waited = [] if confirmed else [_order(stored) for stored in shown.orders]
    if any(order.verb is DeskVerb.UNDO for order in orders):
        _undo(case, shown, told)
        told.unclear += [Sentence.STOPPED.text()] if waited else []
        waited = []
    for order in orders:
        if order.verb in MATTERS:
            _see_to(case, secretary, order, told, now=confirmed or MATTERS[order.verb].at_once)
    meant = meant_by(case, orders, told)
    waits = set() if confirmed else {row.id for order, row in meant if not DEEDS[order.verb].at_once}
    for order, row in meant:
        if row.id in waits:
            _plan(case, order, row, told)
        else:
            _carry_out(case, order, row, told)
    for order in waited:
        if order.verb is DeskVerb.UNDO or _is_overruled(order, orders, meant):
            told.unclear.append(Sentence.PASSED_OVER.text())
        else:
            _ask_again(case, secretary, order, told)
    told.unclear += files_left(case)
    shown.orders, shown.ledger_id = told.undo, case.row.id
    _next(case, secretary, shown, told.waiting)
    return send_receipt(case, secretary, told, shown_first=True)


def _is_overruled(waits: DeskOrder, orders: Sequence[DeskOrder], meant: Sequence[Meant]) -> bool:
    """Whether she now orders something about what an order that waits is about."""
    if waits.verb in MATTERS:
        return any((order.verb, order.references) == (waits.verb, waits.references) for order in orders)
    return any(row.id in waits.numbers for _, row in meant)


def _ask_again(case: Case, secretary: Secretary, waits: DeskOrder, told: OrdersTold) -> None:
    """Let an order wait for the next receipt's «skicka»."""
    if waits.verb in MATTERS:
        _see_to(case, secretary, waits, told, now=False)
    for order, row in meant_by(case, [waits], told):
        _plan(case, order, row, told)


def _ask_in_doubt(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Ask about orders whose code is good, in a mail that the server calls forged: she may have passed the list on."""
    if is_flooded(case, secretary.address):
        return to_review(Reason.CAPPED.text())
    return _ask(case, secretary, orders, doubted=True)


def _ask(case: Case, secretary: Secretary, orders: Sequence[DeskOrder], *, doubted: bool = False) -> Handled:
    """Say what was understood, and do it when the secretary answers with the code that goes to her address."""
    told, undoes = OrdersTold(), None
    for order in orders:
        if order.verb is DeskVerb.UNDO:
            undoes = _ask_to_undo(case, secretary, order, told)
        if order.verb in MATTERS:
            _see_to(case, secretary, order, told, now=False)
    for order, row in meant_by(case, orders, told):
        _plan(case, order, row, told)
    told.unclear += files_left(case)
    asked = codes.issue(case.work, InstructionKind.DESK, secretary.address, case.code, ledger_id=case.row.id)
    asked.orders, asked.after_id = [asdict(order) for order in told.waiting], undoes.id if undoes else None
    return send_receipt(case, secretary, told, doubted=doubted)


def _ask_to_undo(case: Case, secretary: Secretary, order: DeskOrder, told: OrdersTold) -> Instruction | None:
    """Say that what the shown code's receipt told of will be taken back, though that code be used; return it."""
    session, written = case.work.session, codes_in(case.message.text)[:_MOST_CODES]
    shown = codes.stood_for(session, InstructionKind.DESK, secretary.address, written)
    meant = undo.meant(session, secretary.address, shown)
    if meant is None:
        told.unclear.append(Sentence.NOTHING_TO_UNDO.text())
    else:
        told.asked.append(Sentence.TO_BE_UNDONE.text())
        told.waiting.append(order)
    return meant


def _carry_out(case: Case, order: DeskOrder, row: Message, told: OrdersTold) -> None:
    was = str(row.outcome)
    try:
        with case.work.savepoint():
            done = DEEDS[order.verb].do(case, order, row)
    except CannotDo as error:
        told.unclear.append(str(error))
    else:
        told.done.append(done.told)
        told.undo.append({"verb": order.verb, "number": row.id, "was": was, **done.undo})


def _plan(case: Case, order: DeskOrder, row: Message, told: OrdersTold) -> None:
    try:
        asked = DEEDS[order.verb].ask(case, order, row)
    except CannotDo as error:
        told.unclear.append(str(error))
    else:
        told.will(asked, replace(order, numbers=(row.id,), alike=False))


def _see_to(case: Case, secretary: Secretary, order: DeskOrder, told: OrdersTold, *, now: bool) -> None:
    """Do what is about no message, or say what would be done."""
    matter = MATTERS[order.verb]
    try:
        with case.work.savepoint():
            if now:
                done = matter.do(case, secretary, order)
                told.done.append(done.told)
                told.undo.append({"verb": order.verb, **done.undo})
            else:
                told.will(matter.ask(case, secretary, order), order)
    except CannotDo as error:
        told.unclear.append(str(error))


def _undo(case: Case, shown: Instruction, told: OrdersTold) -> None:
    undone = undo.undo(case, shown)
    told.done += undone.done
    told.unclear += undone.unclear


def _shown(case: Case, secretary: Secretary, written: Sequence[str]) -> Instruction | None:
    """Return what the first good code stands for. Its address is the secretary's, or it is not good."""
    session, now, address = case.work.session, case.work.now, secretary.address
    found = (codes.find(session, InstructionKind.DESK, address, code, now=now) for code in written[:_MOST_CODES])
    return next((instructions[0] for instructions in found if instructions), None)


def _next(case: Case, secretary: Secretary, shown: Instruction, waiting: Sequence[DeskOrder]) -> None:
    """Use a code up, and enter the one that goes with the receipt: for what waits for it, else for the next order."""
    shown.answered_at = case.work.now
    following = codes.issue(case.work, InstructionKind.DESK, secretary.address, case.code)
    following.after_id = shown.id
    following.orders = [asdict(order) for order in waiting]


def _order(stored: dict[str, Any]) -> DeskOrder:
    numbers, references = tuple(stored["numbers"]), tuple(stored["references"])
    verb, days = DeskVerb(stored["verb"]), tuple(stored["days"])
    return DeskOrder(verb, numbers, references, alike=stored["alike"], text=stored["text"], days=days)
