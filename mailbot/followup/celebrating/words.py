"""The Swedish words of the letter about what was achieved, from `templates/celebration/celebration.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from mailbot.primitives.templates_folder import templates_dir


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """A field of the evaluation whose answer is told, and the label that it stands under."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Words:
    """The whole file; see its comments."""

    mark: str
    title: str
    file_name: str
    intro: str
    unfinished: str
    untitled: str
    about_line: str
    in_their_words: str
    unnamed_one: str
    unnamed_many: str
    closing_title: str
    closing: str
    steps: Mapping[str, str]
    consent: str
    answers: tuple[ToldAnswer, ...]

    def token(self, text: str) -> str | None:
        """Return the token in a text, if there is one."""
        found = re.search(rf"{re.escape(self.mark)}([0-9a-f]{{16}})(?![0-9a-z])", text)
        return found[1] if found else None


@cache
def words() -> Words:
    """Return the words; a key that is missing, or unknown, is a TypeError."""
    path = templates_dir() / "celebration" / "celebration.toml"
    return _words(**tomllib.loads(path.read_text(encoding="utf-8")))


def _words(*, steps: Mapping[str, str], told: Mapping[str, Any], **texts: str) -> Words:
    answers: Sequence[Mapping[str, str]] = told["answers"]
    return Words(
        steps=MappingProxyType(dict(steps)),
        consent=told["consent"],
        answers=tuple(ToldAnswer(**one) for one in answers),
        **texts,
    )
