"""Mail from machines, our own mail, and second copies: kept and filed, never answered."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.intake.case import Case, Handled, to_review
from mailbot.mail.automatic import bounce as bounce_in
from mailbot.outbox import delivery
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind, Outcome


def automatic(case: Case) -> Handled:
    """File it; one that brings a form waits for a human, for a person may stand behind it."""
    if case.parsed():
        return to_review("Ett automatiskt mejl med ett ifyllt formulär. Det är inte besvarat.")
    return Handled(Outcome.AUTOMATIC)


def bounce(case: Case) -> Handled:
    """Mark the letter that came back; the digest tells the secretary."""
    returned = bounce_in(case.message)
    letter = (
        case.desk.session.scalar(select(Letter).where(Letter.message_id == returned.message_id))
        if returned is not None and returned.message_id
        else None
    )
    if returned is None or letter is None or not returned.permanent:
        return Handled(Outcome.AUTOMATIC)
    delivery.failed(case.desk.session, letter.id, case.desk.now, f"kom tillbaka från {returned.recipient}")
    case.desk.record(EventKind.LETTER_FAILED, f"letter:{letter.id}", message=case.row.id)
    return Handled(Outcome.AUTOMATIC, initiative=letter.initiative)


def duplicate(case: Case) -> Handled:
    """File the copy: the mail itself was dealt with. A forged copy waits for a human."""
    if case.facts.same_id_other_content:
        return to_review("Samma Message-ID som ett tidigare mejl men annat innehåll. Det är inte besvarat.")
    return Handled()
