"""Which files beside an order nobody does anything with: she hears of them, so that none is thought to be taken."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.files.files_of_content import is_content


def files_left(case: Case) -> list[str]:
    """Return a sentence for each file that is no form. A form is registered beside the order, with all the files."""
    readings = [one for one in case.readings if one.attachment is not None and is_content(one.attachment)]
    if any(isinstance(one.result, tuple) for one in case.readings):
        return []
    return [Sentence.FILE_LEFT.text(name=one.attachment.filename) for one in readings if one.attachment is not None]
