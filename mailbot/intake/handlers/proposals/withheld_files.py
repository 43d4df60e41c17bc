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
_NOT_SEARCHED = "gick inte att leta igenom i sin helhet, så det kan stå ett personnummer i den"


def withhold(case: Case, initiative: Initiative, form: ParsedForm | None) -> str:
    """Withhold what came with the mail where a personnummer stands in it, and say so to a human; else nothing.

    One in the form or the mail withholds every file, one in a file's name or readable text that file. A document
    that could not be read, or looked through to its end, is withheld, too: nobody knows what stands in it.
    """
    said = (*map(str, form.values.values() if form else ()), case.message.subject, case.message.text)
    everywhere = any(map(holds_personnummer, said))
    files = [(one, one.attachment.filename) for one in case.readings if one.attachment is not None]
    found = {(name, _WITHHELD if everywhere else _why(reading, name)) for reading, name in files}
    for kept in initiative.attachments:
        reason = next((one for one in (_WITHHELD, _NOT_READ, _NOT_SEARCHED) if (kept.filename, one) in found), "")
        if reason and not kept.withheld:
            kept.withheld = reason
    is_told = everywhere or any(reason == _WITHHELD for _, reason in found)
    return Reason.PERSONNUMMER.text(reference=initiative.reference) if is_told else ""


def _why(reading: Reading, filename: str) -> str:
    """Return why a file is withheld; nothing where it isn't."""
    if reading.holds_personnummer or holds_personnummer(filename):
        return _WITHHELD
    if _is_unread(reading):
        return _NOT_READ
    return _NOT_SEARCHED if reading.holds_personnummer is None else ""


def _is_unread(reading: Reading) -> bool:
    """Whether it is a document of which we don't know what it says; of pictures nobody ever does."""
    result = reading.result
    if not isinstance(result, Unreadable) or result.format == _PICTURE:
        return False
    return not reading.opened or (result.format in READ_FORMATS and not result.pictures_only)
