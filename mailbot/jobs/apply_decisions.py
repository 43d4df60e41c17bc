"""Decisions entered by an operator: one by one, or all that a filled-in agenda says."""

from __future__ import annotations

from mailbot.errors import AgendaUnreadable
from mailbot.jobs.office import Office
from mailbot.meetings import decisions
from mailbot.meetings.decisions import Applied, NotAnAgenda, Row
from mailbot.meetings.words import words
from mailbot.register.initiatives import Desk
from mailbot.store.tables import Decision
from mailbot.store.values import DecisionOutcome


def decide(
    office: Office, reference: str, outcome: DecisionOutcome, *, reasons: str = "", responsible: str = ""
) -> Decision:
    """Enter or correct one decision; the letter follows. NotFound and IllegalTransition as `decisions.decide`."""
    with office.desk("operator") as desk:
        return decisions.decide(desk, reference, outcome, reasons, responsible)


def decide_all(office: Office, filename: str, data: bytes) -> Applied:
    """Carry out what a filled-in agenda says, all in one transaction; what is unclear changes nothing.

    AgendaUnreadable where the file is none of our agendas. May be called again with the same file.
    """
    read = decisions.read(filename, data)
    if isinstance(read, NotAnAgenda):
        raise AgendaUnreadable(f"{filename} is no agenda that can be read: {read.reason}.")
    with office.desk("operator") as desk:
        clear, unclear = decisions.sort(desk.session, decisions.agenda_of(desk.session, read.token), read)
        done = tuple(_carry_out(desk, row) for row in clear)
    return Applied(done, tuple(unclear))


def _carry_out(desk: Desk, row: Row) -> str:
    assert row.outcome is not None
    decisions.decide(desk, row.reference, row.outcome, row.reasons, row.responsible)
    return f"{row.reference}: {words().word(row.outcome)}."
