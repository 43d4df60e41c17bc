"""A letter that came back."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.proposals.brought_files import latest_forms
from mailbot.intake.review_reasons import Reason
from mailbot.mail.sender.bounces import bounce as bounce_in
from mailbot.outbox import delivery
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind, LetterKind, LetterState, Outcome


def bounce(case: Case) -> Handled:
    """Mark the letter that came back; the digest tells the secretary.

    Only for a letter that went to an address that the report is about: an
    initiator's letter ids are no secret. Else the secretary looks at it, unless it
    was her own digest, which would come back again.
    """
    returned = bounce_in(case.message)
    letter = _sent(case, returned.message_id) if returned is not None and returned.permanent else None
    if returned is None or letter is None:
        # What a report encloses is a letter that came back; a form beside that is a person's.
        brings_form = any(file is not None and not file.enclosed for _, file in latest_forms(case))
        return to_review(Reason.FORM_FROM_MACHINE.text()) if brings_form else Handled(Outcome.AUTOMATIC)
    if letter.recipient not in returned.recipients:
        return _came_back_for_another(letter)
    delivery.failed(case.work.session, letter.id, case.work.now, "Brevet kom tillbaka: adressen tar inte emot mejl.")
    case.work.record(EventKind.LETTER_FAILED, f"letter:{letter.id}", message=case.row.id)
    return Handled(Outcome.AUTOMATIC, initiative=letter.initiative)


def _came_back_for_another(letter: Letter) -> Handled:
    if letter.kind is LetterKind.REVIEW_DIGEST:
        return Handled(Outcome.AUTOMATIC)
    return to_review(Reason.CAME_BACK.text(recipient=letter.recipient), letter.initiative)


def _sent(case: Case, message_id: str) -> Letter | None:
    sent = select(Letter).where(Letter.message_id == message_id, Letter.state == LetterState.SENT)
    return case.work.session.scalar(sent)
