"""What a handler answers: what became of a message, and the ways that several of them end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.who_may import Assurance, assurance
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.says_more import says_more
from mailbot.outbox import letters
from mailbot.outbox.letters import Draft
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import DECISIONS, LetterKind, Outcome


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
    if not has_room(case, draft.to.address, draft.content.kind):
        return to_review(Reason.CAPPED.text(), draft.initiative)
    case.work.send(draft)
    return Handled(initiative=draft.initiative)


def has_room(case: Case, address: str, kind: LetterKind) -> bool:
    """Whether an address may get a letter of the kind. Asked before what is dear to make is made."""
    of_kind = recent_letters(case.work, address, Letter.kind == kind)
    return of_kind < case.work.config.letters.caps_per_hour and not is_flooded(case, address)


def unless_flooded(case: Case, draft: Draft) -> str:
    """Send a letter that is capped only where anybody may have asked for it; return why a human must look, if not."""
    before = case.work.earlier(draft)
    is_flood = before.in_last_hour >= case.work.config.letters.unverified_per_hour
    if is_flood and assurance(case) is not Assurance.VERIFIED:
        return Reason.CAPPED.text()
    case.work.send(draft, before)
    return ""


def is_flooded(case: Case, address: str) -> bool:
    """Whether an address had as many letters of all kinds as mail that nobody vouches for may cause in an hour."""
    most = case.work.config.letters.unverified_per_hour
    if assurance(case) is Assurance.VERIFIED:
        return False
    return recent_letters(case.work, address, Letter.kind.not_in(DECISIONS)) >= most


def recent_letters(work: UnitOfWork, address: str, which: ColumnElement[bool]) -> int:
    """Return how many such letters an address had in the last hour."""
    return work.session.scalar(letters.recent_letters(address, work.now, which)) or 0


def joined(*sentences: str) -> str:
    """Return what there is to say, each sentence once."""
    return " ".join(dict.fromkeys(filter(None, sentences)))
