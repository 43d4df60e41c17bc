"""Finds answers in running text: after the label on its line, or on the lines below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from parsers.form import Field, Kind
from parsers.labels import Labels

_LIST_KINDS = (Kind.LONG_TEXT, Kind.MULTI_CHOICE)
_BROKEN = 60
"""Characters in a line that may have been broken where the paper, or the mail program, ended it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as written, perhaps empty, and its place."""

    text: str
    place: str


def in_lines(lines: Iterable[str], fields: Mapping[str, Field], labels: Labels) -> Iterator[tuple[str, Answer]]:
    """Read «Label: value», and labels with their answer on the lines below; it may be empty.

    Where a field's own label stands, an alias of it is a word of another's answer.
    """
    split = "\n".join(lines).split("\n")
    labels = labels.with_own_only(piece for line in split for piece in line.split("\t"))
    key, start, parts = None, 0, list[str]()
    for number, line in enumerate(split, 1):
        for piece in _questions_of(line, labels):
            asked, value = labels.split(piece.strip())
            if asked is None and not labels.is_heading(piece):
                parts.append(piece)
                continue
            if key is not None:
                yield key, Answer(_of_lines(parts, fields[key], labels), f"textrad {start}")
            key, start, parts = asked, number, [value]
    if key is not None:
        yield key, Answer(_of_lines(parts, fields[key], labels), f"textrad {start}")


def _questions_of(line: str, labels: Labels) -> list[str]:
    """Take a line with several questions apart: «Telefon: 035-12 34 56 [tab] E-post: …»."""
    pieces = line.split("\t")
    if len(pieces) == 1 or not any(labels.split(piece.strip())[0] for piece in pieces[1:]):
        return [line]
    asks = [number for number, piece in enumerate(pieces) if number and labels.split(piece.strip())[0]]
    return ["\t".join(pieces[start:end]) for start, end in pairwise((0, *asks, len(pieces)))]


def _of_lines(parts: list[str], field: Field, labels: Labels) -> str:
    """Join an answer's lines; one that is a single line by its kind ends where that line does."""
    text = labels.written("\n".join(part.strip() for part in parts), field)
    if field.kind in _LIST_KINDS:
        return text
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines, 1) if len(line) < _BROKEN), len(lines))
    return " ".join(lines[:end]) if field.kind is Kind.TEXT else lines[0]
