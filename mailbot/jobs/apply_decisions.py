"""Decisions entered by an operator: one by one, or all that a filled-in agenda says."""

from __future__ import annotations

from datetime import date

from mailbot.errors import AgendaUnreadable, ReaderUnavailable
from mailbot.intake.file_contents import FileContents
from mailbot.jobs.services import Services
from mailbot.meetings.agenda.words import words
from mailbot.meetings.decisions import proposals
from mailbot.meetings.decisions.proposals import Applied, Row
from mailbot.meetings.decisions.returned_agenda import NOT_MARKED, NotAnAgenda, Returned
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision
from mailbot.store.values import DecisionOutcome
from parsers import Hung, NotStarted, Unreadable


def decide(
    services: Services,
    reference: str,
    outcome: DecisionOutcome,
    *,
    reasons: str = "",
    responsible: str = "",
    follow_up_on: date | None = None,
) -> Decision:
    """Enter or correct one decision; the letter follows. NotFound and IllegalTransition as `decisions.decide`."""
    with services.unit_of_work("operator") as work:
        return proposals.decide(work, reference, outcome, reasons, responsible, follow_up_on=follow_up_on)


def decide_all(services: Services, filename: str, data: bytes) -> Applied:
    """Carry out what a filled-in agenda says, all in one transaction; what is unclear changes nothing.

    AgendaUnreadable where the file is none of our agendas, ReaderUnavailable where nothing could
    be made of it. May be called again with the same file.
    """
    read = _read(services, filename, data)
    if isinstance(read, NotAnAgenda):
        raise AgendaUnreadable(f"{filename} is no agenda that can be read: {read.reason}.")
    with services.unit_of_work("operator") as work:
        clear, unclear = proposals.sort(work.session, proposals.agenda_of(work.session, read.token), read)
        done = tuple(_carry_out(work, row) for row in clear)
    return Applied(done, tuple(unclear))


def _read(services: Services, filename: str, data: bytes) -> Returned | NotAnAgenda:
    try:
        contents = services.reader.read(filename, data)
    except (NotStarted, Hung) as error:
        raise ReaderUnavailable(str(error)) from error
    if isinstance(contents, FileContents) and contents.agenda:
        return contents.agenda
    result = contents.result if isinstance(contents, FileContents) else contents
    return NotAnAgenda(result.reason) if isinstance(result, Unreadable) else NOT_MARKED


def _carry_out(work: UnitOfWork, row: Row) -> str:
    assert row.outcome is not None
    proposals.decide(work, row.reference, row.outcome, row.reasons, row.responsible)
    return f"{row.reference}: {words().word(row.outcome)}."
