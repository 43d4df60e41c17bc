"""A form as data: its questions, and what may be answered to each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class FieldKey(StrEnum):
    """The keys that the code itself knows; all others are known to a form alone, which may lack even these."""

    TITLE = "title"
    INITIATOR_NAME = "initiator_name"
    ROLE = "role"
    ORGANISATION = "organisation"
    UNIT = "unit"
    EMAIL = "email"
    DESCRIPTION = "description"


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

    def __hash__(self) -> int:
        """Hash by key: what is known of a field is looked up with every text."""
        return hash(self.key)


@dataclass(frozen=True, slots=True)
class FormTemplate:
    """A form as data. `id` names it and its version, as `gemensam-1`."""

    id: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    author: str = ""
    """Whose form it is, for the properties of its files."""
    printed: tuple[str, ...] | None = None
    """What else somebody's own blank form says: words that are nobody's answer. None: nobody has told."""
    evaluates: bool = False
    """Whether it evaluates what was proposed, rather than proposing anything."""

    @property
    def tells_its_words(self) -> bool:
        """Whether what a blank form says besides its questions is known, so that other words are somebody's."""
        return bool(self.intro) or self.printed is not None

    def __hash__(self) -> int:
        """Hash by id: what is known of a template is looked up with every file."""
        return hash(self.id)

    def field(self, key: str) -> Field:
        """Return the field with this key; KeyError where there is none."""
        for candidate in self.fields:
            if candidate.key == key:
                return candidate
        raise KeyError(key)
