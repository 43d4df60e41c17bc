"""Reads somebody's own blank form and proposes the mall.toml that makes mailbot read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mailbot.errors import ConfigError
from mailbot.mall import excel_blank, guess, template
from mailbot.mall.questions import BOX, MARKER, Question, questions
from parsers.content import Control, ControlKind, Document
from parsers.document import read_blank
from parsers.form import Field, FormTemplate, Unreadable

_SECTION = "Frågor"
"""The heading of questions that stand under none."""
_FEWEST = 2
_LONGEST_TITLE = 120
_TICKS = (("Ja",), ("ja",), ("x",), ("X",))
"""Lists that make a cell a box to tick."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form as it was understood, and a line about each thing that a person should look at."""

    template: FormTemplate
    doubts: tuple[str, ...]


def inspect(filename: str, data: bytes) -> Proposal:
    """Propose a template for a blank form in Word, Excel or PDF.

    Keys are those of the shipped form where the labels agree. Raises ConfigError
    where the file can't be opened, or holds no questions.
    """
    document = read_blank(filename, data)
    if isinstance(document, Unreadable):
        raise ConfigError(f"{filename}: can't be read: {document.reason}")
    if document.format == "xlsx":
        document = excel_blank.read(data)
    asked = _asked_by_controls(document) if document.format == "pdf" else questions(document)
    found = list(_distinct(_ticks_joined(asked, document.controls)))
    if len(found) < _FEWEST:
        raise ConfigError(f"{filename}: no questions found; the file must be a blank form, not a picture of one")
    return _proposed(filename, document, found)


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
        yield Question(label, "", boxes or f"⟦{document.controls.index(controls[0])}⟧")


def _ticks_joined(found: Iterable[Question], controls: Sequence[Control]) -> Iterator[Question]:
    """Make rows that only take a «Ja» the choices of the question above them."""
    above: Question | None = None
    for question in found:
        ticks = above is not None and BOX.search(above.space) is not None
        if above is not None and (_is_tick(question, controls) or (ticks and guess.is_other(question.label))):
            above = replace(above, space=f"{above.space}\n☐ {question.label}".strip())
            continue
        if above is not None:
            yield above
        above = question
    if above is not None:
        yield above


def _is_tick(question: Question, controls: Sequence[Control]) -> bool:
    marker = MARKER.fullmatch(question.space)
    return marker is not None and controls[int(marker[1])].choices in _TICKS


def _distinct(found: Iterator[Question]) -> Iterator[Question]:
    """Leave out a label that was found before: a form in a table is its text, too."""
    seen: set[str] = set()
    for question in found:
        label = question.label.casefold().strip(" :*")
        if label and label not in seen and not MARKER.search(label):
            seen.add(label)
            yield question


def _proposed(filename: str, document: Document, found: Sequence[Question]) -> Proposal:
    known = template.load(template.shipped())
    fields: dict[str, Field] = {}
    doubts: list[str] = []
    for question in found:
        made = guess.guess(question, document.controls, known, fields)
        fields[made.field.key] = replace(made.field, section=made.field.section or _SECTION)
        doubts += [f"{made.field.label}: {doubt}" for doubt in made.doubts]
    title = _title(document, filename)
    if "title" not in fields:
        doubts.append('no question is the name of the proposal; give one the key "title", or letters call it untitled')
    if not any(field.required for field in fields.values()):
        doubts.append("no question is marked as required (* or «obligatorisk»)")
    # Sections are written in one piece each, in the order in which they begin.
    order = list(dict.fromkeys(field.section for field in fields.values()))
    grouped = sorted(fields.values(), key=lambda field: order.index(field.section))
    return Proposal(FormTemplate(_id(title), title, tuple(grouped)), tuple(doubts))


def _title(document: Document, filename: str) -> str:
    """Return the form's name: as the file has it, else its first line or cell, else the file's own name."""
    cells = (cell for table in document.tables for row in table.rows for cell in row if cell)
    first = next(iter(document.lines) if document.lines else cells, "")
    named = document.properties.get("title", "").strip() or first.partition("\n")[0].strip()
    return named if 0 < len(named) <= _LONGEST_TITLE and not MARKER.search(named) else filename.rpartition(".")[0]


def _id(title: str) -> str:
    return f"{guess.slug(title).replace('_', '-') or 'mall'}-1"
