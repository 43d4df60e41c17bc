"""A file, or a mail's text, to filled forms: the one entry that decides whether it is the form at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parsers import answers, archive, document, guard, text, webpage
from parsers.aside import doubted_title, latest, without_examples
from parsers.boxes import ticked
from parsers.content import Document
from parsers.copies import copies
from parsers.form import Code, FieldProblem, FormTemplate, NotAForm, ParsedForm, Unreadable, Value
from parsers.guard import Opened
from parsers.labels import normalised
from parsers.lines import Answer
from parsers.ours import is_ours
from parsers.values import doubtful, interpret

TEMPLATE_PROPERTY = "mall"
"""The custom property of a file made from a template: the template's id."""

_REQUIRED_SHARE = 0.7
_ALL_SHARE = 0.35
_DOCUMENTS = ("mall", "mallen", "formulär", "blankett", "ansökan", "anmälan", "protokoll", "enkät", "direktiv")
_LONGEST_TITLE = 80
_NOT_OURS = "det är inte den gemensamma mallen"
_EXAMPLE = "det är ett exempel på hur man fyller i mallen, inte ett eget förslag – fyll i en tom mall och skicka den"
_MATERIAL = "det är underlag till ett möte, inte ett eget förslag"
_TOO_MANY = "filen innehåller fler förslag än vi kan läsa på en gång – skicka varje förslag som en egen fil"
_FILL_IN = " – fyll i mallen och skicka den"


def parse(
    filename: str, data: bytes, templates: Sequence[FormTemplate]
) -> tuple[ParsedForm, ...] | NotAForm | Unreadable:
    """Read a file as one of the forms. Never raises, whatever the bytes.

    The reader is chosen by content. A form that nobody has written in is no form.
    A zip archive is as many forms as lie in it; one in another is not opened.
    """
    read = document.read(filename, data)
    if isinstance(read, Document):
        result = recognise(read, templates)
        is_too_long = read.is_cut and isinstance(result, tuple) and len(result) > 1
        return Unreadable(read.format, _TOO_MANY) if is_too_long else result
    return _unpacked(data, templates) or read if read.format == "zip" else read


def _unpacked(data: bytes, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm | Unreadable | None:
    """Return the forms in a zip archive: else what stands in the way of one that may be there; None if it is empty."""
    try:
        if archive.is_material(data):
            return NotAForm("zip", _MATERIAL)
        files = [(name, document.read(name, content)) for name, content in archive.files(data)]
    except guard.Refused as refusal:
        return Unreadable("zip", str(refusal))
    results = [recognise(read, templates) for _, read in files if isinstance(read, Document)]
    if forms := tuple(form for result in results if isinstance(result, tuple) for form in result):
        return forms
    closed = [(name, read) for name, read in files if isinstance(read, Unreadable) and read.maybe_form]
    if closed:
        name, read = closed[0]
        return Unreadable("zip", f"filen {name} i zip-arkivet {read.reason.partition(' ')[2]}")
    return next((result for result in results if isinstance(result, NotAForm)), None)


def parse_text(body: str, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form that was written or pasted into a mail."""
    return recognise(text.document(body), templates)


def parse_html(markup: str, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form that was pasted into a mail as HTML, a table with its cells."""
    try:
        page = webpage.read(Opened("html", markup.encode("utf-8", "replace")))
    except (guard.Refused, RecursionError):
        return NotAForm("html", f"{_NOT_OURS}{_FILL_IN}")
    return recognise(page, templates)


def asked(content: Document, template: FormTemplate) -> Mapping[str, str]:
    """Return what is written already for each question that a document asks, by key: nothing, in a blank form."""
    given = answers.find(content, template)
    form = _filled(content, template, given)
    faulty = {problem.field for problem in form.problems if problem.code is not Code.MISSING}
    return {key: given[key].text if form.values[key] is not None or key in faulty else "" for key in given}


def parse_answers(body: str, template: FormTemplate) -> ParsedForm | None:
    """Read the questions that a text answers, however few; None where it answers none.

    For a text that is known to be about this form: the other questions are `missing`.
    """
    content = text.document(body)
    form = _filled(content, template, answers.find(content, template))
    return form if _answered(form) else None


def recognise(content: Document, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Find which template a document is a form of, and read it.

    It is one when 70 % of the required and 35 % of all questions are there; half
    of all will do where the file names the template that it was made from, and
    then no other is tried; another's questions are not ours (`ours`). Of several
    templates, the one with most answers wins.
    A document that holds the form several times is as many forms, but for those
    that a later one with the same title replaces. A filled-in example is none.
    """
    if version := _other_version(content, templates):
        return NotAForm(
            content.format, f"det är en annan version av mallen ({version}) än den som används nu{_FILL_IN}"
        )
    own = without_examples(content, templates)
    if own is None:
        return NotAForm(content.format, _EXAMPLE if _forms(content, templates) else _what_it_is(content, templates))
    content = own
    forms = _forms(content, templates)
    if not forms:
        return NotAForm(content.format, _what_it_is(content, templates))
    best = max(forms, key=_answered)
    if not _answered(best):
        return NotAForm(content.format, "formuläret är tomt – fyll i det och skicka det igen")
    return _each(content, next(template for template in templates if template.id == best.template)) or (best,)


def _other_version(content: Document, templates: Sequence[FormTemplate]) -> str:
    """Return the id that a file names, where it is another version of one of the templates: «omtanke-0»."""
    named = content.properties.get(TEMPLATE_PROPERTY, "")
    family, _, number = named.rpartition("-")
    ids = {template.id for template in templates}
    return named if number and named not in ids and family in {one.rpartition("-")[0] for one in ids} else ""


def _what_it_is(content: Document, templates: Sequence[FormTemplate]) -> str:
    """Say what a file is instead, where its title names a kind of document: other words of it are nobody's business."""
    title = " ".join((content.properties.get("title") or next(iter(content.lines), "")).split())
    words = normalised(title)
    if any(words == normalised(template.title) for template in templates):
        return f"det är en annan version av mallen än den som används nu{_FILL_IN}"
    if len(title) <= _LONGEST_TITLE and any(word.endswith(_DOCUMENTS) for word in words.split()):
        return f"{_NOT_OURS} utan ”{title}”{_FILL_IN}"
    return f"{_NOT_OURS}{_FILL_IN}"


def _forms(content: Document, templates: Sequence[FormTemplate]) -> list[ParsedForm]:
    named = [template for template in templates if content.properties.get(TEMPLATE_PROPERTY) == template.id]
    found = [(template, answers.find(content, template)) for template in named or templates]
    forms = [
        (template, given, _filled(content, template, given))
        for template, given in found
        if _is_form(template, given) or (named and len(given) * 2 >= len(template.fields))
    ]
    return [form for template, given, form in forms if named or is_ours(content, template, form, given.keys())]


def _each(content: Document, template: FormTemplate) -> tuple[ParsedForm, ...]:
    """Return the forms that somebody has written in, where the document holds several; else nothing."""
    parts = copies(content, template)
    forms = [form for part in parts for form in _forms(part, [template]) if _answered(form)] if len(parts) > 1 else []
    # One alone: the first question's words are repeated in an answer, or the other copies are blank.
    return latest(forms) if len(forms) > 1 else ()


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
        if answer and answer.others:
            values[field.key], problem = None, doubtful(field, [*filter(None, [answer.text]), *answer.others])
        if problem := problem or doubted_title(field, values[field.key]):
            problems.append(problem)
    places = {field.key: given[field.key].place for field in template.fields if values[field.key] is not None}
    unread = [problem.field for problem in problems if problem.code is not Code.MISSING]
    written = {key: _as_written(given[key]) for key in unread if values[key] is None}
    return ParsedForm(template.id, content.format, values, tuple(problems), places, written)


def _as_written(answer: Answer) -> str:
    """Return an answer's own words; of boxes, what is ticked."""
    texts = filter(None, [answer.text, *answer.others])
    return "\n".join(", ".join(ticked(text)) or text for text in texts)


def _answered(form: ParsedForm) -> int:
    """Count the fields that somebody has written in, well or badly."""
    faulty = {problem.field for problem in form.problems if problem.code is not Code.MISSING}
    return sum(value is not None or key in faulty for key, value in form.values.items())
