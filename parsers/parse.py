"""The entry: a file, or a mail's text, to filled forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parsers.document import html, limits, text, zip_archive
from parsers.document.file_type import Opened
from parsers.document.model import Document
from parsers.document.read import read_document
from parsers.questions import find_answers
from parsers.recognise import NOT_OURS, count_answers, filled, recognise
from parsers.result import Code, NotAForm, ParsedForm, Unreadable
from parsers.template import FormTemplate

_MATERIAL = "det är underlag till ett möte, inte ett eget förslag"
_TOO_MANY = "filen innehåller fler förslag än vi kan läsa på en gång – skicka varje förslag som en egen fil"


def parse(
    filename: str, data: bytes, templates: Sequence[FormTemplate]
) -> tuple[ParsedForm, ...] | NotAForm | Unreadable:
    """Read a file as one of the forms. Never raises, whatever the bytes.

    The reader is chosen by content. A form that nobody has written in is no form.
    A zip archive is as many forms as lie in it; one in another is not opened.
    """
    read = read_document(filename, data)
    if isinstance(read, Document):
        result = recognise(read, templates)
        is_too_long = read.is_cut and isinstance(result, tuple) and len(result) > 1
        return Unreadable(read.format, _TOO_MANY) if is_too_long else result
    return _unpacked(data, templates) or read if read.format == "zip" else read


def _unpacked(data: bytes, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm | Unreadable | None:
    """Return the forms in a zip archive: else what stands in the way of one that may be there; None if it is empty."""
    try:
        if zip_archive.is_material(data):
            return NotAForm("zip", _MATERIAL)
        files = [(name, read_document(name, content)) for name, content in zip_archive.files(data)]
    except limits.Refused as refusal:
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
        page = html.read(Opened("html", markup.encode("utf-8", "replace")))
    except (limits.Refused, RecursionError):
        return NotAForm("html", NOT_OURS)
    return recognise(page, templates)


def asked(content: Document, template: FormTemplate) -> Mapping[str, str]:
    """Return what is written already for each question that a document asks, by key: nothing, in a blank form."""
    given = find_answers.find(content, template)
    form = filled(content, template, given)
    faulty = {problem.field for problem in form.problems if problem.code is not Code.MISSING}
    return {key: given[key].text if form.values[key] is not None or key in faulty else "" for key in given}


def parse_answers(body: str, template: FormTemplate) -> ParsedForm | None:
    """Read the questions that a text answers, however few; None where it answers none.

    For a text that is known to be about this form: the other questions are `missing`.
    """
    content = text.document(body)
    form = filled(content, template, find_answers.find(content, template))
    return form if count_answers(form) else None
