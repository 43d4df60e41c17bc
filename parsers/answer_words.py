"""What the answer to one question accounts for, of the words that stand where it was taken from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from parsers.document.excel.number_format import MONTHS
from parsers.document.model import CHECKED
from parsers.own_words import Words, words_of
from parsers.phrases import form_phrases
from parsers.questions.in_lines import Answer
from parsers.result import Code, ParsedForm, Value
from parsers.template import Field, Kind
from parsers.values.non_answers import is_unanswered, says_none
from parsers.values.tick_marks import ticked

_MARK, _ALL = form_phrases("mark_word"), form_phrases("all")
_JOINING = frozenset(("och", "samt", "eller"))
_BESIDE_A_CHOICE = frozenset(("x", "ja", "nej", "ej", "inte"))
"""What a line begins with that says of a choice whether it is meant, and then why."""
_CHOSEN = (Kind.CHOICE, Kind.MULTI_CHOICE, Kind.YES_NO)
_COUNTED = (Kind.PHONE, Kind.DATE)
_LEAST_OF_CHOICE = 3
"""Letters of a choice's word that may stand in another form: «regionen»."""


@dataclass(frozen=True, slots=True)
class AnswerAccount:
    """What a question's answer accounts for: its words, each as often as it says them, and the letters of its texts."""

    asked: Field
    chosen: tuple[str, ...]
    is_doubted: bool
    letters: str
    words: Counter[str]
    offered: frozenset[str] = frozenset()
    """The words of the choices that the question offers."""
    days: frozenset[str] = frozenset()
    """How days that are the answer may be written: «1», «februari», «2027»."""

    def without(self, words: Words) -> Words:
        """Return the words that are not the answer's, and count those that are as said."""
        return tuple(word for word in words if not self._takes(word))

    def _takes(self, word: str) -> bool:
        if word in self.offered:
            return True
        if self.words.get(word):
            self.words[word] -= 1
            return True
        if self.asked.kind in _CHOSEN:
            is_joining = word in _JOINING or bool(_MARK.find(word))
            return is_joining or any(_is_form_of(word, own) for own in self.offered)
        if self.asked.kind in _COUNTED:
            return word.isdigit() and word.lstrip("0") in "".join(filter(str.isdigit, "".join(self.chosen)))
        return word in self.days

    def is_untaken(self, text: str) -> bool:
        """Whether a line with boxes shows a ticked choice of the question that the answer lacks, or a mark alone."""
        if not self.asked.choices:
            return self.asked.kind not in _CHOSEN and not self.chosen and CHECKED in text
        return any(item in self.asked.choices and item not in self.chosen for item in ticked(text))

    def names(self, words: Words) -> bool:
        """Whether a line names a choice that was taken, or begins with what marks one, all or none."""
        if any(set(words_of(choice)) <= set(words) for choice in self.chosen):
            return True
        if self.asked.kind is not Kind.MULTI_CHOICE or not self.chosen or not words:
            return False
        return words[0] in _BESIDE_A_CHOICE or bool(_ALL.find(words[0]))


def account_of(asked: Field, answer: Answer, form: ParsedForm) -> AnswerAccount:
    """Return what an answer, and its value in the form, account for."""
    value = form.values.get(asked.key)
    chosen = value if isinstance(value, tuple) else () if value is None else (_as_text(value),)
    is_nothing = value is None and (is_unanswered(asked, answer.text) or says_none(answer.text))
    texts = [words_of(text) for text in ((answer.text,) if is_nothing else chosen)]
    lines = [words_of(line) for text in chosen if "\n" in text for line in text.split("\n")]
    is_doubted = any(problem.field == asked.key and problem.code is not Code.MISSING for problem in form.problems)
    letters = "\n".join(map("".join, (*texts, *lines)))
    words = Counter(chain.from_iterable(texts))
    offered = _offered(asked) if asked.kind in _CHOSEN else frozenset()
    days = frozenset(word for text in chosen if text[:1].isdigit() for word in _as_written(text))
    return AnswerAccount(asked, chosen, is_doubted, letters, words, offered, days)


@lru_cache(maxsize=512)
def _offered(asked: Field) -> frozenset[str]:
    return frozenset(word for choice in asked.choices for word in words_of(choice))


def _as_written(text: str) -> Iterator[str]:
    """Yield the words of a day that a calendar in the form gave: «2027-02-01» shows as «1 februari 2027»."""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        yield from (str(day.day), MONTHS[day.month - 1], MONTHS[day.month - 1][:3], str(day.year))


def _as_text(value: Value) -> str:
    """Return a value as somebody writes it; a day, at least its numbers."""
    return str(value) if not isinstance(value, bool) else "Ja" if value else "Nej"


def _is_form_of(word: str, own: str) -> bool:
    """Whether a word is another form of one: «regionen» of «region», «gemensam» of «gemensamt»."""
    is_longer = len(own) >= _LEAST_OF_CHOICE and word.startswith(own)
    return word == own or is_longer or (len(word) > _LEAST_OF_CHOICE and own.startswith(word))
