"""Mail from machines, our own mail, and second copies: kept and filed, never answered."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.intake import reasons
from mailbot.intake.case import Case, Handled, to_review
from mailbot.mail.bounces import bounce as bounce_in
from mailbot.outbox import delivery
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind, LetterState, Outcome
from parsers.form import Unreadable


def automatic(case: Case) -> Handled:
    """File it; one that brings a form waits for a human, for a person may stand behind it."""
    if case.parsed() or any(isinstance(result, Unreadable) and result.maybe_form for _, result in case.unusable()):
        return to_review(reasons.FORM_FROM_MACHINE)
    return Handled(Outcome.AUTOMATIC)


def bounce(case: Case) -> Handled:
    """Mark the letter that came back; the digest tells the secretary.

    Only for a letter that went to the address that the report is about: an
    initiator's letter ids are no secret.
    """
    returned = bounce_in(case.message)
    if returned is None or not returned.permanent:
        return Handled(Outcome.AUTOMATIC)
    letter = case.desk.session.scalar(
        select(Letter).where(
            Letter.message_id == returned.message_id,
            Letter.recipient == returned.recipient.lower(),
            Letter.state == LetterState.SENT,
        ),
    )
    if letter is None:
        return Handled(Outcome.AUTOMATIC)
    delivery.failed(case.desk.session, letter.id, case.desk.now, "Brevet kom tillbaka: adressen tar inte emot mejl.")
    case.desk.record(EventKind.LETTER_FAILED, f"letter:{letter.id}", message=case.row.id)
    return Handled(Outcome.AUTOMATIC, initiative=letter.initiative)


def duplicate(case: Case) -> Handled:
    """File the copy: the mail itself was dealt with. A forged copy waits for a human."""
    if case.facts.same_id_other_content:
        return to_review(reasons.SAME_ID)
    return Handled()


ALL = (automatic, bounce, duplicate)
