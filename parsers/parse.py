"""A file, or a mail's text, to filled forms: the one entry that decides whether it is the form at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers import answers, document, text
from parsers.cells import Answer
from parsers.content import Document
from parsers.form import Code, FieldProblem, FormTemplate, NotAForm, ParsedForm, Unreadable, Value
from parsers.values import interpret

TEMPLATE_PROPERTY = "mall"
"""The custom property of a file made from a template: the template's id."""

_REQUIRED_SHARE = 0.7
_ALL_SHARE = 0.4


def parse(
    filename: str, data: bytes, templates: Sequence[FormTemplate]
) -> tuple[ParsedForm, ...] | NotAForm | Unreadable:
    """Read a file as one of the forms. Never raises, whatever the bytes.

    The reader is chosen by content. A form that nobody has written in is no form.
    """
    read = document.read(filename, data)
    return read if isinstance(read, Unreadable) else recognise(read, templates)


def parse_text(body: str, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form that was written or pasted into a mail."""
    return recognise(text.document(body), templates)


def recognise(content: Document, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Find which template a document is a form of, and read it.

    It is one when 70 % of the required and 40 % of all questions are there; half
    of all will do where the file names the template that it was made from, and
    then no other is tried. Of several templates, the one with most answers wins.
    A workbook with a form on each of several sheets is as many forms.
    """
    forms = _forms(content, templates)
    if not forms:
        return NotAForm(content.format, "det är inte den gemensamma mallen")
    best = max(forms, key=_answered)
    if not _answered(best):
        return NotAForm(content.format, "formuläret är tomt")
    sheets = _sheet_by_sheet(content, [template for template in templates if template.id == best.template])
    return sheets if len(sheets) > 1 else (best,)


def _forms(content: Document, templates: Sequence[FormTemplate]) -> list[ParsedForm]:
    named = [template for template in templates if content.properties.get(TEMPLATE_PROPERTY) == template.id]
    found = [(template, answers.find(content, template)) for template in named or templates]
    return [
        _filled(content, template, given)
        for template, given in found
        if _is_form(template, given) or (named and len(given) * 2 >= len(template.fields))
    ]


def _sheet_by_sheet(content: Document, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...]:
    if content.format != "xlsx" or len(content.tables) == 1:
        return ()
    sheets = [replace(content, tables=(table,)) for table in content.tables]
    return tuple(form for sheet in sheets for form in _forms(sheet, templates) if _answered(form))


def _is_form(template: FormTemplate, given: dict[str, Answer]) -> bool:
    required = {field.key for field in template.fields if field.required}
    enough_required = len(given.keys() & required) >= _REQUIRED_SHARE * len(required)
    return bool(given) and enough_required and len(given) >= _ALL_SHARE * len(template.fields)


def _filled(content: Document, template: FormTemplate, given: dict[str, Answer]) -> ParsedForm:
    values: dict[str, Value] = {}
    problems: list[FieldProblem] = []
    for field in template.fields:
        answer = given.get(field.key)
        values[field.key], problem = interpret(field, answer.text if answer else "")
        if problem is not None:
            problems.append(problem)
    places = {field.key: given[field.key].place for field in template.fields if values[field.key] is not None}
    return ParsedForm(template.id, content.format, values, tuple(problems), places)


def _answered(form: ParsedForm) -> int:
    """Count the fields that somebody has written in, well or badly."""
    faulty = {problem.field for problem in form.problems if problem.code is not Code.MISSING}
    return sum(value is not None or key in faulty for key, value in form.values.items())
