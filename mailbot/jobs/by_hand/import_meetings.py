"""Meetings that an operator enters from a file: a calendar (.ics), or a plan in Excel or Word."""

from __future__ import annotations

import secrets
from functools import partial

from mailbot.errors import MeetingRefused, ReaderUnavailable
from mailbot.intake.file_contents import FileContents
from mailbot.jobs.services import Services
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.meetings.planning import newer_invitation
from mailbot.meetings.planning.asked_by_invitation import Understood, understand, understand_table
from mailbot.meetings.planning.carry_out import carry_out
from mailbot.meetings.planning.invited import Invited
from mailbot.register.unit_of_work import UnitOfWork
from parsers import Hung, NotStarted, Unreadable


def import_meetings(services: Services, filename: str, data: bytes) -> Applied:
    """Change the calendar as the file says, all in one transaction; what is unclear changes nothing.

    MeetingRefused where the file plans no meeting of the group, ReaderUnavailable where nothing could be made of
    it. May be called again with the same file, which then changes nothing.
    """
    contents = _read(services, filename, data)
    with services.unit_of_work("operator") as work:
        understood = _understood(work, filename, contents)
        done, refused = carry_out(work, understood.plan, secrets.token_hex(8))
        return Applied(done, (*understood.unclear, *refused))


def _read(services: Services, filename: str, data: bytes) -> FileContents:
    try:
        contents = services.reader.read(filename, data)
    except (NotStarted, Hung) as error:
        raise ReaderUnavailable(str(error)) from error
    if isinstance(contents, Unreadable):
        raise MeetingRefused(f"{filename} can't be read: {contents.reason}.")
    return contents


def _understood(work: UnitOfWork, filename: str, contents: FileContents) -> Understood:
    rule = work.config.meetings
    found = Understood()
    if isinstance(contents.calendar, Invited):
        found = understand(contents.calendar, rule, work.now, partial(newer_invitation.is_known, work.session))
    elif contents.planned is not None:
        found = understand_table(contents.planned, rule, work.now)
    if not found.ours:
        raise MeetingRefused(
            f"{filename} plans no meeting: a calendar file needs a title that meetings.titles knows, "
            "a table the columns Datum and Tid, Plats or Stoppdag."
        )
    return found
