"""The words that a blank form shows by itself, so that they are told from what somebody wrote in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from parsers.document.model import UNKNOWN
from parsers.phrases import form_phrases, form_words
from parsers.questions.correction_notes import TO_DO
from parsers.questions.label_text import visible
from parsers.template import FormTemplate

Words = tuple[str, ...]

_WORD = re.compile("(?:[^\\W_]|\ufffd)+")
"""With the sign for what a font does not tell: «ini\ufffda\ufffdv»."""
_SENTENCE = re.compile(r"(?<=[.?!:])\s+|\n")
_PROMPTS = ("write_here", "choose_in_list", "choose_date")
_HEADS = ("Fråga", "Svar", "Ditt svar", "Hjälp", "Fyll i", "Annan, skriv vilken", "Diarienummer", "Ja", "Nej")
_COLUMN_HEADS = (
    "Nr",
    "Nummer",
    "Kommentar",
    "Kommentarer",
    "Alternativ",
    "Kryss",
    "Kryssa",
    "Markera",
    "Status",
    "Anteckningar",
    "Noteringar",
    "Antal tecken",
)
"""What people write over the columns of a table of their own."""
_PLACEHOLDER = form_phrases("placeholder")
_LEAST_LETTERS = 8
"""Letters of a part of the form's texts that can't be mistaken for somebody's own words."""
_LONG, _MOST_IN_END = 5, 3
"""Words of a text that is wrapped, and of its end that may stand on a line of their own."""
_UNTOLD_SIGNS, _UNTOLD = re.compile("\ufffd+"), 3
"""Signs for what a font does not tell, and the most letters that one stands for: a ligature."""


@lru_cache(maxsize=8192)
def words_of(text: str) -> Words:
    """Return a text's words in lower case, in order, without invisible signs."""
    return tuple(_WORD.findall(visible(text).casefold()))


@dataclass(frozen=True, slots=True, eq=False)
class OwnWords:
    """What a template's files show: whole texts and sentences by their first word, the longest first, and all letters.

    `ends` are the last few words of long texts: what wraps may leave them alone. `letters` are those of each text, a
    line each, without what parts its words.
    """

    phrases: Mapping[str, Sequence[Words]]
    ends: frozenset[Words]
    letters: str

    @lru_cache(maxsize=4096)  # noqa: B019 - there are as many as templates, and they last as long as the process
    def without(self, words: Words) -> Words:
        """Return the words that stand in none of the form's texts, nor number one."""
        if self.has(words):
            return ()
        rest: list[str] = []
        numbers = next((place for place, word in enumerate(words) if not word.isdigit()), len(words))
        place = numbers if self._known(words, numbers) else 0
        while place < len(words):
            known = self._known(words, place)
            rest += () if known else words[place : place + 1]
            place += known or 1
        return () if self.has(tuple(rest)) else tuple(rest)

    def has(self, words: Words) -> bool:
        """Whether words are a text of the form, or a part of one, however they are parted: «ve rksamheten»."""
        run = "".join(words)
        if len(run) < _LEAST_LETTERS or len(words) == 1:
            return words in self.ends or words in self.phrases.get(next(iter(words), ""), ())
        return run in self.letters if UNKNOWN not in run else self._shows(_UNTOLD_SIGNS.split(run))

    def _shows(self, parts: Sequence[str]) -> bool:
        """Whether a text holds these parts one after another, with what one sign may stand for between them."""
        ends = {found.end() for found in re.finditer(re.escape(parts[0]), self.letters)}
        for part in parts[1:]:
            starts = {end + letters for end in ends for letters in range(1, _UNTOLD + 1)}
            ends = {start + len(part) for start in starts if self.letters.startswith(part, start)}
        return bool(ends)

    def _known(self, words: Words, place: int) -> int:
        """Return how many words from a place on are a text of the form."""
        phrases = self.phrases.get(words[place], ()) if place < len(words) else ()
        return next((len(phrase) for phrase in phrases if words[place : place + len(phrase)] == phrase), 0)


@lru_cache(maxsize=32)
def own_words(template: FormTemplate) -> OwnWords:
    """Return the words of a template's files."""
    texts = {words_of(text) for text in _texts(template)} - {()}
    by_first: dict[str, list[Words]] = defaultdict(list)
    for words in sorted(texts, key=len, reverse=True):
        by_first[words[0]].append(words)
    ends = {words[-count:] for words in texts if len(words) >= _LONG for count in range(1, _MOST_IN_END + 1)}
    return OwnWords(by_first, frozenset(ends), "".join(f"{''.join(words)}\n" for words in texts))


def _texts(template: FormTemplate) -> Iterator[str]:
    yield from (template.title, template.author, *_HEADS, *_COLUMN_HEADS, *TO_DO.values(), *map(form_words, _PROMPTS))
    for text in (template.intro, *(template.printed or ()), *(field.help for field in template.fields)):
        yield from (text, *_SENTENCE.split(text))
    for field in template.fields:
        yield from (field.section, field.label, *field.aliases)
