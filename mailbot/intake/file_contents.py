"""What one reading of a file tells: its forms, the returned agenda or invitation that it is, a personnummer in it.

Only the sandbox's processes run this on files from outside, and everybody else goes by what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import parsers
from mailbot.followup.celebrating import returned_letter
from mailbot.followup.celebrating.returned_letter import ReturnedLetter
from mailbot.meetings.decisions import returned_agenda
from mailbot.meetings.decisions.returned_agenda import NotAnAgenda, Returned
from mailbot.meetings.planning import plan_table
from mailbot.meetings.planning.invited import Invited, NotInvited, is_calendar
from mailbot.meetings.planning.plan_table import PlanTable
from mailbot.primitives.personnummer import holds_personnummer
from parsers import FormTemplate, ReadFile, Refused, Result


@dataclass(frozen=True, slots=True)
class FileContents:
    """The answer to every question that is asked of a file, so that it is opened once.

    `agenda` is None for a file that isn't marked as an agenda, `calendar` for one that is no iCalendar, `planned`
    for one without a table that may plan meetings, `letter` for one without the mark of our
    letter about what was achieved.
    `holds_personnummer` is about what could be read, the files in a zip archive included, and all that is written
    in an Office file besides: comments, notes, what is deleted or hidden. It is None where nobody knows: none was
    found, and not all of that could be looked through.
    """

    result: Result
    agenda: Returned | NotAnAgenda | None = None
    holds_personnummer: bool | None = False
    calendar: Invited | NotInvited | None = None
    planned: PlanTable | None = None
    letter: ReturnedLetter | None = None


def read(filename: str, data: bytes, templates: Sequence[FormTemplate]) -> FileContents:
    """Read a file for all that is asked of it. Never raises, whatever the bytes."""
    file = parsers.read_file(filename, data, templates)
    return FileContents(
        file.result,
        returned_agenda.agenda_in(file.document) if file.document else None,
        _holds_personnummer(file, data),
        _calendar(data),
        plan_table.plan_in(file.document) if file.document else None,
        returned_letter.letter_in(filename, data, file.document) if file.document else None,
    )


def _holds_personnummer(file: ReadFile, data: bytes) -> bool | None:
    shown = (text for document in file.documents for text in document.texts())
    try:
        return any(map(holds_personnummer, chain(shown, parsers.all_texts(data))))
    except Refused:
        return None


def _calendar(data: bytes) -> Invited | NotInvited | None:
    if not is_calendar(data):
        return None
    from mailbot.meetings.planning import calendar_file  # noqa: PLC0415 - 0.3 s that other files need not pay

    return calendar_file.read(data)
