"""Accounts for every text of a blank form: what the proposal has no place for is told, with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from openpyxl.utils import get_column_letter

from mailbot.forms.learn.head_words import is_header
from mailbot.forms.learn.question import BOX, ROOM, Question, is_note, is_organisation
from mailbot.forms.learn.read_back import quoted
from parsers import Document, FormTemplate, Table

_WORD = re.compile(r"[^\W_]+")
_PARTED = re.compile(f"{ROOM.pattern}|{BOX.pattern}|[\n\t]")
_STARRED = re.compile(r"\*\s*:?$")
_MARKS_REQUIRED = "is marked with *, but is no required question of the proposal"
_UNUSED = "is neither question, help, heading nor choice in the proposal"


def doubts(document: Document, found: Sequence[Question], template: FormTemplate) -> Iterator[str]:
    """Say which texts of a form became nothing, and which marked with * did not become a required question.

    `document` is the form as it was learnt from, `found` the questions that were kept.
    """
    used = [_words(text) for text in _used(found, template)]
    asked = {_words(name) for question in found for name in question.label.split("\n")}
    required = {_words(field.label) for field in template.fields if field.required}
    for place, text in _texts(document):
        words = _words(text)
        if not words or is_note(text) or is_organisation(text):
            continue
        if not _is_accounted_for(words, used):
            yield f"{place}: {quoted(text)} {_UNUSED}"
        elif _STARRED.search(text) and not (words in asked and any(label in words for label in required)):
            yield f"{place}: {quoted(text)} {_MARKS_REQUIRED}"


def _used(found: Iterable[Question], template: FormTemplate) -> Iterator[str]:
    """Yield every text that the proposal was made of."""
    yield template.title
    for question in found:
        yield from (question.label, question.help, f"{question.label} {question.help}", question.section)
        yield from _pieces(question.room.text)
    for field in template.fields:
        yield from (field.label, field.help, field.section, *field.choices)


def _is_accounted_for(words: str, used: Sequence[str]) -> bool:
    """Whether a text was used whole, or is several words of a longer one: help over some lines is put together."""
    return words in used or (" " in words and any(f" {words} " in f" {text} " for text in used))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _pieces(text: str) -> list[str]:
    return _PARTED.sub("\n", text).split("\n")


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the pieces of text between the places to write in, with where each stands."""
    for place, text in _places(document):
        yield from ((place, piece.strip()) for piece in _pieces(text))


def _places(document: Document) -> Iterator[tuple[str, str]]:
    is_sheet = document.format == "xlsx"
    lines = filter(None, document.lines)
    yield from ((f"line {number}", line) for number, line in enumerate(lines, 1))
    for number, one in enumerate(document.tables, 1):
        for row, column, text in _cells(one):
            place = f"sheet {number}, {get_column_letter(column)}{row}" if is_sheet else f"table {number}, row {row}"
            yield place, text


def _cells(one: Table) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and text of each cell but those of «Fråga, Svar, Hjälp»."""
    rows = ((number, row) for number, row in enumerate(one.rows, 1) if not is_header(row))
    yield from ((number, column, text) for number, row in rows for column, text in enumerate(row, 1) if text)
