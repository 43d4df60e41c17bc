"""What each run would load and compile anew, and is the same in all: done once, in the process that they fork from.

Pure work alone: no file, connection or thread stays open behind it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module

from mailbot.intake import reading
from mailbot.intake.triage import phrasebook
from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.verdict import triage
from mailbot.mail.message import Location, RawMessage
from mailbot.meetings.agenda.documents import excel, word
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.planning.stop_date import is_working_day
from mailbot.outbox.render import Renderer
from mailbot.outbox.samples import SAMPLES, variables
from mailbot.primitives.templates_folder import templates_dir
from parsers import Phrases
from tests.support.agenda_text import a_view
from tests.support.backlog import FORM, something_of_everything

_LOADED_LATE = ("bm25s", "alembic.command", "psycopg", "sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.postgresql")


def warm_up() -> None:
    """Read, judge and write something of everything."""
    for name in _LOADED_LATE:
        import_module(name)
    for group in vars(phrasebook).values():
        if isinstance(group, Phrases):
            group.find("Hej!")
            group.find_without_dots("Hej!")
    for data in something_of_everything():
        raw = RawMessage(data, datetime(2026, 11, 20, tzinfo=UTC), Location("a", "INBOX", 1, 1))
        read = reading.read(raw, (FORM,), ())
        triage(read.message, read.readings, Facts())
    renderer = Renderer(templates_dir() / "mail")
    for kind, sample in SAMPLES.items():
        renderer.render(kind, variables(sample))
    is_working_day(date(2026, 12, 31))
    word.write(a_view(), words())
    excel.write(a_view(), words())


warm_up()
