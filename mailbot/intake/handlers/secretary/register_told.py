"""«Registrera, för någon annans räkning: …» without a form: an incomplete initiative, and whose it is, is asked."""

from __future__ import annotations

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, joined, to_review
from mailbot.intake.handlers.proposals import on_behalf
from mailbot.intake.handlers.proposals.form_in_words import form_in_words
from mailbot.intake.handlers.receipts import receipt
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.handlers.who_may import Assurance, assurance
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.told_proposal import told_proposal
from mailbot.mail.sender.machine_phrases import topic
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal
from parsers import FieldKey, Value


def register_told(case: Case, secretary: Secretary) -> Handled:
    """Register it with the secretary as its initiator, until whom she names says yes; she is asked for the rest."""
    told = told_proposal(case.message.own_text)
    if told is None:
        return to_review(Reason.NO_INSTRUCTION.text())
    if no := refused(case, secretary):
        return no
    message = case.message
    said: dict[str, Value] = {
        FieldKey.TITLE: topic(message.subject),
        FieldKey.INITIATOR_NAME: told.name,
        FieldKey.EMAIL: told.address,
        FieldKey.DESCRIPTION: told.description,
    }
    form = form_in_words(case.forms[0], said)
    known = assurance(case) in (Assurance.VERIFIED, Assurance.ANSWERS_US)
    proposal = Proposal(message.sender, message.received_at, form, case.row.id, sender_confirmed=known)
    initiative = initiatives.register(case.work, proposal)
    asked = on_behalf.ask(case, initiative, form)
    untold = receipt(case, initiative, form, "", completed=False, named=asked.named)
    return Handled(initiative=initiative, reason=joined(untold, asked.reason))
