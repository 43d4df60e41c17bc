"""Makes an initiative of a mail that waits: incomplete, with what the mail says as its description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo, Done, Intended, mail_of
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.handlers.desk.stop_letter import stop_unsent
from mailbot.intake.handlers.proposals.form_files import blank_forms, form_back
from mailbot.intake.handlers.proposals.form_in_words import form_in_words
from mailbot.intake.handlers.receipts import lacks
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.mail.message import IncomingMessage
from mailbot.mail.sender.machine_phrases import topic
from mailbot.meetings import calendar
from mailbot.outbox.contents import ReceiptIncomplete
from mailbot.outbox.letters import Draft
from mailbot.primitives.references import without_codes
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal, about, initiator
from mailbot.store.tables import Initiative, Message
from mailbot.store.values import EventKind, Standing, State
from parsers import FieldKey, ParsedForm, Value

_WITHHELD = "är inte granskad"


@dataclass(frozen=True, slots=True)
class RegisterMail:
    """«registrera 8». Its sender is asked for the rest by a receipt, so it is shown to the secretary first."""

    at_once: bool = False

    def ask(self, case: Case, _order: DeskOrder, row: Message) -> Intended:
        """Say what would be registered, and of whom the rest is asked."""
        message = _mail(case, row)
        title = without_codes(str(_said(message)[FieldKey.TITLE]))
        return Intended(Sentence.TO_BE_REGISTERED.text(message=review.named(row), title=title, recipient=row.sender))

    def do(self, case: Case, order: DeskOrder, row: Message) -> Done:
        """Register it, send the receipt, and take the mail off the list."""
        message, template = _mail(case, row), case.forms[0]
        form = form_in_words(template, _said(message))
        proposal = Proposal(
            message.sender,
            message.received_at,
            form,
            row.id,
            message.attachments,
            sender_confirmed=row.standing is not Standing.UNVERIFIED,
        )
        initiative = initiatives.register(case.work, proposal)
        for kept in initiative.attachments:
            kept.withheld = _WITHHELD
        letter = case.work.send(_receipt(case, initiative, form, message, row))
        before, row.initiative_id = row.initiative_id, initiative.id
        review.resolve(case.work, row.id, how=order.verb)
        told = Sentence.REGISTERED.text(message=review.named(row), reference=initiative.reference, recipient=row.sender)
        undo = {"letter": letter.id if letter else None, "registered": initiative.id, "initiative": before}
        return Done(told, undo)

    def undo(self, case: Case, row: Message, undo: Mapping[str, Any]) -> None:
        """Stop the receipt and close the initiative; its number stays taken. CannotDo where the receipt has gone."""
        stop_unsent(case, undo["letter"])
        initiative = case.work.session.get_one(Initiative, undo["registered"])
        if initiative.state is State.INCOMPLETE:
            initiatives.transition(case.work, initiative, EventKind.CLOSED)
        row.initiative_id = undo["initiative"]


def _mail(case: Case, row: Message) -> IncomingMessage:
    """Return the mail that can become an initiative; CannotDo where it is one already, or nobody can be asked."""
    message = mail_of(case, row)
    if row.initiative_id is not None:
        reference = case.work.session.get_one(Initiative, row.initiative_id).reference
        raise CannotDo(Sentence.REGISTERED_ALREADY.text(message=review.named(row), reference=reference))
    if message is None or not review.can_be_written_to(case.work, row):
        raise CannotDo(Sentence.NO_ANSWER_POSSIBLE.text(message=review.named(row)))
    return message


def _said(message: IncomingMessage) -> dict[str, Value]:
    return {
        FieldKey.TITLE: topic(message.subject) or Sentence.UNTITLED.text(),
        FieldKey.INITIATOR_NAME: message.sender.name or None,
        FieldKey.EMAIL: message.sender.address,
        FieldKey.DESCRIPTION: message.own_text or None,
    }


def _receipt(case: Case, initiative: Initiative, form: ParsedForm, message: IncomingMessage, row: Message) -> Draft:
    template, session = case.forms[0], case.work.session
    coming = calendar.next_meeting(session, case.work.now)
    known = row.standing is not Standing.UNVERIFIED
    content = ReceiptIncomplete(
        about(initiative),
        lacks(template, form.problems),
        unreadable=(),
        form_attached=known,
        meeting=calendar.view(coming) if coming else None,
        completed=False,
        blank_attached=not known,
    )
    # What the mail says stays in the house where nobody knows whose address that is; the sender has had no form.
    files = (form_back(template, form, initiative.reference),) if known else blank_forms(template)
    cause = f"desk:{case.row.id}:{row.id}"
    return Draft(initiator(initiative), cause, content, initiative, answers=message, attachments=files)
