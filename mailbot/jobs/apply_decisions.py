"""Decisions entered by an operator: one by one, or all that a filled-in agenda says."""

from __future__ import annotations

from sqlalchemy import select

from mailbot.errors import AgendaUnreadable
from mailbot.jobs.office import Office
from mailbot.meetings import decisions, items
from mailbot.meetings.decisions import Applied, NotAnAgenda, Row
from mailbot.meetings.words import words
from mailbot.register.initiatives import Desk
from mailbot.store.tables import Agenda, Decision, Meeting
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
    done: list[str] = []
    unclear: list[str] = []
    with office.desk("operator") as desk:
        meeting = _meeting(desk, read.token)
        for row in read.rows:
            doubt = _doubt(desk, meeting, row)
            if doubt is None and row.outcome is not None:
                decisions.decide(desk, row.reference, row.outcome, row.reasons, row.responsible)
                done.append(f"{row.reference}: {words().word(row.outcome)}.")
            elif doubt is not None:
                unclear.append(doubt)
    return Applied(tuple(done), tuple(unclear))


def _meeting(desk: Desk, token: str) -> Meeting:
    agenda = desk.session.scalar(select(Agenda).where(Agenda.token == token))
    if agenda is None:
        raise AgendaUnreadable("The file's mark belongs to no agenda in the register.")
    return agenda.meeting


def _doubt(desk: Desk, meeting: Meeting, row: Row) -> str | None:
    """Return why a row can't be carried out, None where it can."""
    standing = {item.initiative.reference: item.initiative for item in items.standing(meeting)}
    initiative = standing.get(row.reference)
    if initiative is None:
        return f"{row.reference} står inte på dagordningen."
    return row.unclear or items.doubt(desk.session, meeting, initiative, row.outcome)
