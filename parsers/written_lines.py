"""The lines of a document that may be somebody's words, and which question's answer was taken from each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsers.document.model import Control, ControlKind, Document, InCell, InControl, InLine, Place, Table
from parsers.office_use import office_begins
from parsers.own_words import Words, words_of
from parsers.phrases import form_phrases
from parsers.questions.in_lines import Answer
from parsers.template import FormTemplate

_PAGE = re.compile(r"\b(?:sida|page|sid[.]?)\s*\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?", re.IGNORECASE)
_CLOSES = form_phrases("closes")
_YES_OR_NO = {"Ja", "Nej"}


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line of a place, and the keys of the questions whose answers were taken from there."""

    place: Place
    text: str
    words: Words
    owners: tuple[str, ...]


def written_lines(
    document: Document, template: FormTemplate, given: Mapping[str, Answer], *, is_whole: bool
) -> Iterator[WrittenLine]:
    """Yield the lines of everything that may be somebody's words; a nested table's are those of its cell."""
    owners: dict[Place, list[str]] = defaultdict(list)
    for key, answer in given.items():
        for place in answer.used:
            owners[place].append(key)
    printed = _printed(document.controls, owners, template)
    closed = _below_the_form(document, owners) if is_whole else _beside_the_form(document, owners)
    closed |= set(_left_alone(document, template))
    for place, text in document.placed():
        if place in owners or place not in closed:
            for line in text.split("\n"):
                words = words_of(_PAGE.sub("", line))
                yield WrittenLine(place, line.strip(), words, tuple(owners.get(place) or printed.get(words, ())))


def _printed(
    controls: Sequence[Control], owners: Mapping[Place, list[str]], template: FormTemplate
) -> Mapping[Words, tuple[str, ...]]:
    """Return by their words the lines that show what stands in the controls, and all that these let one choose."""
    printed: dict[Words, dict[str, None]] = defaultdict(dict)
    for control in controls:
        for key in owners.get(InControl(control.tag or control.title), ()):
            offered = template.field(key).choices
            for text in (control.title, *control.text.split("\n"), *control.choices, *offered):
                printed[words_of(text)][key] = None
    return {words: tuple(keys) for words, keys in printed.items()}


def _left_alone(document: Document, template: FormTemplate) -> Iterator[Place]:
    """Yield the places that say nothing of their own: nested tables, lists to choose from, empty boxes."""
    shown = {words_of(text) for place, text in document.placed() if not isinstance(place, InControl)}
    for control in document.controls:
        is_empty = control.kind is ControlKind.CHECK_BOX and not control.checked
        if is_empty or words_of(control.text) in shown:
            yield InControl(control.tag or control.title)
    for table in document.tables:
        if table.in_cell or _is_list(table, template):
            yield from (table.at(row, at) for row, cells in enumerate(table.rows) for at in range(len(cells)))


def _is_list(table: Table, template: FormTemplate) -> bool:
    """Whether a sheet only holds what a cell elsewhere lets one choose from."""
    texts = {cell for row in table.rows for cell in row if cell} - _YES_OR_NO
    return len(texts) > 1 and any(texts <= set(asked.choices) for asked in template.fields)


def _below_the_form(document: Document, answered: Iterable[Place]) -> set[Place]:
    """Return the places of the office's part, of signatures, and of what closes a letter below the last answer."""
    lines = "\n".join(document.lines).split("\n")
    last = max((place.line for place in answered if isinstance(place, InLine)), default=document.above) - document.above
    closing = (number for number, line in enumerate(lines[last:], last) if _CLOSES.find(line.strip()))
    end = min(office_begins(lines), next(closing, len(lines)))
    closed: set[Place] = {InLine(document.above + number) for number in range(end + 1, len(lines) + 1)}
    for table in document.tables:
        start = office_begins(["".join(filter(None, row[:1])) for row in table.rows])
        closed |= {table.at(row, at) for row in range(start, len(table.rows)) for at in range(len(table.rows[row]))}
    return closed


def _beside_the_form(document: Document, answered: Iterable[Place]) -> set[Place]:
    """Return the places above the first and below the last line of a form, and of the tables that hold none of it."""
    lines = [place.line for place in answered if isinstance(place, InLine)]
    tables = {place.table for place in answered if isinstance(place, InCell)}
    first, last = min(lines, default=0), max(lines, default=0)
    return {
        place
        for place, _ in document.placed()
        if (isinstance(place, InLine) and not first < place.line < last)
        or (isinstance(place, InCell) and place.table not in tables)
    }
