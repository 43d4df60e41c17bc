"""The agenda job: at a meeting's stop date, what was received by then becomes its agenda."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import structlog

from mailbot.errors import Temporary, place
from mailbot.jobs.services import Services
from mailbot.jobs.taking_in import vet_material
from mailbot.meetings import calendar
from mailbot.meetings.agenda import edition, freeze
from mailbot.primitives import private_files
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Agenda, Initiative, Meeting
from parsers import Vetted

log = structlog.get_logger()


class AgendaChange(Protocol):
    """A change of a frozen agenda."""

    def __call__(self, work: UnitOfWork, meeting: Meeting, initiative: Initiative, *, token: str) -> Agenda:
        """Make the new revision."""


def enter_meetings(services: Services) -> None:
    """Enter the meetings of the config that are not in the calendar yet."""
    with services.unit_of_work("config") as work:
        calendar.from_config(work)


def freeze_due(services: Services, intake_began: datetime) -> list[int]:
    """Freeze and mail the agenda of every meeting whose stop date has passed; return agenda ids.

    `intake_began` is when an intake pass began that has ended since: only then
    is everything in that was received by the stop date. One transaction a
    meeting: one that fails is an error in the log, and is tried at the next pass.
    """
    with services.database.reading() as session:
        due = [meeting.id for meeting in calendar.due(session, intake_began)]
    return [frozen for meeting_id in due if (frozen := _freeze_contained(services, meeting_id)) is not None]


def _freeze_contained(services: Services, meeting_id: int) -> int | None:
    try:
        return _freeze(services, meeting_id)
    except Temporary:
        raise
    except Exception as error:  # noqa: BLE001 - one meeting must not stop the letters and the other meetings
        log.error("agenda_not_frozen", meeting_id=meeting_id, error=place(error))  # noqa: TRY400 - quotes no forms
        return None


def freeze_now(services: Services, day: str) -> int:
    """Freeze a meeting's agenda before its time, at an operator's word."""
    with services.database.reading() as session:
        meeting = calendar.find(session, day)
    return _freeze(services, meeting.id, cutoff=services.clock(), actor="operator")


def add_item(services: Services, day: str, reference: str) -> int:
    """Put an initiative on a frozen agenda: a new revision, mailed again. Return the agenda's id."""
    return _revise(services, day, reference, freeze.add_item)


def remove_item(services: Services, day: str, reference: str) -> int:
    """Take an initiative off a frozen agenda: a new revision, mailed again. Return the agenda's id."""
    return _revise(services, day, reference, freeze.remove_item)


def _freeze(services: Services, meeting_id: int, cutoff: datetime | None = None, actor: str = "worker") -> int:
    with services.database.reading() as session:
        cutoff = cutoff or session.get_one(Meeting, meeting_id).stop_at
    vetted = vet_material.for_freezing(services, cutoff)
    with services.unit_of_work(actor, vetted) as work:
        frozen = freeze.freeze(work, work.session.get_one(Meeting, meeting_id), cutoff, token=_token())
    _keep_files(services, frozen, vetted)
    log.info("agenda_frozen", meeting=frozen.meeting.day.isoformat(), items=len(frozen.items), revision=frozen.revision)
    return frozen.id


def _revise(services: Services, day: str, reference: str, change: AgendaChange) -> int:
    with services.database.reading() as session:
        meeting, initiative = calendar.find(session, day), initiatives.find(session, reference)
    vetted = vet_material.for_revising(services, meeting, initiative)
    with services.unit_of_work("operator", vetted) as work:
        meeting, initiative = calendar.find(work.session, day), initiatives.find(work.session, reference)
        revised = change(work, meeting, initiative, token=_token())
    _keep_files(services, revised, vetted)
    log.info("agenda_revised", meeting=day, revision=revised.revision)
    return revised.id


def _token() -> str:
    return secrets.token_hex(8)


def _keep_files(services: Services, frozen: Agenda, vetted: Mapping[int, Vetted]) -> None:
    """Lay the files in `state/`, too, and there all of the material, whether or not it fitted the mail.

    They are only a copy: one that can't be written is a line in the log.
    """
    folder = services.config.state_dir / "agendas" / frozen.meeting.day.isoformat()
    with services.database.reading() as session:
        files = edition.whole_files(session.get_one(Agenda, frozen.id), vetted)
    try:
        private_files.make_folder(folder)
        for name, data in files.items():
            private_files.write(folder / name, data)
    except OSError as error:
        log.warning("agenda_copy_not_written", folder=str(folder), error=error.strerror)
