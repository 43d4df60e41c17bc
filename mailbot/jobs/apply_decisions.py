"""Decisions entered by an operator: one by one, or all that a filled-in agenda says."""

from __future__ import annotations

from mailbot.errors import AgendaUnreadable
from mailbot.jobs.services import Office
from mailbot.meetings.agenda.words import words
from mailbot.meetings.decisions import proposals
from mailbot.meetings.decisions.proposals import Applied, NotAnAgenda, Row
from mailbot.register.unit_of_work import Desk
from mailbot.store.tables import Decision
from mailbot.store.values import DecisionOutcome


def decide(
    office: Office, reference: str, outcome: DecisionOutcome, *, reasons: str = "", responsible: str = ""
) -> Decision:
    """Enter or correct one decision; the letter follows. NotFound and IllegalTransition as `decisions.decide`."""
    with office.desk("operator") as desk:
        return proposals.decide(desk, reference, outcome, reasons, responsible)


def decide_all(office: Office, filename: str, data: bytes) -> Applied:
    """Carry out what a filled-in agenda says, all in one transaction; what is unclear changes nothing.

    AgendaUnreadable where the file is none of our agendas. May be called again with the same file.
    """
    read = proposals.read(filename, data)
    if isinstance(read, NotAnAgenda):
        raise AgendaUnreadable(f"{filename} is no agenda that can be read: {read.reason}.")
    with office.desk("operator") as desk:
        clear, unclear = proposals.sort(desk.session, proposals.agenda_of(desk.session, read.token), read)
        done = tuple(_carry_out(desk, row) for row in clear)
    return Applied(done, tuple(unclear))


def _carry_out(desk: Desk, row: Row) -> str:
    assert row.outcome is not None
    proposals.decide(desk, row.reference, row.outcome, row.reasons, row.responsible)
    return f"{row.reference}: {words().word(row.outcome)}."
