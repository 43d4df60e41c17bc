"""Writes to the sender of a mail that waits, in its thread, with the secretary's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo, Done, Intended, mail_of
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.handlers.desk.stop_letter import stop_unsent
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.intake.triage.phrasebook import GREETS
from mailbot.mail.message import Address
from mailbot.mail.sender.machine_phrases import topic
from mailbot.outbox.desk_contents import LetterPreview, SecretaryAnswer
from mailbot.outbox.letters import Draft
from mailbot.store.tables import Initiative, Message
from mailbot.store.values import Standing


@dataclass(frozen=True, slots=True)
class AnswerSender:
    """«svara 8: …». The secretary sees the letter, and it goes when she says «skicka»."""

    at_once: bool = False

    def ask(self, case: Case, order: DeskOrder, row: Message) -> Intended:
        """Show the letter."""
        draft = _draft(case, order, row)
        letter = case.work.outbox.preview(draft)
        told = (
            Sentence.TO_BE_ANSWERED if row.standing is not Standing.UNVERIFIED else Sentence.TO_BE_ANSWERED_UNVERIFIED
        )
        sentence = told.text(message=review.named(row), recipient=draft.to.address)
        return Intended(sentence, LetterPreview(draft.to.address, letter.subject, letter.text))

    def do(self, case: Case, order: DeskOrder, row: Message) -> Done:
        """Send the letter, and take the mail off the list."""
        letter = case.work.send(_draft(case, order, row))
        review.resolve(case.work, row.id, how=order.verb)
        sentence = Sentence.ANSWERED.text(message=review.named(row), recipient=row.sender)
        return Done(sentence, {"letter": letter.id if letter else None})

    def undo(self, case: Case, _row: Message, undo: Mapping[str, Any]) -> None:
        """Stop the letter; CannotDo where it has gone."""
        stop_unsent(case, undo["letter"])


def _draft(case: Case, order: DeskOrder, row: Message) -> Draft:
    message = mail_of(case, row)
    if message is None or not review.can_be_written_to(case.work, row):
        raise CannotDo(Sentence.NO_ANSWER_POSSIBLE.text(message=review.named(row)))
    initiative = case.work.session.get(Initiative, row.initiative_id) if row.initiative_id else None
    # Another's initiative is not named in the subject of what goes to this sender.
    its_own = initiative if initiative is not None and initiative.initiator_address == row.sender else None
    return Draft(
        to=Address(message.sender.name, row.sender),
        cause=f"desk:{case.row.id}:{row.id}",
        content=SecretaryAnswer(topic(message.subject), order.text, greets=bool(GREETS.find(order.text.lower()))),
        initiative=its_own,
        answers=message,
    )
