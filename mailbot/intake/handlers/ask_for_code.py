"""Asks the address in whose name a mail came whether it was theirs: only who reads that mail has the code."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped
from mailbot.intake.handlers.reply import reply
from mailbot.mail.message import Address
from mailbot.outbox.contents import ChangeConfirm, SenderConfirm
from mailbot.register import codes
from mailbot.register.initiatives import about, initiator
from mailbot.store.tables import Initiative
from mailbot.store.values import InstructionKind


def ask_whether_changed(case: Case, initiative: Initiative) -> Handled:
    """Ask the registered address whether the form that came for its initiative counts."""
    to = initiator(initiative)
    _issue(case, InstructionKind.CHANGE, initiative)
    return capped(case, reply(case, ChangeConfirm(about(initiative), case.code), to=to, initiative=initiative))


def ask_whether_reported(case: Case, initiative: Initiative) -> Handled:
    """Ask the From address, which has a part in the work, whether what the mail says of it counts."""
    to = case.message.sender
    about_what = {"ledger_id": case.row.id, "initiative_id": initiative.id}
    codes.issue(case.work, InstructionKind.CHANGE, to.address, case.code, **about_what)
    content = ChangeConfirm(about(initiative), case.code, form=False)
    return capped(case, reply(case, content, to=Address("", to.address), initiative=initiative))


def ask_whether_sent(case: Case, initiative: Initiative, suffix: str) -> Handled:
    """Ask the From address whether the proposal is theirs, without a word of it, nor the name that it gives."""
    to = Address("", initiative.initiator_address)
    _issue(case, InstructionKind.SENDER, initiative)
    content = SenderConfirm(initiative.reference, case.code)
    return capped(case, reply(case, content, to=to, initiative=initiative, suffix=suffix))


def _issue(case: Case, kind: InstructionKind, initiative: Initiative) -> None:
    about_what = {"ledger_id": case.row.id, "initiative_id": initiative.id}
    codes.issue(case.work, kind, initiative.initiator_address, case.code, **about_what)
