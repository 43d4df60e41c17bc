"""The entry: a file, or a mail's text, to filled forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.document import limits, zip_archive
from parsers.document.file_type import Opened
from parsers.document.html import reader as html
from parsers.document.model import Document
from parsers.document.read import read_document
from parsers.document.text import reader as text
from parsers.filled_form import count_answers, filled
from parsers.questions import find_answers
from parsers.questions.labels import labels_of
from parsers.recognise import NOT_OURS, recognise
from parsers.result import Code, NotAForm, ParsedForm, Result, Unreadable
from parsers.template import FormTemplate
from parsers.unplaced_text import unplaced
from parsers.values.tick_marks import has_boxes

_MATERIAL = "det är underlag till ett möte, inte ett eget förslag"
_TOO_MANY = "filen innehåller fler förslag än vi kan läsa på en gång – skicka varje förslag som en egen fil"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What one reading of a file gave: its forms, and what they were read from, for other questions to it.

    `document` is None where the file can't be read; `packed` are the documents in a zip archive.
    """

    result: Result
    document: Document | None = None
    packed: tuple[Document, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All that was read."""
        return self.packed if self.document is None else (self.document,)


def read_file(filename: str, data: bytes, templates: Sequence[FormTemplate]) -> ReadFile:
    """Read a file as `parse` does, and keep what it was read from."""
    read = read_document(filename, data)
    if isinstance(read, Document):
        result = recognise(read, templates, is_whole=read.format != "text")
        is_too_long = read.is_cut and isinstance(result, tuple) and len(result) > 1
        return ReadFile(Unreadable(read.format, _TOO_MANY) if is_too_long else result, read)
    return _unpacked(data, read, templates) if read.format == "zip" else ReadFile(read)


def parse(filename: str, data: bytes, templates: Sequence[FormTemplate]) -> Result:
    """Read a file as one of the forms. Never raises, whatever the bytes.

    The reader is chosen by content. A form that nobody has written in is no form.
    A zip archive is as many forms as lie in it; one in another is not opened.
    """
    return read_file(filename, data, templates).result


def _unpacked(data: bytes, closed: Unreadable, templates: Sequence[FormTemplate]) -> ReadFile:
    """Read what lies in a zip archive; one with nothing in it stays closed."""
    try:
        if zip_archive.is_material(data):
            return ReadFile(NotAForm("zip", _MATERIAL))
        files = [(name, read_document(name, content)) for name, content in zip_archive.files(data)]
    except limits.Refused as refusal:
        return ReadFile(Unreadable("zip", str(refusal)))
    packed = tuple(read for _, read in files if isinstance(read, Document))
    return ReadFile(_in_all(files, templates) or closed, packed=packed)


def _in_all(files: Sequence[tuple[str, Document | Unreadable]], templates: Sequence[FormTemplate]) -> Result | None:
    """Return the forms in files that came together: else what stands in the way of one; None where there are none."""
    results = [
        recognise(read, templates, is_whole=read.format != "text") for _, read in files if isinstance(read, Document)
    ]
    if forms := tuple(form for result in results if isinstance(result, tuple) for form in result):
        return forms
    closed = [(name, read) for name, read in files if isinstance(read, Unreadable) and read.maybe_form]
    if closed:
        name, read = closed[0]
        return Unreadable("zip", f"filen {name} i zip-arkivet {read.reason.partition(' ')[2]}")
    return next((result for result in results if isinstance(result, NotAForm)), None)


def parse_text(body: str, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form that was written or pasted into a mail, whose other text is no part of it."""
    return recognise(text.document(body), templates, is_whole=False)


def parse_html(markup: str, templates: Sequence[FormTemplate]) -> tuple[ParsedForm, ...] | NotAForm:
    """Read a form that was pasted into a mail as HTML, a table with its cells, as `parse_text` does."""
    try:
        page = html.read(Opened("html", markup.encode("utf-8", "replace")))
    except (limits.Refused, RecursionError):
        return NotAForm("html", NOT_OURS)
    return recognise(page, templates, is_whole=False)


def asked(content: Document, template: FormTemplate) -> Mapping[str, str]:
    """Return what is written already for each question that a document asks, by key: nothing, in a blank form."""
    given = find_answers.find(content, template)
    form = filled(content, template, given)
    faulty = {problem.field for problem in form.problems if problem.code is not Code.MISSING}
    return {key: given[key].text if form.values[key] is not None or key in faulty else "" for key in given}


def unasked(blank: Document, template: FormTemplate) -> tuple[str, ...]:
    """Return the lines of a blank form that a template says nothing of; in a filled one they would be asked about.

    A line with a box is none of them: what is ticked there goes on being asked about.
    """
    given = find_answers.find(blank, template)
    left = unplaced(blank, template, given, filled(blank, template, given), is_whole=True)
    return tuple(dict.fromkeys(line for text in left.texts for line in text.split("\n") if not has_boxes(line)))


def begins_with_label(line: str, template: FormTemplate) -> bool:
    """Whether a line answers a question, by its label."""
    return labels_of(template).split(line.strip())[0] is not None


def label_in(line: str, template: FormTemplate) -> str:
    """Return the label that a line begins with, with what parts it from its answer; nothing where it asks nothing."""
    key, label, _ = labels_of(template).parts(line.strip())
    return label if key is not None else ""


def parse_answers(body: str, template: FormTemplate) -> ParsedForm | None:
    """Read the questions that a text answers, however few; None where it answers none.

    For a text that is known to be about this form: the other questions are `missing`.
    """
    content = text.document(body)
    form = filled(content, template, find_answers.find(content, template))
    return form if count_answers(form) else None
