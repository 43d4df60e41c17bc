"""What a handler answers: what became of a message, and the ways that several of them end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from mailbot.intake.handlers.case import Case
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.says_more import says_more
from mailbot.outbox.letters import Draft
from mailbot.store import moments
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import Outcome


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a message. A `reason` (Swedish) puts it in review, for a human."""

    outcome: Outcome = Outcome.HANDLED
    reason: str = ""
    initiative: Initiative | None = None


Handler = Callable[[Case], Handled]


def to_review(reason: str, initiative: Initiative | None = None) -> Handled:
    """Leave the message to a human."""
    return Handled(Outcome.REVIEW, reason, initiative)


def unless_more(case: Case, handled: Handled) -> Handled:
    """Leave a mail that was answered to a human as well, where it says more than what was answered."""
    if handled.reason or not says_more(case.message):
        return handled
    return to_review(Reason.SAYS_MORE.text(), handled.initiative)


def capped(case: Case, draft: Draft) -> Handled:
    """Send the letter, unless this address had as many of the kind in the last hour as it may."""
    recent = case.work.session.scalar(
        select(func.count(Letter.id)).where(
            Letter.recipient == draft.to.address,
            Letter.kind == draft.content.kind,
            moments.since(Letter.created_at, case.work.now - timedelta(hours=1), case.work.now),
        ),
    )
    if (recent or 0) >= case.work.config.letters.caps_per_hour:
        return to_review(Reason.CAPPED.text(), draft.initiative)
    case.work.send(draft)
    return Handled(initiative=draft.initiative)
