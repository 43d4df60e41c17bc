"""Reads the files of an agenda that comes back as they went out, before the transaction that compares the two."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.errors import AgendaUnreadable
from mailbot.intake.triage.evidence import Reading
from mailbot.intake.triage.verdict import Verdict
from mailbot.jobs.services import Services
from mailbot.meetings.decisions import changed_file, decidable_rows
from mailbot.meetings.decisions.returned_agenda import Returned
from mailbot.store.values import VerdictKind


def is_return(verdict: Verdict) -> bool:
    """Whether a mail that is this may bring an agenda back."""
    return verdict.kind is VerdictKind.DECISION_RETURN


def of_returned(services: Services, verdict: Verdict, readings: Iterable[Reading]) -> tuple[Returned, ...]:
    """Return what went out of the one agenda that a mail brings back; nothing where it brings none that is known."""
    returned = [one.agenda for one in readings if isinstance(one.agenda, Returned)]
    if not is_return(verdict) or len(returned) != 1:
        return ()
    try:
        with services.database.reading() as session:
            return changed_file.as_mailed(decidable_rows.agenda_of(session, returned[0].token))
    except AgendaUnreadable:
        return ()
