"""Finds which question a label asks: by its own words, its aliases, and past small slips of the keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from parsers.form import Field, FormTemplate

MAX_LABEL = 120
"""A longer text is no label."""

_INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060\ufeff]")
_NUMBERING = re.compile(r"\s*\(?(?:\d{1,2}|[a-zA-Z])[.)]\s*(?=\w)")
_QUESTION_NUMBER = re.compile(
    r"\s*(?:fråga\s+)?\d{1,2}(?:\.\d{1,2}){0,2}\.?\s*(?::\s*|(?<=[\s.])(?=[^\W\d]))", re.IGNORECASE
)
"""«Fråga 1: » or «1.2 » before a label; before an answer it may be part of it."""
_REMARK = re.compile(r"\([^()]*\)\W*$")
_WORD = re.compile(r"[^\W_]+")
_NO_WORDS = " \t_.…-–—"
"""What people write where they have nothing to say, and the line that a paper form has to write on."""
_WRITING_LINE = re.compile("_{3,}|…{3,}|[.]{5,}")
_SEPARATORS = (":", "\t", "  ", " – ", " - ")
"""Between a label and its answer on a line: columns in a mail's text are parted by blanks."""
_HELP_LINES = 4
"""The most lines that a help text is broken into, in a mail or a PDF."""
_LEAST_FOR_SLIP = 5
_ALIKE = 0.85
"""Two swapped or one wrong letter in seven passes; «resultat» for «resurser» does not."""


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """Return a label's bare words: no case, punctuation, numbering, closing remark or invisible characters."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    if "(" in bare:
        bare = _REMARK.sub("", bare) or bare
    if numbering := _NUMBERING.match(bare):
        bare = bare[numbering.end() :]
    return " ".join(_WORD.findall(bare.casefold()))


PLACEHOLDERS = frozenset(
    normalised(text)
    for text in (
        "Skriv här",
        "Välj i listan",
        "Välj datum",
        "Välj ett datum",
        "Välj ett objekt",
        "Välj ett element",
        "Klicka här för att ange text",
        "Klicka eller tryck här för att ange text",
        "Klicka här för att ange datum",
        "Klicka eller tryck här för att ange datum",
        "Click or tap here to enter text",
        "Click here to enter text",
        "Click or tap to enter a date",
        "Choose an item",
    )
)
"""What Word, and our own form, shows where nothing is written yet."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The questions of one template, all texts normalised.

    `keys` by label and alias; `headings` of sections; `unanswered`: what each field shows while nobody has answered.
    `own` are the fields' labels without aliases, `helps` their help texts.
    """

    keys: Mapping[str, str]
    headings: frozenset[str]
    unanswered: Mapping[str, frozenset[str]]
    own: frozenset[str]
    helps: Mapping[str, str]

    def key(self, text: str) -> str | None:
        """Return the key of the field that this label asks for."""
        if not 0 < len(text) <= MAX_LABEL:
            return None
        key = self.keys.get(normalised(text))
        if key is None and (numbering := _QUESTION_NUMBER.match(text)):
            key = self.keys.get(normalised(text[numbering.end() :]))
        return key

    def split(self, line: str) -> tuple[str | None, str]:
        """Take «Label: value», or a label alone, apart; (None, line) where it holds no label."""
        if key := self.key(line):
            return key, ""
        numbering = _QUESTION_NUMBER.match(line)
        bare = line[numbering.end() :] if numbering else line
        for separator in _SEPARATORS:
            if separator not in bare:
                continue
            label, _, value = bare.partition(separator)
            if key := self.key(label):
                # A bold label in a plain text mail, «*Rubrik:* Morgonrunda», or Markdown's «**Rubrik:** Morgonrunda».
                value = (value.lstrip("*") if "*" in label else value).strip()
                return key, "" if self._is_help(value, key) else value
        label, _, value = bare.partition(". ")
        return (key, "") if (key := self.key(label)) and self._is_help(value, key) else (None, line)

    def _is_help(self, text: str, key: str) -> bool:
        return len(text) <= len(self.helps[key]) + MAX_LABEL and normalised(text) == normalised(self.helps[key])

    def with_own_only(self, texts: Iterable[str]) -> Labels:
        """Return labels without the aliases of each field whose own label stands in one of these texts."""
        own = replace(self, keys={name: key for name, key in self.keys.items() if name in self.own})
        asked = {own.split(text.strip())[0] for text in texts}
        keys = {name: key for name, key in self.keys.items() if name in self.own or key not in asked}
        return replace(self, keys=keys)

    def is_heading(self, text: str) -> bool:
        """Whether the text is one of the form's section headings."""
        return len(text) <= MAX_LABEL and normalised(text) in self.headings

    def written(self, text: str, field: Field) -> str:
        """Return an answer without the help text, prompt or label that was left before, beside or after it."""
        beside, tab, rest = text.partition("\t")
        if tab and self._is_unanswered(beside, field):
            text = rest
        text = _WRITING_LINE.sub("", text)
        if "\n" not in text:
            return "" if self._is_unanswered(text, field) else text.strip()
        lines = text.split("\n")
        while lines and (left := self._left_lines(lines, field)):
            del lines[:left]
        while lines and self._is_unanswered(lines[-1], field):
            lines.pop()
        return "\n".join(lines).strip()

    def _left_lines(self, lines: list[str], field: Field) -> int:
        """Return how many of the first lines are a text that was left in place; the help text may be broken."""
        broken = len(field.help) > len(lines[0])
        tried = range(1, min(len(lines), _HELP_LINES if broken else 1) + 1)
        return next((count for count in tried if self._is_unanswered("\n".join(lines[:count]), field)), 0)

    def _is_unanswered(self, text: str, field: Field) -> bool:
        if len(text) > MAX_LABEL + len(field.help):
            return False
        bare = normalised(text)
        return bare in self.unanswered[field.key] if bare else not text.strip(_NO_WORDS)

    def with_slips(self, texts: Iterable[str], keys: set[str]) -> Labels:
        """Return labels that also take each text that is almost a label of one of these fields."""
        wanted = {name: key for name, key in self.keys.items() if key in keys and len(name) >= _LEAST_FOR_SLIP}
        possible = {normalised(text) for text in texts if len(text) <= MAX_LABEL} - self.keys.keys()
        slips = {
            text: wanted[name]
            for text in possible
            if len(text) >= _LEAST_FOR_SLIP
            for name in get_close_matches(text, wanted, n=1, cutoff=_ALIKE)
        }
        return replace(self, keys={**slips, **self.keys})


@lru_cache(maxsize=32)
def labels_of(template: FormTemplate) -> Labels:
    """Return a template's labels. A label counts before another field's alias."""
    names = [(field.label, field.key) for field in reversed(template.fields)]
    aliases = [(alias, field.key) for field in reversed(template.fields) for alias in field.aliases]
    return Labels(
        {normalised(name): key for name, key in (*aliases, *names)},
        frozenset(normalised(field.section) for field in template.fields if field.section),
        {field.key: PLACEHOLDERS | {normalised(field.help), normalised(field.label)} for field in template.fields},
        frozenset(normalised(field.label) for field in template.fields),
        {field.key: field.help for field in template.fields},
    )
