"""The form as files that go to the initiator, and what comes back in the one that was filled in so far."""

from __future__ import annotations

from dataclasses import replace

from mailbot.forms.write import word
from mailbot.mail.message import Attachment
from mailbot.primitives.personnummer import mask
from mailbot.primitives.safe_text import clean
from mailbot.register import initiatives
from mailbot.store.tables import Initiative
from parsers import FormTemplate, ParsedForm, Value

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEETS = ("xlsx", "xls", "ods")
"""Formats of those who work in a spreadsheet: they get the form back as one."""


def blank_forms(form: FormTemplate) -> tuple[Attachment, Attachment]:
    """Return the empty form as Word and as Excel."""
    from mailbot.forms.write import excel  # noqa: PLC0415 - with openpyxl comes numpy, which every start would wait for

    return (
        Attachment(f"{form.title}.docx", _DOCX, word.write(form)),
        Attachment(f"{form.title}.xlsx", _XLSX, excel.write(form)),
    )


def form_back(template: FormTemplate, form: ParsedForm, reference: str) -> Attachment:
    """Fill the form with what came, in the format that it came in, and mark what is missing or wrong.

    Personnummer are masked, and unseen marks taken out: the letter leaves the house.
    """
    values = {key: _harmless(value) for key, value in {**form.values, **form.written}.items()}
    marked = {problem.field: problem.code for problem in form.problems}
    name = f"{reference} att komplettera"
    if form.format in _SHEETS:
        from mailbot.forms.write import excel  # noqa: PLC0415 - as above

        return Attachment(f"{name}.xlsx", _XLSX, excel.write(template, values, marked))
    return Attachment(f"{name}.docx", _DOCX, word.write(template, values, marked))


def unmasked(form: ParsedForm, template: FormTemplate, initiative: Initiative) -> ParsedForm:
    """Put back the answers that `form_back` masked, where the initiator has left them as they were."""
    version = initiative.form
    if version is None or version.template != form.template:
        return form
    given = {field.key: initiatives.restored(field, version.fields.get(field.key)) for field in template.fields}
    left = {key: value for key, value in given.items() if value != _harmless(value) == form.values[key]}
    return replace(form, values={**form.values, **left})


def _harmless(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(mask(clean(item)) for item in value)
    return mask(clean(value)) if isinstance(value, str) else value
