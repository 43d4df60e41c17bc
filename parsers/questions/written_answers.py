"""What somebody wrote of the text in an answer's place: help, prompts and labels that were left are none of it."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.phrases import form_phrases
from parsers.questions.correction_notes import without_notes
from parsers.questions.label_text import MAX_LABEL, is_raised, normalised
from parsers.short_texts import kept
from parsers.template import Field

_WORD = re.compile(r"[^\W_]+")
_NO_WORDS = " \t_.…-–—?!*"
"""What people write where they have nothing to say, and the line that a paper form has to write on."""
_WRITING_LINE = re.compile("(?=[_….])(?:_{3,}|…{3,}|[.]{5,})")
"""Looking ahead for its first letter makes it several times as quick, which a long answer needs."""
_PLACEHOLDER, _COUNTER = form_phrases("placeholder"), form_phrases("counter")
_PROMPT, _PROMPT_AFTER = form_phrases("prompt"), form_phrases("prompt_after")
_LONGEST_PROMPT = 40
"""Letters of a prompt with what stands around it: all of a long answer need not be looked through."""
_COUNT = re.compile(r"\s*(?<!\S)\(?(\d{1,5}) ?/ ?\d{2,5}\)?\s*\Z")
"""How many letters an answer has, and may have, as some fields show it below: «29/200»."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_ANSWER = re.compile(r"(?:(?:mitt|vårt)\s+)?svar(?:(?:\s*\d{1,2})?:\s*|\s*\d{1,2}[.)]\s*(?=\S))", re.IGNORECASE)
_STRESSED = re.compile(r"(__|\*\*)(?=\S)([^\n]+)(?<=\S)\1")
"""What a writer of Markdown has stressed."""
_LEAST_IN_HELP = 3
"""Words in a sentence of help that can't be mistaken for an answer's own."""


@kept
def answer_of(text: str, field: Field) -> str:
    """Return an answer without the help text, prompt or label that was left before, beside or after it."""
    beside, tab, rest = text.partition("\t")
    if tab and _is_unanswered(beside, field):
        text = rest
    shown = _WRITING_LINE.sub("", _PROMPT.without(without_notes(text)))
    shown = shown[:-_LONGEST_PROMPT] + _PROMPT_AFTER.without(shown[-_LONGEST_PROMPT:])
    text = _unprompted(shown, field)
    is_marked = is_raised(text, field.help)
    if (left := shown if is_marked else _PROMPT.without(_without_help(text, field.help))) != shown:
        text = _unprompted(left, field)
    head, rest = text[: len(field.label) + 1], text[len(field.label) + 1 :]
    told = _ANSWER.match(text)
    is_labelled = bool(rest) and head.casefold() == f"{field.label}:".casefold()
    answer = _PROMPT.without((text[told.end() :] if told else rest).strip()) if told or is_labelled else text
    answer = _uncounted(answer)
    stressed = _STRESSED.fullmatch(answer)
    return stressed[2] if stressed else answer


def _unprompted(text: str, field: Field) -> str:
    """Leave out the first and the last lines that were left in place."""
    lines = text.split("\n")
    said = (number for number, line in enumerate(lines) if not _is_unanswered(line, field))
    start = next(said, len(lines))
    while len(lines) > start + 1 and _is_unanswered(lines[-1], field):
        lines.pop()
    return "\n".join(lines[start:]).strip()


def _uncounted(answer: str) -> str:
    """Leave out the number of an answer's letters at its end, where it is that number; a line break may be two."""
    count = _COUNT.search(answer)
    if count is None:
        return answer
    text = answer[: count.start()]
    return text if 0 <= int(count[1]) - len(text) <= text.count("\n") else answer


def _is_unanswered(text: str, field: Field) -> bool:
    if len(text) > MAX_LABEL + len(field.help):
        return False
    bare = normalised(text)
    if not bare:
        return not text.strip(_NO_WORDS)
    is_help = bare == normalised(field.help) and not is_raised(text, field.help)
    is_left = is_help or bare == normalised(field.label) or bool(_PLACEHOLDER.find(bare))
    return is_left or bool(_COUNTER.find(text.strip()))


def _without_help(text: str, help_text: str) -> str:
    """Cut sentences of the help text from the start and the end of an answer, however their lines are broken."""
    if (left := _help_pattern(help_text)) is None:
        return text
    start = match.end() if (match := left.match(text)) else 0
    tail = max(start, len(text) - len(help_text) - MAX_LABEL)  # a pattern without a start is slow on long texts
    ends = (match.start() for match in left.finditer(text, tail) if match.end() == len(text))
    return text[start : next(ends, len(text))]


@lru_cache(maxsize=512)
def _help_pattern(help_text: str) -> re.Pattern[str] | None:
    sentences = (_WORD.findall(sentence) for sentence in _SENTENCE.split(help_text))
    known = (r"\W+".join(map(re.escape, words)) for words in sentences if len(words) >= _LEAST_IN_HELP)
    one = "|".join(known)
    return re.compile(rf"(?:[\s(*_]*(?:{one})(?:[.?!:)*_]+\s*|\s*\n|\s*\Z))+", re.IGNORECASE) if one else None
