"""Which forms have their answers elsewhere than by their questions.

Programs save a table with two questions side by side over their answers as text, some people write answers above their
questions, and in a print the frames around chosen words are no table, nor are the columns of a page one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from parsers.document.model import Document, InLine, Table
from parsers.questions.in_lines import Answer
from parsers.questions.label_text import normalised
from parsers.questions.labels import Labels, labels_of
from parsers.template import Field, FormTemplate, Kind
from parsers.values.interpret import interpret

_TELLING = (Kind.EMAIL, Kind.PHONE, Kind.DATE, Kind.CHOICE)
"""Kinds whose answers tell whether they are meant for a question."""
_LEAST_SHIFTED = 2
_LEAST_CUT = 2
_LEAST_PAIRS, _SHARE_IN_PAIRS = 5, 0.8


def are_misplaced(content: Document, template: FormTemplate, given: Mapping[str, Answer]) -> bool:
    """Whether the answers of a text stand above their questions, or those of two questions below the second.

    Or whether a print has a table of several questions' choices alone, or its pages are set in columns.
    """
    if content.format == "pdf":
        return any(_frames_choices(table, template) or _is_in_columns(table, template) for table in content.tables)
    if content.format != "text":
        return False
    asked = sorted(_in_lines(template, given), key=lambda one: one[0])
    return _are_above(asked) or _are_in_pairs(asked)


def _frames_choices(table: Table, template: FormTemplate) -> bool:
    """Whether a table holds nothing but choices, of several questions."""
    names = {normalised(cell) for row in table.rows for cell in row if cell}
    offering = [names & set(map(normalised, field.choices)) for field in template.fields]
    own = [found for found in offering if found]
    return len(own) > 1 and names == set().union(*own) and not any(names == found for found in own)


def _is_in_columns(table: Table, template: FormTemplate) -> bool:
    """Whether questions stand above their answers in two columns, and beside them parts of others that they cut."""
    labels = labels_of(template)
    cut, right = 0, 0
    for row in table.rows:
        left, *others = [(cell or "").split("\n") for cell in row]
        right += sum(labels.key(line) is not None for lines in others for line in lines[1:])
        is_answered = labels.key(left[0]) is not None and any(not _is_help(line, labels) for line in left[1:])
        cut += is_answered and any(lines[0] and labels.key(lines[0]) is None for lines in others)
    return min(cut, right) >= _LEAST_CUT


def _is_help(line: str, labels: Labels) -> bool:
    words = normalised(line)
    return not words or any(words in normalised(text) for text in labels.helps.values())


def _in_lines(template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[tuple[int, Field, str]]:
    """Yield the line, the question and the answer of each that is asked in a line."""
    for field in template.fields:
        answer = given.get(field.key)
        if answer and answer.used and isinstance(answer.used[0], InLine):
            yield answer.used[0].line, field, answer.text


def _are_above(asked: Sequence[tuple[int, Field, str]]) -> bool:
    """Whether telling answers suit the question below theirs, and hardly any their own; then the last has none."""
    shifted = own = 0
    for (_, _, above), (_, field, text) in pairwise(asked):
        if field.kind in _TELLING:
            own += _suits(field, text)
            shifted += _suits(field, above) and not _suits(field, text)
    return bool(asked) and not asked[-1][2] and shifted >= _LEAST_SHIFTED and shifted > own


def _suits(field: Field, text: str) -> bool:
    value, problem = interpret(field, text)
    return value is not None and problem is None


def _are_in_pairs(asked: Sequence[tuple[int, Field, str]]) -> bool:
    """Whether nearly all questions are two by two: one without an answer, and on the next line one that has some."""
    pairs = sum(
        not first and bool(second) and below == line + 1 for (line, _, first), (below, _, second) in pairwise(asked)
    )
    return pairs >= _LEAST_PAIRS and 2 * pairs >= _SHARE_IN_PAIRS * len(asked)
