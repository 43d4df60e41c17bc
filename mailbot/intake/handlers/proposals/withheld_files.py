"""Keeps files in which a personnummer may stand out of agendas, until the secretary releases them."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Reading
from mailbot.primitives.personnummer import holds_personnummer
from mailbot.store.tables import Initiative
from parsers import ParsedForm

_WITHHELD = "innehåller ett personnummer"


def withhold(case: Case, initiative: Initiative, form: ParsedForm | None) -> str:
    """Withhold what came with the mail where a personnummer stands in it, and say so to a human; else nothing.

    One in the form or the mail withholds every file, one in a file's name or readable text that file.
    """
    said = (*map(str, form.values.values() if form else ()), case.message.subject, case.message.text)
    everywhere = any(map(holds_personnummer, said))
    marked = {
        reading.attachment.filename
        for reading in case.readings
        if reading.attachment is not None and (everywhere or _is_marked(reading, reading.attachment.filename))
    }
    for kept in initiative.attachments:
        if kept.filename in marked:
            kept.withheld = kept.withheld or _WITHHELD
    return Reason.PERSONNUMMER.text(reference=initiative.reference) if everywhere or marked else ""


def _is_marked(reading: Reading, filename: str) -> bool:
    return reading.holds_personnummer or holds_personnummer(filename)
