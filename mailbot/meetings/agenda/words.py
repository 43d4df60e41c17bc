"""The agenda's Swedish words, from `templates/agenda/agenda.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from mailbot.config import templates_dir
from mailbot.store.values import DecisionOutcome


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DecisionWords(_Table):
    """What stands by the three answers that a decision has; `case` labels the reference."""

    outcome: str
    reasons: str
    responsible: str


class Labels(DecisionWords):
    """The labels by which a returned agenda is read."""

    case: str


class OutcomeWords(_Table):
    """How an outcome is written, and other ways to write it."""

    word: str
    also: tuple[str, ...] = ()


class Shown(_Table):
    """A label, and the form's fields whose answers stand by it."""

    label: str
    fields: tuple[str, ...]


class Words(_Table):
    """The whole file; see its comments."""

    group: str
    file_name: str
    material_name: str
    mark: str
    untitled: str
    no_request: str
    no_material: str
    request_field: str
    labels: Labels
    placeholders: DecisionWords
    outcomes: Mapping[DecisionOutcome, OutcomeWords]
    table: tuple[Shown, ...]
    text: tuple[Shown, ...]

    def word(self, outcome: DecisionOutcome) -> str:
        """Return the Swedish word for an outcome."""
        return self.outcomes[outcome].word

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose a decision from."""
        return tuple(self.word(outcome) for outcome in DecisionOutcome)

    def outcome(self, written: str) -> DecisionOutcome | None:
        """Return the outcome that was written, blind to case, accents and punctuation; None where unknown."""
        for outcome, words in self.outcomes.items():
            if key(written) in {key(word) for word in (words.word, *words.also)}:
                return outcome
        return None

    def marked(self, token: str) -> str:
        """Return an agenda's token as it is printed in the files."""
        return f"{self.mark}{token}"

    def token(self, text: str) -> str | None:
        """Return the token printed in a text, if there is one."""
        found = re.search(rf"{re.escape(self.mark)}([0-9a-z]{{8,40}})(?![0-9a-z])", text, re.IGNORECASE)
        return found.group(1).lower() if found else None


@cache
def words() -> Words:
    """Return the shipped words."""
    path = templates_dir() / "agenda" / "agenda.toml"
    return Words.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def key(text: str) -> str:
    """Return a text as it is compared: letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
