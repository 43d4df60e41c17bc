"""The printing job: agendas as PDF for the group's members, where LibreOffice is installed."""

from __future__ import annotations

from typing import cast

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.jobs.services import Services
from mailbot.meetings.agenda import items
from mailbot.store.tables import Agenda, CelebrationText, Meeting
from parsers import Hung, Isolated, PrintedDocument

log = structlog.get_logger()

_MEGABYTES = 500


def print_agendas(services: Services) -> int:
    """Print the newest agenda of each meeting to come that is not printed yet; return how many could be.

    Outside any transaction, for LibreOffice takes its time. What it refuses is not tried again: its members get it
    in Word; where it hangs, the next pass tries again. Nothing where the config names no members.
    """
    if not services.config.meetings.members:
        return 0
    with services.database.reading() as session:
        waiting = [(agenda.id, agenda.word) for agenda in _unprinted(services, session)]
    return sum(print_row(services, Agenda, agenda_id, word) for agenda_id, word in waiting)


def _unprinted(services: Services, session: Session) -> list[Agenda]:
    to_come = select(Meeting).where(Meeting.starts_at > services.clock(), Meeting.cancelled_at.is_(None))
    newest = (items.newest(meeting) for meeting in session.scalars(to_come))
    return [agenda for agenda in newest if agenda is not None and agenda.pdf is None]


def print_row(services: Services, table: type[Agenda | CelebrationText], row_id: int, word: bytes) -> bool:
    """Print one Word file and keep the PDF in its row; False where none was made, now or for good."""
    try:
        pdf = printed(word, converts_unconfined=services.config.reading.convert_unconfined)
    except Hung:
        log.warning("printing_hung", table=table.__tablename__, row=row_id)
        return False
    with services.unit_of_work("worker") as work:
        row = cast("Agenda | CelebrationText", work.session.get_one(table, row_id))
        row.pdf = pdf
    if not pdf:
        log.warning("not_printed", table=table.__tablename__, row=row_id)
    return bool(pdf)


def printed(word: bytes, *, converts_unconfined: bool) -> bytes:
    """Return the PDF; nothing where LibreOffice is missing, or makes none. Hung where it comes to no end."""
    printer: Isolated[PrintedDocument] = Isolated(
        (),
        read="parsers.document.libreoffice:print_word",
        answer=PrintedDocument,
        megabytes=_MEGABYTES,
        converts_unconfined=converts_unconfined,
    )
    with printer:
        made = printer.read("agenda.docx", word)
    return made.data if isinstance(made, PrintedDocument) else b""
