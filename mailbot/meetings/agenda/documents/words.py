"""The agenda's Swedish words, from `templates/agenda/agenda.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from mailbot.primitives.templates_folder import templates_dir
from mailbot.store.values import ON_WORK, DecisionOutcome, State


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """What stands by the answers that a decision has. `applies_to`: to whom evaluated work is spread, or until when."""

    outcome: str
    reasons: str
    responsible: str
    applies_to: str


@dataclass(frozen=True, slots=True)
class AgendaLabels(DecisionWords):
    """The labels by which a returned agenda is read."""

    case: str


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """How an outcome is written, and other ways to write it."""

    word: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLabel:
    """A label, and the form's fields whose answers stand by it."""

    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The whole file; see its comments."""

    group: str
    file_name: str
    material_name: str
    mark: str
    calendar_title: str
    untitled: str
    no_organisation: str
    request: str
    no_request: str
    no_material: str
    sender: str
    sender_unconfirmed: str
    sender_outside: str
    history: str
    history_line: str
    history_line_with_reasons: str
    resembles: str
    resembles_line: str
    resembles_target_group: str
    resembles_indicators: str
    resembles_words: str
    resembles_decided: str
    resembles_anybody: str
    protocol_file: str
    extract_file: str
    protocol_title: str
    extract_title: str
    protocol_group: str
    protocol_time: str
    protocol_place: str
    protocol_secretary: str
    protocol_adjuster: str
    protocol_adjusters: str
    protocol_decision: str
    protocol_taken_off: str
    protocol_signatures: str
    notices: str
    notice: str
    notice_responsible: str
    notice_nobody: str
    notice_brief: str
    request_field: str
    labels: AgendaLabels
    placeholders: DecisionWords
    outcomes: Mapping[DecisionOutcome, OutcomeWords]
    standing: Mapping[State, str]
    table: tuple[ShownLabel, ...]
    text: tuple[ShownLabel, ...]
    evaluation: tuple[ShownLabel, ...]
    evaluation_brief: tuple[ShownLabel, ...]

    def word(self, outcome: DecisionOutcome) -> str:
        """Return the Swedish word for an outcome."""
        return self.outcomes[outcome].word

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose a decision about a proposal from."""
        return tuple(self.word(outcome) for outcome in DecisionOutcome if outcome not in ON_WORK)

    @property
    def work_choices(self) -> tuple[str, ...]:
        """The words to choose a decision about evaluated work from."""
        return tuple(self.word(outcome) for outcome in ON_WORK)

    def outcome(self, written: str) -> DecisionOutcome | None:
        """Return the outcome that was written, blind to case, accents and punctuation; None where unknown or asked."""
        if "?" in written:
            return None
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
    return _words(**tomllib.loads(path.read_text(encoding="utf-8")))


def unmarked(text: str) -> str:
    """Return what somebody has written so that no token is read in it, which would hide the agenda's own."""
    return re.sub(rf"({re.escape(words().mark)})(?=[0-9a-z])", r"\1 ", text, flags=re.IGNORECASE)


def _words(
    *,
    labels: Mapping[str, str],
    placeholders: Mapping[str, str],
    outcomes: Mapping[str, Mapping[str, Any]],
    standing: Mapping[str, str],
    table: Sequence[Mapping[str, Any]],
    text: Sequence[Mapping[str, Any]],
    evaluation: Sequence[Mapping[str, Any]],
    evaluation_brief: Sequence[Mapping[str, Any]],
    **texts: str,
) -> Words:
    """Make the words of the file's tables; a key that is missing, or unknown, is a TypeError."""
    meant = {
        DecisionOutcome(outcome): OutcomeWords(said["word"], tuple(said["also"])) for outcome, said in outcomes.items()
    }
    return Words(
        labels=AgendaLabels(**labels),
        placeholders=DecisionWords(**placeholders),
        outcomes=MappingProxyType(meant),
        standing=MappingProxyType({State(state): text for state, text in standing.items()}),
        table=_shown(table),
        text=_shown(text),
        evaluation=_shown(evaluation),
        evaluation_brief=_shown(evaluation_brief),
        **texts,
    )


def _shown(tables: Sequence[Mapping[str, Any]]) -> tuple[ShownLabel, ...]:
    return tuple(ShownLabel(one["label"], tuple(one["fields"])) for one in tables)


def key(text: str) -> str:
    """Return a text as it is compared: letters and digits alone, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
