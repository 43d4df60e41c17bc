"""Asks another address whether it will be an initiative's initiator: its own yes makes it so, as always."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo, Done, Intended
from mailbot.intake.handlers.desk.matters.named_initiative import initiative_named
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.handlers.desk.stop_letter import stop_unsent
from mailbot.intake.handlers.proposals.own_initiatives import CARRIED_ON, OPEN
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.mail.message import Address
from mailbot.outbox.contents import OnBehalf
from mailbot.outbox.desk_contents import LetterPreview
from mailbot.outbox.letters import Draft
from mailbot.primitives.addresses import is_mail_address
from mailbot.store.tables import Initiative


@dataclass(frozen=True, slots=True)
class NewContact:
    """«byt kontaktperson för …» with a reference and an address. Until the yes nothing is changed."""

    at_once: bool = False

    def ask(self, case: Case, secretary: Secretary, order: DeskOrder) -> Intended:
        """Show the letter that asks."""
        initiative, draft = _draft(case, secretary, order)
        letter = case.work.outbox.preview(draft)
        told = Sentence.TO_BE_ASKED.text(reference=initiative.reference, recipient=draft.to.address)
        return Intended(told, LetterPreview(draft.to.address, letter.subject, letter.text))

    def do(self, case: Case, secretary: Secretary, order: DeskOrder) -> Done:
        """Send the letter that asks."""
        initiative, draft = _draft(case, secretary, order)
        letter = case.work.send(draft)
        told = Sentence.ASKED.text(reference=initiative.reference, recipient=draft.to.address)
        return Done(told, {"letter": letter.id if letter else None})

    def undo(self, case: Case, undo: Mapping[str, Any]) -> str:
        """Stop the letter; CannotDo where it has gone."""
        stop_unsent(case, undo["letter"])
        return Sentence.LETTER_STOPPED.text()


def _draft(case: Case, secretary: Secretary, order: DeskOrder) -> tuple[Initiative, Draft]:
    initiative = initiative_named(case.work.session, order.references[0])
    address = order.text.lower()
    if not is_mail_address(address) or address == case.work.config.identity.address:
        raise CannotDo(Sentence.NO_ADDRESS.text(address=order.text))
    if initiative.state not in (*OPEN, *CARRIED_ON):
        raise CannotDo(Sentence.CONTACT_TOO_LATE.text(reference=initiative.reference))
    if address == initiative.initiator_address:
        raise CannotDo(Sentence.CONTACT_ALREADY.text(reference=initiative.reference, recipient=address))
    content = OnBehalf(initiative.reference, secretary.address, verified=True, new_contact=True)
    cause = f"contact:{case.row.id}:{initiative.id}"
    return initiative, Draft(Address("", address), cause, content, initiative)
