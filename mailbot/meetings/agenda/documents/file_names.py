"""What an agenda's files are called, and of which types they are."""

from __future__ import annotations

from mailbot.meetings.agenda.documents.words import words
from mailbot.store.tables import Agenda

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
ZIP = "application/zip"


def named(agenda: Agenda) -> str:
    """Return the name of the agenda's own files, without ending."""
    return words().file_name.format(day=agenda.meeting.day) + _version(agenda)


def material_named(agenda: Agenda) -> str:
    """Return the name of the file with its material, without ending."""
    return words().material_name.format(day=agenda.meeting.day) + _version(agenda)


def _version(agenda: Agenda) -> str:
    return f" version {agenda.revision}" if agenda.revision > 1 else ""
