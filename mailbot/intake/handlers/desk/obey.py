"""A secretary's orders about what waits: done at once with the code that a list or receipt brought her, else asked.

A list of what waits goes to her address in the config, each time with a fresh code. So an
answer that quotes it shows that she wrote it, as the answer to a receipt does. The code works
once; the receipt brings the next. What sends a letter is shown first, and done when she says «skicka».
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from mailbot.config import Secretary
from mailbot.errors import NotFound
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk import tell, undo
from mailbot.intake.handlers.desk.by_verb import DEEDS, MATTERS
from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.sentences import Said
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskVerb
from mailbot.mail.message import Address
from mailbot.outbox.desk_contents import DeskReceipt, LetterPreview
from mailbot.primitives.references import codes_in
from mailbot.register import codes
from mailbot.register.on_duty import on_duty
from mailbot.store.tables import Instruction, Message
from mailbot.store.values import InstructionKind

TELLS: Mapping[DeskVerb, Callable[[Case, Secretary, DeskOrder], Handled]] = MappingProxyType(
    {DeskVerb.HELP: tell.help_with, DeskVerb.STATUS: tell.status}
)
"""What is told without a code: it goes to the secretary's own address, whoever asks."""
_MOST_CODES = 5
"""A thread quotes a few codes; whoever writes more is guessing."""


@dataclass(slots=True)
class Told:
    """What came of orders: sentences, the letters that wait to be sent, the orders that do, and what undoing needs."""

    done: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    letters: list[LetterPreview] = field(default_factory=list)
    waiting: list[DeskOrder] = field(default_factory=list)
    undo: list[dict[str, Any]] = field(default_factory=list)


def obey(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Do what is ordered where the mail carries a code that is good for it; ask the secretary about anything else."""
    changes = [order for order in orders if order.verb not in TELLS]
    for order in orders:
        if order.verb in TELLS and (no := TELLS[order.verb](case, secretary, order)).reason:
            return no
    if not changes:
        return Handled()
    shown = _shown(case, secretary, codes_in(case.message.text))
    if shown is None:
        return refused(case, secretary) or _ask(case, secretary, changes)
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
    return _receipt(case, secretary, Told(unclear=[Said.STOPPED.text()]))


def _do(
    case: Case, secretary: Secretary, orders: Sequence[DeskOrder], shown: Instruction, *, confirmed: bool
) -> Handled:
    """Do what the code is good for; what sends a letter waits, unless that was what the code is for."""
    told = Told()
    if shown.orders and not confirmed:
        told.unclear.append(Said.PASSED_OVER.text())
    for order in orders:
        if order.verb is DeskVerb.UNDO:
            _undo(case, shown, told)
        if order.verb in MATTERS:
            _see_to(case, secretary, order, told, now=confirmed or MATTERS[order.verb].at_once)
        for row in _rows(case, order, told):
            if confirmed or DEEDS[order.verb].at_once:
                _carry_out(case, order, row, told)
            else:
                _plan(case, order, row, told)
    shown.orders, shown.ledger_id = told.undo, case.row.id
    _next(case, secretary, shown, told.waiting)
    return _receipt(case, secretary, told, shown_first=True)


def _ask(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Say what was understood, and do it when the secretary answers with the code that goes to her address."""
    told = Told()
    for order in orders:
        if order.verb is DeskVerb.UNDO:
            told.asked.append(Said.TO_BE_UNDONE.text())
            told.waiting.append(order)
        if order.verb in MATTERS:
            _see_to(case, secretary, order, told, now=False)
        for row in _rows(case, order, told):
            _plan(case, order, row, told)
    asked = codes.issue(case.work, InstructionKind.DESK, secretary.address, case.code, ledger_id=case.row.id)
    asked.orders = [_stored(order) for order in told.waiting]
    return _receipt(case, secretary, told)


def _carry_out(case: Case, order: DeskOrder, row: Message, told: Told) -> None:
    was = str(row.outcome)
    try:
        with case.work.session.begin_nested():
            done = DEEDS[order.verb].do(case, order, row)
    except CannotDo as error:
        told.unclear.append(str(error))
    else:
        told.done.append(done.told)
        told.undo.append({"verb": order.verb, "number": row.id, "was": was, **done.undo})


def _plan(case: Case, order: DeskOrder, row: Message, told: Told) -> None:
    try:
        asked = DEEDS[order.verb].ask(case, order, row)
    except CannotDo as error:
        told.unclear.append(str(error))
    else:
        told.asked.append(asked.told)
        told.letters += [asked.letter] if asked.letter else []
        told.waiting.append(replace(order, numbers=(row.id,), alike=False))


def _see_to(case: Case, secretary: Secretary, order: DeskOrder, told: Told, *, now: bool) -> None:
    """Do what is about no message, or say what would be done."""
    matter = MATTERS[order.verb]
    try:
        with case.work.session.begin_nested():
            if now:
                done = matter.do(case, secretary, order)
                told.done.append(done.told)
                told.undo.append({"verb": order.verb, **done.undo})
            else:
                asked = matter.ask(case, secretary, order)
                told.asked.append(asked.told)
                told.letters += [asked.letter] if asked.letter else []
                told.waiting.append(order)
    except CannotDo as error:
        told.unclear.append(str(error))


def _undo(case: Case, shown: Instruction, told: Told) -> None:
    undone = undo.undo(case, shown)
    told.done += undone.done
    told.unclear += undone.unclear


def _rows(case: Case, order: DeskOrder, told: Told) -> Iterator[Message]:
    """Yield the messages that an order is about and that wait; say of each other number why it is none."""
    session = case.work.session
    for number in order.numbers:
        try:
            row = review.current(session, number)
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


def _next(case: Case, secretary: Secretary, shown: Instruction, waiting: Sequence[DeskOrder]) -> None:
    """Use a code up, and enter the one that goes with the receipt: for what waits for it, else for the next order."""
    shown.answered_at = case.work.now
    following = codes.issue(case.work, InstructionKind.DESK, secretary.address, case.code)
    following.after_id = shown.id
    following.orders = [_stored(order) for order in waiting]


def _receipt(case: Case, secretary: Secretary, told: Told, *, shown_first: bool = False) -> Handled:
    content = DeskReceipt(
        by=secretary.name,
        done=tuple(told.done),
        asked=tuple(told.asked),
        unclear=tuple(told.unclear),
        left=len(review.waiting(case.work.session)),
        code=case.code,
        undoable=bool(told.undo),
        shown_first=shown_first,
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


def _stored(order: DeskOrder) -> dict[str, Any]:
    return asdict(order)


def _order(stored: dict[str, Any]) -> DeskOrder:
    numbers, references = tuple(stored["numbers"]), tuple(stored["references"])
    verb, days = DeskVerb(stored["verb"]), tuple(stored["days"])
    return DeskOrder(verb, numbers, references, alike=stored["alike"], text=stored["text"], days=days)
