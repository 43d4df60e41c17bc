"""Which messages that wait the orders of one mail are about; two that don't go together about one are neither done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mailbot.errors import NotFound
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.order_receipt import OrdersTold
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskVerb
from mailbot.store.tables import Message

_GO_TOGETHER = (
    frozenset({DeskVerb.ANSWER, DeskVerb.BELONGS}),
    frozenset({DeskVerb.ANSWER, DeskVerb.REGISTER}),
)

Meant = tuple[DeskOrder, Message]


def meant_by(case: Case, orders: Sequence[DeskOrder], told: OrdersTold) -> list[Meant]:
    """Return each order with each message that it is about and that waits; say of each other number why it is none.

    «klart» beside what takes a message off the list in another way says nothing more.
    """
    meant = list(dict.fromkeys((order, row) for order in orders for row in _waiting(case, order, told)))
    by_row: dict[int, list[DeskOrder]] = defaultdict(list)
    for order, row in meant:
        by_row[row.id].append(order)
    wanted = {number: _beside_done(several) for number, several in by_row.items()}
    for number in [number for number, several in wanted.items() if not _go_together(several)]:
        told.unclear.append(Sentence.AT_ODDS.text(message=review.named(review.find(case.work.session, number))))
        wanted[number] = []
    return [(order, row) for order, row in meant if order in wanted[row.id]]


def _beside_done(orders: Sequence[DeskOrder]) -> list[DeskOrder]:
    others = [order for order in orders if order.verb is not DeskVerb.DONE]
    return others or list(orders[:1])


def _go_together(orders: Sequence[DeskOrder]) -> bool:
    verbs = [order.verb for order in orders]
    return len(orders) == 1 or (len(orders) == len(set(verbs)) and frozenset(verbs) in _GO_TOGETHER)


def _waiting(case: Case, order: DeskOrder, told: OrdersTold) -> Iterator[Message]:
    session = case.work.session
    for number in order.numbers:
        try:
            row = review.current(session, number)
        except NotFound:
            told.unclear.append(Sentence.NO_SUCH.text(number=number))
            continue
        if review.waits(row):
            yield from (review.like(session, row) if order.alike else (row,))
        else:
            told.unclear.append(Sentence.NOT_WAITING.text(message=review.named(row)))
