"""Reads the forms in a mail, for `mailbot parse`. Only its worker processes import this module."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from mailbot.intake.reading import read as read_message
from mailbot.intake.triage.evidence import Reading
from mailbot.mail.message import Location, RawMessage
from parsers import FormTemplate, NotAForm, Result, Unreadable


def read(_filename: str, data: bytes, templates: Sequence[FormTemplate]) -> Result:
    """Read every form in a mail; where there is none, tell of the file that may have been one."""
    nowhere = RawMessage(data, datetime.now(UTC), Location("", "", 0, 0))
    readings = read_message(nowhere, tuple(templates), ()).readings
    results = [reading.result for reading in readings]
    forms = tuple(form for result in results if isinstance(result, tuple) for form in result)
    closed = [result for result in results if isinstance(result, Unreadable) and result.maybe_form]
    return forms or next(iter(closed), None) or _reason(readings)


def _reason(readings: Sequence[Reading]) -> NotAForm:
    """Say why the first of the files is no form, where there is one."""
    others = (r.result.reason for r in readings if r.attachment is not None and isinstance(r.result, NotAForm))
    return NotAForm("eml", next(others, "mailet innehåller inget ifyllt formulär"))
