"""A returned agenda: a proposal whose receipt, with a one-time code, goes to the secretary's address in the config.

From is a claim. So nothing here takes effect by itself: the answer that carries
the code is what counts.
"""

from __future__ import annotations

from mailbot.errors import AgendaUnreadable
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.meetings.decisions import proposals
from mailbot.meetings.decisions.proposals import Returned
from mailbot.primitives.references import codes_in
from mailbot.store.values import Standing


def decision_return(case: Case) -> Handled:
    """Read the returned agenda and send the receipt to the real secretary."""
    secretary = case.work.config.secretary(case.message.sender.address)
    if secretary is None:
        return to_review(Reason.NOT_THE_SECRETARYS_AGENDA.text())
    if no := refused(case, secretary):
        return no
    agendas = [reading.agenda for reading in case.readings if isinstance(reading.agenda, Returned)]
    if len(agendas) != 1:
        return to_review(Reason.NOT_ONE_AGENDA.text())
    verified = case.facts.standing is Standing.SECRETARY
    for code in codes_in(case.message.text)[:1]:
        proposals.supersede(case.work, code, secretary.address)
    try:
        proposals.propose(
            case.work,
            agendas[0],
            secretary,
            ledger_id=case.row.id,
            answers=case.message,
            verified=verified,
            code=case.code,
        )
    except AgendaUnreadable:
        return to_review(Reason.UNKNOWN_AGENDA.text())
    return Handled()
