"""Which messages are handled, which are left where they are, and which are kept for a human.

Asked before any handler: mail from before the first start, the junk folder's, what comes from our own address, and
what must not be answered, is none of a handler's business.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.dispatch import FROM_MACHINES, HANDLERS, TO_SECRETARIES
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.proposals.brought_files import latest_forms
from mailbot.intake.handlers.unknown import too_large
from mailbot.intake.review_reasons import Reason
from mailbot.jobs.taking_in import confirmed_mail
from mailbot.jobs.taking_in.confirmed_mail import Confirmed
from mailbot.jobs.watch import worker_notes
from mailbot.primitives.personnummer import holds_personnummer
from mailbot.store.values import Outcome


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Which mail is not answered, whatever stands in it.

    That is what came before `since`; what lies in the junk folder (`is_junk`) and neither holds a form nor answers us;
    and what a letter answers that the register lacks since it was put back (`answered`, by Message-ID).
    """

    since: datetime
    is_junk: bool = False
    answered: Collection[str] = ()

    def outcome(self, case: Case) -> Handled | None:
        """Return what becomes of such a message; None where it is none of these."""
        if case.message.message_id in self.answered:
            return _answered_before(case)
        if case.message.received_at < self.since:
            return Handled(Outcome.BEFORE_START, Reason.BEFORE_START.text())
        if self.is_junk and not latest_forms(case) and case.facts.answers is None:
            return Handled(Outcome.LEFT)
        return None


def _answered_before(case: Case) -> Handled:
    """Leave it to a human, and forget that it was answered: dragged back, it is tried."""
    session = case.work.session
    others = [one for one in worker_notes.answered(session) if one != case.message.message_id]
    worker_notes.note_answered(session, others)
    return to_review(Reason.ANSWERED_BEFORE.text())


def by_verdict(case: Case, confirmed: Confirmed | None, unanswered: Unanswered) -> Handled:
    """Let the verdict's handler do what follows, where one may, and say what a human should know besides.

    `confirmed` is the mail that this one vouches for.
    """
    return _told(case, unanswered.outcome(case) or _handled(case, confirmed))


def by_header(case: Case, unanswered: Unanswered) -> Handled:
    """Say what becomes of a message that is too large to be read."""
    if left := unanswered.outcome(case):
        return left
    silent = _is_own(case) or not case.verdict.answerable or case.verdict.kind in FROM_MACHINES | TO_SECRETARIES
    return too_large(case, is_told=not silent)


def _handled(case: Case, confirmed: Confirmed | None) -> Handled:
    kind = case.verdict.kind
    if _is_own(case) and kind not in FROM_MACHINES:
        return to_review(Reason.OWN_ADDRESS.text())
    if not case.verdict.answerable and kind not in FROM_MACHINES | TO_SECRETARIES:
        return to_review(_why_unanswered(case))
    if confirmed is not None:
        return confirmed_mail.handle(case, confirmed)
    return HANDLERS[kind](case)


def _is_own(case: Case) -> bool:
    return case.message.sender.address == case.work.config.identity.address


def _told(case: Case, handled: Handled) -> Handled:
    """Add what a human should know besides: a personnummer that nobody has named, files not opened, the thread.

    An initiative of somebody else's is named, and not attached: the mail is none of its.
    """
    in_review = handled.outcome is Outcome.REVIEW
    told = [handled.reason]
    message = case.message
    said = f"{message.subject}\n{message.sender.name}\n{message.text}"
    is_read = in_review or case.verdict.kind not in FROM_MACHINES
    if is_read and handled.outcome is not Outcome.LEFT and "personnummer" not in handled.reason:
        told += [Reason.PERSONNUMMER_IN_MAIL.text()] if holds_personnummer(said) else []
    if is_read and message.files_left_out:
        told.append(Reason.MANY_FILES.text(count=message.files_left_out))
    if in_review and handled.initiative is None and case.facts.thread_reference:
        told.append(Reason.IN_THREAD.text(reference=case.facts.thread_reference))
    return replace(handled, reason=" ".join(filter(None, told)))


def _why_unanswered(case: Case) -> str:
    foreign = not case.message.sender.address.isascii()
    return (case.verdict.review or (Reason.FOREIGN_ADDRESS if foreign else Reason.NO_ADDRESS)).text()
