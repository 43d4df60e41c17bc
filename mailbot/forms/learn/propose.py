"""Reads somebody's own blank form and proposes the mall.toml that makes mailbot read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mailbot.errors import ConfigError
from mailbot.forms import template_file
from mailbot.forms.learn import field_guess, read_back, unused_text
from mailbot.forms.learn.found_questions import questions, title_of
from mailbot.forms.learn.offered_choices import is_other
from mailbot.forms.learn.question import BOX, Question, opening
from parsers import (
    OBJECT,
    Control,
    ControlKind,
    Document,
    Field,
    FieldKey,
    FormTemplate,
    Paragraph,
    Unreadable,
    is_office,
    read_blank,
    read_document,
    unasked,
)

_SECTION = "Frågor"
"""The heading of questions that stand under none."""
_FEWEST = 2
_LONGEST_TITLE = 120
_TICKS = (("Ja",), ("ja",), ("x",), ("X",))
"""Lists that make a cell a box to tick."""
_ALL = re.compile(
    r"\b(?:alla|samtliga) (?:fält|frågor|uppgifter|rutor)\b.*(?:obligatorisk|måste|ska fyllas)", re.IGNORECASE
)
_PRINTED = "a PDF without form fields shows no room to write in: try a filled one with `mailbot parse`"
_NO_FORM = "no questions found; the file must be a blank form, not a picture of one"

_UNREAD = "can't be read as {}: it is damaged or too large. Open it, save it anew as .docx or .xlsx, and try that file"
_REASONS = MappingProxyType(
    {
        "empty": "the file is empty",
        "encrypted": "the file is locked with a password; save a copy without one",
        "image": "is a picture; the file must be a blank form in Word, Excel or PDF",
        "unknown": "is no file that can hold a form; it must be a blank form in Word, Excel or PDF",
    }
)
"""Why a file can't be opened, by its format."""


@dataclass(frozen=True, slots=True)
class ProposedForm:
    """A form as it was understood, and a line about each thing that a person should look at."""

    template: FormTemplate
    doubts: tuple[str, ...]


def inspect(filename: str, data: bytes) -> ProposedForm:
    """Propose a template for a blank form in Word, Excel or PDF.

    Keys are those of the shipped form where the labels agree. The blank form is read
    with what is proposed: a question that is not found, or not found empty, is a doubt.
    Raises ConfigError where the file can't be opened, or holds no questions.
    """
    blank = _opened(filename, read_document(filename, data))
    if blank.format == "text":
        raise ConfigError(f"{filename}: is plain text; the file must be a blank form in Word, Excel or PDF")
    document = _opened(filename, read_blank(filename, data))
    found = _asked_by_controls(document) if document.format == "pdf" else questions(document)
    joined = list(_ticks_joined(found))
    kept = [question for question in _distinct(joined) if not is_office(question.section)]
    of_office = [question for question in joined if is_office(question.section)]
    if len(kept) < _FEWEST:
        raise ConfigError(f"{filename}: {_NO_FORM}")
    proposal = _proposed(_title(document, filename), kept, blank)
    more = (*_left_out(joined, kept, document), *unused_text.doubts(document, (*kept, *of_office), proposal.template))
    return replace(proposal, doubts=(*proposal.doubts, *more))


def refusal(filename: str, read: Unreadable) -> ConfigError:
    """Return what to tell an operator of a file that can't be opened; its own reason is for a letter, in Swedish."""
    return ConfigError(f"{filename}: {_REASONS.get(read.format, _UNREAD.format(read.format))}")


def _opened(filename: str, read: Document | Unreadable) -> Document:
    if isinstance(read, Unreadable):
        raise refusal(filename, read)
    return read


def _asked_by_controls(document: Document) -> Iterator[Question]:
    """Yield the questions of a PDF's form fields; without such, those of its text."""
    if not document.controls:
        yield from questions(document)
    grouped: dict[str, list[Control]] = {}
    for control in document.controls:
        is_box = control.kind is ControlKind.CHECK_BOX
        grouped.setdefault(control.tag if is_box else control.title or control.tag, []).append(control)
    for label, controls in grouped.items():
        boxes = "\n".join(f"☐ {control.title}" for control in controls if control.kind is ControlKind.CHECK_BOX)
        doubt = f"named only “{label}” in the file" if label == controls[0].tag and label[-1:].isdigit() else ""
        yield Question(label, "", Paragraph(boxes) if boxes else Paragraph(OBJECT, (controls[0],)), doubt=doubt)


def _ticks_joined(found: Iterable[Question]) -> Iterator[Question]:
    """Make rows that only take a «Ja» the choices of the question above them."""
    above: Question | None = None
    for question in found:
        ticks = above is not None and BOX.search(above.room.text) is not None
        if above is not None and (_is_tick(question) or (ticks and is_other(question.label))):
            above = replace(above, room=Paragraph(f"{above.room.text}\n☐ {question.label}".strip()))
            continue
        if above is not None:
            yield above
        above = question
    if above is not None:
        yield above


def _is_tick(question: Question) -> bool:
    return question.room.text == OBJECT and question.controls[0].choices in _TICKS


def _distinct(found: Iterable[Question]) -> Iterator[Question]:
    """Leave out a label that was found before: a form in a table is its text, too."""
    seen: set[str] = set()
    for question in found:
        label = _name(question)
        if label and label not in seen and OBJECT not in label:
            seen.add(label)
            yield question


def _name(question: Question) -> str:
    return question.label.casefold().strip(" :*")


def _left_out(found: Sequence[Question], kept: Sequence[Question], document: Document) -> Iterator[str]:
    """Say which questions are asked again, and which form fields stand at no question."""
    of_office = [question for question in found if is_office(question.section)]
    for section in dict.fromkeys(question.section for question in of_office):
        labels = ", ".join(question.label for question in of_office if question.section == section)
        yield f"{section}: is for a signature or for the office, and is left out ({labels})"
    for question in (one for one in found if one.label and one not in kept and one not in of_office):
        yield f"{question.label}: is asked more than once; only the first is read. Give each a label of its own"
    used = {id(control) for question in (*kept, *of_office) for control in question.controls}
    for number, control in enumerate(document.controls):
        if document.format != "pdf" and id(control) not in used:
            named = control.title or control.tag or ", ".join(control.choices)
            yield f"form field {number + 1} ({named or control.kind.value}): has no question beside it, and is left out"


def _proposed(title: str, found: Sequence[Question], blank: Document) -> ProposedForm:
    known = template_file.load(template_file.shipped())
    fields: dict[str, Field] = {}
    asking: dict[str, Question] = {}
    doubts: list[str] = []
    for question in found:
        made = field_guess.guess(question, known, fields)
        fields[made.field.key] = replace(made.field, section=made.field.section or _SECTION)
        asking[made.field.key] = question
        doubts += [f"{made.field.label}: {doubt}" for doubt in made.doubts]
    # Sections are written in one piece each, in the order in which they begin.
    order = list(dict.fromkeys(field.section for field in fields.values()))
    grouped = sorted(fields.values(), key=lambda field: order.index(field.section))
    if _asks_for_all(blank):
        grouped = [replace(field, required=True) for field in grouped]
        doubts.append("the form says that every field is required, and so it was taken")
    form = FormTemplate(_id(title), title, tuple(grouped))
    form, told = _read_back(form, asking, blank)
    return ProposedForm(form, (*doubts, *_of_the_whole(form), *told))


def _read_back(
    form: FormTemplate, asking: Mapping[str, Question], blank: Document
) -> tuple[FormTemplate, Iterable[str]]:
    """Return a form as it reads its own blank, with the blank's other words, and what is unsure of that."""
    is_printed = blank.format == "pdf" and not blank.controls
    form = form if is_printed else read_back.with_aliases(form, asking, blank)
    form, told = read_back.with_printed_answers(form, asking, blank) if is_printed else (form, [])
    form = replace(form, printed=unasked(blank, form))
    return form, (*told, _PRINTED) if is_printed else read_back.doubts(form, blank)


def _asks_for_all(blank: Document) -> bool:
    cells = (cell for one in blank.tables for row in one.rows for cell in row if cell)
    return any(_ALL.search(text) for text in (*blank.lines, *cells))


def _of_the_whole(form: FormTemplate) -> Iterator[str]:
    if FieldKey.TITLE not in {field.key for field in form.fields}:
        key = FieldKey.TITLE
        yield f'no question is the name of the proposal; give one the key "{key}", or letters call it untitled'
    if not any(field.required for field in form.fields):
        yield "no question is marked as required (* or «obligatorisk»)"


def _title(document: Document, filename: str) -> str:
    """Return the form's name: as the file has it, else as the page has it, else the file's own name."""
    named = document.properties.get("title", "").strip() or title_of(document).partition("\n")[0]
    return named if 0 < len(named) <= _LONGEST_TITLE and opening(named) is None else filename.rpartition(".")[0]


def _id(title: str) -> str:
    return f"{field_guess.slug(title).replace('_', '-') or 'mall'}-1"
