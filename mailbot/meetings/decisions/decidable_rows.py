"""Which rows of a returned agenda can be carried out, and what is unclear about the others."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.errors import AgendaUnreadable
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.documents.words import words as agenda_words
from mailbot.meetings.decisions import doubtful_decisions
from mailbot.meetings.decisions.on_work import work_outcome
from mailbot.meetings.decisions.returned_agenda import Returned, Row, not_known
from mailbot.outbox.swedish_day import local_day
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, AgendaItem


def agenda_of(session: Session, token: str) -> Agenda:
    """Return the agenda that a returned file's token stands for; AgendaUnreadable where there is none."""
    agenda = session.scalar(select(Agenda).where(Agenda.token == token))
    if agenda is None:
        raise AgendaUnreadable("The file's mark belongs to no agenda in the register.")
    return agenda


def sort(
    work: UnitOfWork,
    agenda: Agenda,
    returned: Returned,
    besides: frozenset[str] = frozenset(),
    *,
    in_words: bool = False,
) -> tuple[list[Row], list[str]]:
    """Return the rows that can be carried out, and a sentence for everything that is unclear.

    `besides` are the references that are dealt with already.
    """
    standing = {item.initiative.reference: item for item in items.standing(agenda.meeting)}
    clear: list[Row] = []
    unclear: list[str] = []
    for written in returned.rows:
        item = standing.get(written.reference)
        row = _for_item(work, item, written) if item else written
        doubt = f"{row.reference} står inte på dagordningen."
        if item is not None:
            doubt = items.doubt(work.session, agenda.meeting, item.initiative, row) or ""
        if doubt:
            is_on_work = item is not None and item.evaluation_number is not None
            unclear += [row.unclear if row.unclear and is_on_work else doubt] if row.written else []
        elif row.unclear or doubtful_decisions.lacks_reasons(row.outcome, row.reasons):
            unclear.append(row.unclear or doubtful_decisions.reasons_needed(row.reference, row.outcome))
        else:
            clear.append(row)
    waiting = [item.initiative.reference for item in items.undecided(work.session, agenda.meeting)]
    named = {row.reference for row in returned.rows} | besides
    where = "mejlet" if in_words else "filen"
    unclear += [f"{reference} saknas i {where} och ligger kvar." for reference in waiting if reference not in named]
    return clear, unclear


def _for_item(work: UnitOfWork, item: AgendaItem, row: Row) -> Row:
    """Return the row as its item takes it: of evaluated work with what its words mean, of a proposal as it is."""
    if item.evaluation_number is None:
        if row.outcome is None or work_outcome.fits(row.outcome, evaluated=False):
            return row
        return replace(row, outcome=None, unclear=not_known(row.reference, row.said, agenda_words().choices))
    if row.unknown:
        return replace(row, unclear=not_known(row.reference, row.unknown, agenda_words().work_choices))
    if row.unclear:
        return row
    found = work_outcome.meant(row.reference, row.said, work.config.can_take_up, local_day(work.now))
    if isinstance(found, str):
        return replace(row, outcome=None, unclear=found)
    return replace(row, outcome=found.outcome, spread_to=found.spread_to, follow_up_on=found.follow_up_on, unclear=None)
