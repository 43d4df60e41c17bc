"""The initiator takes a proposal back. Who isn't verified, or doesn't say plainly what, must confirm it first."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, to_review, unless_more
from mailbot.intake.handlers.proposals.own_initiatives import OPEN
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import Grant, Wish, grant
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.withdrawal_intent import withdraws_plainly
from mailbot.outbox.contents import WithdrawalConfirm, Withdrawn
from mailbot.outbox.letters import Draft
from mailbot.primitives.references import codes_in, references_in
from mailbot.register import codes, initiatives
from mailbot.register.initiatives import about, initiator
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative
from mailbot.store.values import EventKind, InstructionKind, State

_MOST_CODES = 5
"""A thread quotes a few codes; whoever writes more is guessing."""


def withdrawal(case: Case) -> Handled:
    """Withdraw what is the sender's own, at once or after a confirmation."""
    mine = _own(case)
    if len(mine) != 1:
        return to_review(Reason.WITHDRAWS_WHAT.text())
    initiative = mine[0]
    if initiative.state is State.WITHDRAWN:
        return Handled(initiative=initiative)
    if initiative.state not in OPEN:
        return to_review(Reason.WITHDRAWS_DECIDED.text(reference=initiative.reference), initiative)
    plain = grant(case, Wish.CHANGE_OWN) is Grant.DONE and withdraws_plainly(case.message.own_text)
    if not (plain or _confirmed(case, initiative)):
        return unless_more(case, _ask(case, initiative))
    was_on_agenda = initiative.state is State.ON_AGENDA
    withdraw(case.work, initiative, reply(case, Withdrawn(about(initiative)), to=initiator(initiative)))
    reason = Reason.WITHDRAWN_ON_AGENDA.text(reference=initiative.reference) if was_on_agenda else ""
    return Handled(initiative=initiative, reason=reason)


def withdraw(work: UnitOfWork, initiative: Initiative, letter: Draft) -> None:
    """Withdraw an initiative and tell its initiator."""
    initiatives.transition(work, initiative, EventKind.WITHDRAWN, letter)


def _own(case: Case) -> list[Initiative]:
    """Return the sender's initiatives that the mail names, its own words before its thread, or the only open one.

    None, where its words name one that isn't the sender's: then the thread's may not be meant.
    """
    own = case.work.session.scalars(
        select(Initiative).where(Initiative.initiator_address == case.message.sender.address).order_by(Initiative.id),
    ).all()
    said = references_in(case.message.own_text, case.work.config.reference_prefix)
    if said:
        mine = [i for i in own if i.reference in said]
        return mine if len(mine) == len(said) else []
    if case.verdict.references:
        return [i for i in own if i.reference in case.verdict.references]
    return [i for i in own if i.state in OPEN]


def _confirmed(case: Case, initiative: Initiative) -> bool:
    """Whether the mail shows the code that went to the registered address, once."""
    for code in codes_in(case.message.text)[:_MOST_CODES]:
        for asked in codes.find(
            case.work.session, InstructionKind.WITHDRAWAL, initiative.initiator_address, code, now=case.work.now
        ):
            if asked.initiative_id == initiative.id:
                asked.answered_at = case.work.now
                return True
    return False


def _ask(case: Case, initiative: Initiative) -> Handled:
    """Send a code to the registered address: only who reads that mail can confirm."""
    to = initiator(initiative)
    codes.issue(
        case.work, InstructionKind.WITHDRAWAL, to.address, case.code, ledger_id=case.row.id, initiative_id=initiative.id
    )
    content = WithdrawalConfirm(about(initiative), case.code)
    return capped(case, reply(case, content, to=to, initiative=initiative))
