"""The evaluation form as Word and Excel, with what was promised filled in."""

from __future__ import annotations

from typing import Any

from mailbot.forms.write import word
from mailbot.mail.message import Attachment
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean
from mailbot.store.tables import FollowUp
from parsers import Field, FormTemplate, Kind, Value

REFERENCE = "reference"
_PROMISED = "promised_"
_TEXTS = (Kind.TEXT, Kind.LONG_TEXT)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files(template: FormTemplate, follow_up: FollowUp) -> tuple[Attachment, Attachment]:
    """Return the form for this work, personnummer masked: it leaves the house."""
    from mailbot.forms.write import excel  # noqa: PLC0415 - with openpyxl comes numpy

    values, name = prefilled(template, follow_up), f"{follow_up.initiative.reference} utvärdering"
    return (
        Attachment(f"{name}.docx", _DOCX, word.write(template, values)),
        Attachment(f"{name}.xlsx", _XLSX, excel.write(template, values)),
    )


def prefilled(template: FormTemplate, follow_up: FollowUp) -> dict[str, Value]:
    """Return the answers that are known: the reference, and what the proposal promised."""
    version = follow_up.initiative.form
    given = version.fields if version else {}
    promised = {
        field.key: _text(given.get(field.key.removeprefix(_PROMISED)), field)
        for field in template.fields
        if field.key.startswith(_PROMISED) and field.kind in _TEXTS
    }
    return {REFERENCE: follow_up.initiative.reference, **{key: text for key, text in promised.items() if text}}


def _text(stored: Any, field: Field) -> str:
    text = ", ".join(map(str, stored)) if isinstance(stored, list) else str(stored or "")
    return mask(clean(text))[: field.max_length]
