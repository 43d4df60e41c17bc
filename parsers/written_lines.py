"""The lines of a document that may be somebody's words, and which question's answer was taken from each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Generator, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.document.model import (
    Control,
    ControlKind,
    Document,
    InCell,
    InControl,
    InLine,
    Paragraph,
    Place,
    Row,
    Table,
)
from parsers.office_use import is_office
from parsers.own_words import Words, words_of
from parsers.phrases import form_phrases
from parsers.questions.correction_notes import without_notes
from parsers.questions.in_lines import Answer
from parsers.short_texts import kept
from parsers.template import FormTemplate

_PAGE = re.compile(
    r"\b(?:sida|page|sid[.]?)\s*\d+(?:\s*(?:av|of|/|\()\s*\d+\)?)?|\A(?:tabell|blad) \d+\Z", re.IGNORECASE
)
_CLOSES, _FOOT = form_phrases("closes"), form_phrases("foot")
_PROMPT, _PROMPT_AFTER = form_phrases("prompt"), form_phrases("prompt_after")
_SAYS_NOTHING, _COUNTER = form_phrases("says_nothing"), form_phrases("counter")
_COUNT, _MANY_COUNTS = re.compile(r"\d{1,5} ?/ ?\d{3,5}"), 3
"""How a field shows the letters of its answer, «29/200»; a form has as many that does so."""
_YES_OR_NO = {"Ja", "Nej"}
_OF_MAILS = ("text", "html")
_LEAST_NUMBERED, _MOST_HEADS = 3, 2
"""Rows that a column numbers at least, and the other texts that it may hold: its head, and a title."""
_LEAST_COUNTED = 4
"""Rows whose letters a column counts at least: fewer may be numbers that somebody wrote."""


class WrittenLine(NamedTuple):
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
    outside = _below_the_form(document, owners) if is_whole else _beside_the_form(document, owners)
    closed = {*outside, *_left_alone(document, template)}
    counts = {line for _, text in document.placed() for line in text.split("\n") if _COUNT.fullmatch(line)}
    for place, text in document.placed():
        if place in owners or place not in closed:
            for line in text.split("\n"):
                words = said(line) if line not in counts or len(counts) < _MANY_COUNTS else ()
                yield WrittenLine(place, line.strip(), words, tuple(owners.get(place) or printed.get(words, ())))


@kept
def said(line: str) -> Words:
    """Return the words of a line that somebody may have written: no greeting, prompt, note, counter or page number."""
    if _SAYS_NOTHING.find(line.strip()) or _COUNTER.find(line.strip()):
        return ()
    return words_of(_PAGE.sub("", _PROMPT_AFTER.without(_PROMPT.without(without_notes(line)))))


def _printed(
    controls: Sequence[Control], owners: Mapping[Place, list[str]], template: FormTemplate
) -> Mapping[Words, tuple[str, ...]]:
    """Return by their words the lines that show what stands in the controls, and all that these let one choose."""
    printed: dict[Words, dict[str, None]] = defaultdict(dict)
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for control in controls:
        for key in owners.get(InControl(control.tag or control.title), ()):
            texts[key].update(dict.fromkeys((control.title, *control.text.split("\n"), *control.choices)))
    for key, shown in texts.items():
        for text in (*shown, *template.field(key).choices):
            printed[words_of(text)][key] = None
    return {words: tuple(keys) for words, keys in printed.items() if words}


def _left_alone(document: Document, template: FormTemplate) -> Iterator[Place]:
    """Yield the places that say nothing of their own: nested and hidden tables, lists to choose from, empty boxes.

    So does a control in a line or a cell, which shows what stands in it.
    """
    own = [block for block in document.blocks if isinstance(block, Control)]
    placed = document.placed() if own else ()
    shown = {words_of(text) for place, text in placed if not isinstance(place, InControl)}
    for control in document.controls:
        is_empty = control.kind is ControlKind.CHECK_BOX and not control.checked
        if control not in own or is_empty or words_of(control.text) in shown:
            yield InControl(control.tag or control.title)
    for table in document.tables:
        if table.in_cell or table.is_hidden or _is_list(table, template):
            yield from (table.at(row, at) for row, cells in enumerate(table.rows) for at in range(len(cells)))
        yield from _row_numbers(table)
        yield from _letter_counts(table)


def _row_numbers(table: Table) -> Iterator[Place]:
    """Yield the cells of a first column that number the rows: 1, 2, 3 …, perhaps below a head, or parted by some."""
    rows = [(row, cells) for row, cells in enumerate(table.rows) if None not in cells[1:2]]
    first = [(row, cells[0].strip().rstrip(".)")) for row, cells in rows if cells and cells[0]]
    numbers = [(row, text) for row, text in first if text.isdecimal()]
    is_counted = [text for _, text in numbers] == [str(number) for number in range(1, len(numbers) + 1)]
    if is_counted and len(numbers) >= max(_LEAST_NUMBERED, len(first) - _MOST_HEADS):
        yield from (table.at(row, 0) for row, _ in numbers)


def _letter_counts(table: Table) -> Iterator[Place]:
    """Yield the cells of a column that counts the letters of a cell left of each, as Excel's LEN does, and its head."""
    for column in range(1, max(map(len, table.rows), default=0)):
        told = {row: cells[column] or "" for row, cells in enumerate(table.rows) if any(cells[column : column + 1])}
        counts = [row for row, text in told.items() if _counts(text, table.rows[row][:column])]
        if sum(told[row] != "0" for row in counts) >= _LEAST_COUNTED:
            heads = [row for row in told if row < counts[0]]
            yield from (table.at(row, column) for row in (*counts, *(heads if len(heads) == 1 else ())))


def _counts(text: str, left: Row) -> bool:
    return text.isdecimal() and text in {str(len(cell or "")) for cell in left}


def _is_list(table: Table, template: FormTemplate) -> bool:
    """Whether a sheet only holds what a cell elsewhere lets one choose from."""
    texts = {cell for row in table.rows for cell in row if cell} - _YES_OR_NO
    return len(texts) > 1 and any(texts <= set(asked.choices) for asked in template.fields)


def _below_the_form(document: Document, answered: Iterable[Place]) -> Iterator[Place]:
    """Yield the places of the office's part, of signatures, and of what closes a letter below the last answer.

    A part ends where a question of the form is asked again: the office's may stand at the top.
    """
    lines = {place.line for place in answered if isinstance(place, InLine)}
    rows = {place[:2] for place in answered if isinstance(place, InCell)}
    last = max(lines, default=0)
    number, is_below = document.above, False
    for block in document.blocks:
        if isinstance(block, Table):
            is_below = yield from _below_in(block, rows, is_below=is_below)
        elif isinstance(block, Paragraph) and block.is_line:
            for line in block.text.split("\n"):
                number += 1
                is_below = is_below and number not in lines
                is_below = is_below or is_office(line) or (number > last and bool(_CLOSES.find(line.strip())))
                is_foot = document.format in _OF_MAILS and number > last and bool(_FOOT.find(line.strip()))
                if is_below or is_foot:
                    yield InLine(number)


def _below_in(table: Table, answered: Container[tuple[int, int]], *, is_below: bool) -> Generator[Place, None, bool]:
    """Yield the cells of the rows from the office's heading on; return whether what follows the table is below it.

    `answered` are the rows that answers were taken from, by their tables.
    """
    for row, cells in enumerate(table.rows):
        is_below = is_below and table.at(row, 0)[:2] not in answered
        is_below = is_below or is_office("".join(filter(None, cells[:1])))
        if is_below:
            yield from (table.at(row, at) for at in range(len(cells)))
    return is_below


def _beside_the_form(document: Document, answered: Iterable[Place]) -> Iterator[Place]:
    """Yield the places above the first and below the last line of a form, and of the tables that hold none of it."""
    lines = [place.line for place in answered if isinstance(place, InLine)]
    tables = {place.table for place in answered if isinstance(place, InCell)}
    first, last = min(lines, default=0), max(lines, default=0)
    for place, _ in document.placed():
        is_line = isinstance(place, InLine) and not first < place.line < last
        if is_line or (isinstance(place, InCell) and place.table not in tables):
            yield place
