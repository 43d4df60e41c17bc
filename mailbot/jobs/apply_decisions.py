"""Decisions entered by an operator: one by one, or all that a filled-in agenda says."""

from __future__ import annotations

from mailbot.errors import AgendaUnreadable
from mailbot.jobs.services import Services
from mailbot.meetings.agenda.words import words
from mailbot.meetings.decisions import proposals
from mailbot.meetings.decisions.proposals import Applied, NotAnAgenda, Row
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision
from mailbot.store.values import DecisionOutcome


def decide(
    services: Services, reference: str, outcome: DecisionOutcome, *, reasons: str = "", responsible: str = ""
) -> Decision:
    """Enter or correct one decision; the letter follows. NotFound and IllegalTransition as `decisions.decide`."""
    with services.unit_of_work("operator") as work:
        return proposals.decide(work, reference, outcome, reasons, responsible)


def decide_all(services: Services, filename: str, data: bytes) -> Applied:
    """Carry out what a filled-in agenda says, all in one transaction; what is unclear changes nothing.

    AgendaUnreadable where the file is none of our agendas. May be called again with the same file.
    """
    read = proposals.read(filename, data)
    if isinstance(read, NotAnAgenda):
        raise AgendaUnreadable(f"{filename} is no agenda that can be read: {read.reason}.")
    with services.unit_of_work("operator") as work:
        clear, unclear = proposals.sort(work.session, proposals.agenda_of(work.session, read.token), read)
        done = tuple(_carry_out(work, row) for row in clear)
    return Applied(done, tuple(unclear))


def _carry_out(work: UnitOfWork, row: Row) -> str:
    assert row.outcome is not None
    proposals.decide(work, row.reference, row.outcome, row.reasons, row.responsible)
    return f"{row.reference}: {words().word(row.outcome)}."
