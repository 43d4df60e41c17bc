"""A form template and what was read from one filled form.

These types are all that the rest of the world needs to know of `parsers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Value = str | tuple[str, ...] | bool | date | None
"""What a field holds: text, the chosen choices, yes or no, a date, or nothing."""


class Kind(StrEnum):
    """What may be written in a field."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    EMAIL = "email"
    PHONE = "phone"
    DATE = "date"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    YES_NO = "yes_no"


class Code(StrEnum):
    """Why a field could not be used as it stood."""

    MISSING = "missing"
    INVALID = "invalid"
    AMBIGUOUS = "ambiguous"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form.

    `aliases` are other labels that mean the same question; `help` is the text
    under the label, which left in place counts as no answer.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    choices: tuple[str, ...] = ()
    open_choice: bool = False
    """Whether an answer outside `choices` is taken as written («annan»)."""
    max_length: int = 20_000
    section: str = ""
    """The heading that the field stands under, in the files made from the template."""


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A form as data. `id` names it and its version, as `gemensam-1`."""

    id: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""

    def __hash__(self) -> int:
        """Hash by id: what is known of a template is looked up with every file."""
        return hash(self.id)

    def field(self, key: str) -> Field:
        """Return the field with this key; KeyError where there is none."""
        for candidate in self.fields:
            if candidate.key == key:
                return candidate
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, and one Swedish sentence that says so to the initiator."""

    field: str
    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class ParsedForm:
    """One filled form: every field of its template has a key in `values`.

    `places` says where each value was found («tabell 1, rad 4»), for a human to check;
    `written` is what stands in the file where no value could be made of it.
    """

    template: str
    format: str
    values: Mapping[str, Value]
    problems: tuple[FieldProblem, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

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

    `maybe_form` is false for files that no form comes as, such as a picture.
    """

    format: str
    reason: str
    maybe_form: bool = True
