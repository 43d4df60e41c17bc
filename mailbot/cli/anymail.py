"""Reads the forms in a mail, for `mailbot parse`. Only its worker processes import this module."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from mailbot.intake.reading import read as read_message
from mailbot.mail.incoming import Location, RawMessage
from parsers.form import FormTemplate, NotAForm, ParsedForm, Unreadable


def read(
    _filename: str, data: bytes, templates: Sequence[FormTemplate]
) -> tuple[ParsedForm, ...] | NotAForm | Unreadable:
    """Read every form in a mail; where there is none, tell of the file that may have been one."""
    nowhere = RawMessage(data, datetime.now(UTC), Location("", "", 0, 0))
    results = [reading.result for reading in read_message(nowhere, tuple(templates), ()).readings]
    forms = tuple(form for result in results if isinstance(result, tuple) for form in result)
    closed = [result for result in results if isinstance(result, Unreadable) and result.maybe_form]
    none = NotAForm("eml", "mailet innehåller inget ifyllt formulär")
    return forms or next(iter(closed), none)
