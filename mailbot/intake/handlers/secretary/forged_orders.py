"""Orders in the secretary's name from an address that the trusted server calls forged: she is warned, once an hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, is_flooded, to_review
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import Grant, Wish, grant
from mailbot.intake.review_reasons import Reason
from mailbot.mail.message import Address
from mailbot.outbox.desk_contents import ForgedOrders
from mailbot.store import plausible_times
from mailbot.store.tables import Letter, Message
from mailbot.store.values import LetterKind

_HOUR = timedelta(hours=1)
_NEVER = datetime.min.replace(tzinfo=UTC)


def refused(case: Case, secretary: Secretary) -> Handled | None:
    """Say what becomes of an order that isn't even asked back about; None where it is."""
    if grant(case, Wish.ORDER) is Grant.WARNING:
        return _warn(case, secretary)
    return to_review(Reason.CAPPED.text()) if is_flooded(case, secretary.address) else None


def _warn(case: Case, secretary: Secretary) -> Handled:
    """Leave the order to a human, and warn the secretary, with the number since she was last warned."""
    reason = Reason.FORGED_ORDER.text()
    session, now = case.work.session, case.work.now
    warnings = select(func.max(Letter.created_at)).where(
        Letter.kind == LetterKind.FORGED_ORDERS,
        Letter.recipient == secretary.address,
        plausible_times.since(Letter.created_at, _NEVER, now),
    )
    warned = session.scalar(warnings)
    if warned is None or now - warned >= _HOUR:
        since = select(func.count(Message.id)).where(Message.reason == reason, Message.decided_at >= (warned or _NEVER))
        # The one that she was warned of stands for this one, which is not entered yet.
        count = session.scalar(since) or 1
        content = ForgedOrders(count, case.work.config.mailbox.folders.review)
        case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return to_review(reason)
