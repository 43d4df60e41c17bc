"""Keeps files in which a personnummer may stand out of agendas, until the secretary releases them."""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.intake import review_reasons
from mailbot.intake.handlers.case import Case
from mailbot.mail.message import Attachment
from mailbot.primitives.personnummer import holds_personnummer
from mailbot.store.tables import Initiative
from parsers.document.read import read_document
from parsers.result import ParsedForm, Unreadable

_WITHHELD = "innehåller ett personnummer"


def withhold(case: Case, initiative: Initiative, form: ParsedForm | None) -> str:
    """Withhold what came with the mail where a personnummer stands in it, and say so to a human; else nothing.

    One in the form or the mail withholds every file, one in a file's name or readable text that file.
    """
    files = case.message.attachments
    said = (*map(str, form.values.values() if form else ()), case.message.subject, case.message.text)
    everywhere = any(map(holds_personnummer, said))
    readable = (*case.annexes, *case.replaced)
    marked = {file.filename for file in files if everywhere or any(_numbers_in(file, read_it=file in readable))}
    for kept in initiative.attachments:
        if kept.filename in marked:
            kept.withheld = kept.withheld or _WITHHELD
    return review_reasons.PERSONNUMMER.format(reference=initiative.reference) if everywhere or marked else ""


def _numbers_in(file: Attachment, *, read_it: bool) -> Iterator[bool]:
    """Give, for the file's name and each piece of its text, whether it holds a personnummer."""
    yield holds_personnummer(file.filename)
    content = read_document(file.filename, file.data) if read_it else None
    if content is not None and not isinstance(content, Unreadable):
        yield from map(holds_personnummer, content.lines)
        yield from (holds_personnummer(cell) for table in content.tables for row in table.rows for cell in row if cell)
