"""Keeps files in which a personnummer stands, or may stand, out of agendas, until the secretary releases them."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Reading
from mailbot.primitives.personnummer import holds_personnummer
from mailbot.store.tables import Initiative
from parsers import READ_FORMATS, ParsedForm, Unreadable

_WITHHELD = "innehåller ett personnummer"
_PICTURE = "image"
_NOT_READ = "gick inte att läsa, så det kan stå ett personnummer i den"


def withhold(case: Case, initiative: Initiative, form: ParsedForm | None) -> str:
    """Withhold what came with the mail where a personnummer stands in it, and say so to a human; else nothing.

    One in the form or the mail withholds every file, one in a file's name or readable text that file. A document
    that could not be read is withheld, too: nobody knows what stands in it.
    """
    said = (*map(str, form.values.values() if form else ()), case.message.subject, case.message.text)
    everywhere = any(map(holds_personnummer, said))
    marked = {
        reading.attachment.filename
        for reading in case.readings
        if reading.attachment is not None and (everywhere or _is_marked(reading, reading.attachment.filename))
    }
    unread = {one.attachment.filename for one in case.readings if one.attachment and _is_unread(one)}
    for kept in initiative.attachments:
        if kept.filename in marked | unread:
            kept.withheld = kept.withheld or (_WITHHELD if kept.filename in marked else _NOT_READ)
    return Reason.PERSONNUMMER.text(reference=initiative.reference) if everywhere or marked else ""


def _is_marked(reading: Reading, filename: str) -> bool:
    return reading.holds_personnummer or holds_personnummer(filename)


def _is_unread(reading: Reading) -> bool:
    """Whether it is a document of which we don't know what it says; of pictures nobody ever does."""
    result = reading.result
    if not isinstance(result, Unreadable) or result.format == _PICTURE:
        return False
    return not reading.opened or (result.format in READ_FORMATS and not result.pictures_only)
