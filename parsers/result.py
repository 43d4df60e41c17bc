"""What was read from one filled form, or why nothing could be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

Value = str | tuple[str, ...] | bool | date | None
"""What a field holds: text, the chosen choices, yes or no, a date, or nothing."""


class Code(StrEnum):
    """Why a field could not be used as it stood."""

    MISSING = "missing"
    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"
    UNPLACED = "unplaced"
    """Text that belongs to no question: the problem's field is then `UNPLACED`, too."""


UNPLACED: Final = "unplaced"
"""Stands for the field in a problem that is the whole form's."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, or with the form (`UNPLACED`), and one Swedish sentence that says so to people."""

    field: str
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class ParsedForm:
    """One filled form: every field of its template has a key in `values`.

    `places` says where each value was found («tabell 1, rad 4»), for a human to check;
    `written` is what stands in the file where no value could be made of it, and `unplaced` what stands there and is
    neither the form's own nor in an answer; a problem asks about it, but where it only explains a choice.
    """

    template: str
    format: str
    values: Mapping[str, Value]
    problems: tuple[FieldProblem, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing stands in the way of registering it as it is."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class NotAForm:
    """The file could be read, and is something else. `reason` is a Swedish clause."""

    format: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The file could not be opened. `reason` is a Swedish clause that goes in a letter.

    `maybe_form` is false for files that no form comes as, such as a picture; `pictures_only` is
    true for one that was read to its end and holds no text.
    """

    format: str
    reason: str
    maybe_form: bool = True
    pictures_only: bool = field(default=False, compare=False)


READ_FORMATS: Final = frozenset({"docx", "xlsx", "odt", "ods", "doc", "rtf", "xls", "pdf", "html", "text"})
"""Formats, by the name that a result has for them, in which we find what is written."""

Result = tuple[ParsedForm, ...] | NotAForm | Unreadable
"""What a file or a text gave: its forms, or why there are none."""
