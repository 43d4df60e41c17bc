"""Decisions entered by an operator: one by one, or all that a filled-in agenda says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailbot.config import STOCKHOLM
from mailbot.errors import AgendaUnreadable, IllegalTransition, MeetingToCome, ReaderUnavailable
from mailbot.intake.file_contents import FileContents
from mailbot.jobs.services import Services
from mailbot.meetings.decisions import changed_file, decidable_rows, doubtful_decisions, take_effect
from mailbot.meetings.decisions.decided_words import decided_words
from mailbot.meetings.decisions.on_work.named_organisations import named_organisations
from mailbot.meetings.decisions.returned_agenda import NOT_MARKED, NotAnAgenda, Returned, Row
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Decision, Meeting
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
    spread_to: str = "",
    early: bool = False,
) -> Decision:
    """Enter or correct one decision; the letter follows. NotFound and IllegalTransition as `decisions.decide`.

    MeetingToCome where its meeting has not begun, unless it is known to be made `early`. `spread_to` names the
    organisations that are to take up evaluated work; IllegalTransition where they aren't known.
    """
    with services.unit_of_work("operator") as work:
        names = _organisations(work, outcome, spread_to)
        decision = take_effect.decide(
            work, reference, outcome, reasons, responsible, follow_up_on=follow_up_on, spread_to=names
        )
        if decision.agenda_item is not None and not early:
            _refuse_early(work, decision.agenda_item.agenda.meeting)
    return decision


def _refuse_early(work: UnitOfWork, meeting: Meeting) -> None:
    if doubtful_decisions.is_to_come(work, meeting):
        raise MeetingToCome(f"The meeting of {meeting.starts_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M} has not begun.")


def _organisations(work: UnitOfWork, outcome: DecisionOutcome, named: str) -> tuple[str, ...]:
    """Return the organisations that a decision to spread is about: all, where it is to all."""
    known = work.config.can_take_up
    if outcome is DecisionOutcome.SPREAD:
        return known
    if outcome is not DecisionOutcome.SPREAD_SOME:
        return ()
    found = named_organisations(named, known)
    if isinstance(found, str) or not found:
        raise IllegalTransition(f"«{named}» names no organisations to spread to. They are: {', '.join(known)}.")
    return found


def decide_all(services: Services, filename: str, data: bytes, *, early: bool = False) -> Applied:
    """Carry out what a filled-in agenda says, all in one transaction; what is unclear changes nothing.

    AgendaUnreadable where the file is none of our agendas, ReaderUnavailable where nothing could
    be made of it; MeetingToCome as `decide`, and nothing is carried out. May be called again with the same file.
    """
    read = _read(services, filename, data)
    if isinstance(read, NotAnAgenda):
        raise AgendaUnreadable(f"{filename} is no agenda that can be read: {read.reason}.")
    with services.database.reading() as session:
        mailed = changed_file.as_mailed(decidable_rows.agenda_of(session, read.token))
    rows, changed = changed_file.compared(mailed, read)
    with services.unit_of_work("operator") as work:
        agenda = decidable_rows.agenda_of(work.session, read.token)
        clear, unclear = decidable_rows.sort(work, agenda, replace(read, rows=rows))
        if clear and not early:
            _refuse_early(work, agenda.meeting)
        done = tuple(_carry_out(work, row) for row in clear)
    return Applied(done, (*unclear, *changed))


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
    decision = take_effect.decide(
        work,
        row.reference,
        row.outcome,
        row.reasons,
        row.responsible,
        follow_up_on=row.follow_up_on,
        spread_to=row.spread_to,
    )
    return f"{row.reference}: {decided_words(decision)}."
