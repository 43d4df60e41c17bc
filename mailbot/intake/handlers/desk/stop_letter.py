"""Stops a letter that an order has caused, as long as it has not gone out."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.outbox import delivery
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind


def stop_unsent(case: Case, letter_id: int | None) -> None:
    """Stop the letter; CannotDo where it has gone out, or is on its way."""
    letter = case.work.session.get(Letter, letter_id) if letter_id else None
    if letter is None:
        return
    if not delivery.stop(letter):
        raise CannotDo(Sentence.ALREADY_SENT.text(recipient=letter.recipient))
    case.work.record(EventKind.LETTER_STOPPED, f"letter:{letter.id}")
