"""Which questions may have been answered where a file doesn't show it: on a page that lacks, by marks that are lost.

Where a sheet was printed with its texts cut off at the cells' edges, that may be any of them.

These are asked about, those that need no answer, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import takewhile

from parsers.document.model import Document, InCell, InLine
from parsers.questions.in_lines import Answer
from parsers.questions.label_text import MAX_LABEL, normalised
from parsers.result import Code, FieldProblem, Value
from parsers.template import Field, FormTemplate, Kind
from parsers.values.tick_marks import count_boxes, has_boxes, said, ticked

_LEAST_HEADINGS, _LEAST_CUT = 2, 2
_LEAST_SHOWN = 6
"""Letters of a question that is cut off, so that it is no other word."""
_LEAST_REPEATED = 12
"""Letters of an answer that nobody repeats by chance."""
_MOST_EMPTY, _LEAST_APART = 0.7, 5
"""The share of questions without an answer, and the lines of the one that has all of them."""
_ALL_APART = 0.8
"""The lines of a last answer for each question without one, where it holds the answers to them."""
_BOX_AND_BLANK = "☐☒☑ "
_CHOSEN = (Kind.CHOICE, Kind.MULTI_CHOICE)


def shows_form(content: Document, template: FormTemplate) -> bool:
    """Whether a document shows the title of a form, or two of its headings."""
    cells = (cell for table in content.tables for row in table.rows for cell in row if cell)
    shown = {normalised(text) for text in (*content.lines, *content.margins, *cells) if len(text) <= MAX_LABEL}
    headings = {normalised(field.section) for field in template.fields if field.section}
    return normalised(template.title) in shown or len(headings & shown) >= _LEAST_HEADINGS


def is_printed(content: Document, template: FormTemplate) -> bool:
    """Whether a document is this form on paper: its questions that are not there are on pages that lack."""
    return content.format == "pdf" and shows_form(content, template)


def on_lacking_pages(content: Document, template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[FieldProblem]:
    """Yield the questions that a printed form of this template doesn't ask, for which a page must lack."""
    for field in template.fields if is_printed(content, template) else ():
        if field.key not in given:
            sentence = (
                f"{field.label} finns inte i filen, kanske saknas en sida. Skriv ditt svar, eller att du inget har."
            )
            yield FieldProblem(field.key, Code.MISSING, sentence)


def with_lost_marks(
    template: FormTemplate, given: Mapping[str, Answer], values: Mapping[str, Value]
) -> Iterator[FieldProblem]:
    """Yield the questions whose boxes are all empty, where so are those of a question that needs an answer.

    Then people mark in a way that the file doesn't keep, or forgot all of them. Where choices were told from their
    looks, though no box is ticked, looks alone may be the mark: all of another question's may have it.
    """
    empty = [field for field in template.fields if values[field.key] is None and _has_boxes(field, given)]
    chosen = [field for field in template.fields if field.kind in _CHOSEN and values[field.key]]
    told = (given[field.key].text for field in chosen if _has_boxes(field, given))
    if not any(field.required for field in empty) and all(map(ticked, told)):
        empty = []
    yield from _asked_of({*empty, *_astray(template, given, values)}, template)


def _asked_of(fields: Collection[Field], template: FormTemplate) -> Iterator[FieldProblem]:
    for field in template.fields:
        if field in fields and not field.required:
            sentence = (
                f"{field.label}: vi ser inget val som är markerat. Skriv det som gäller, eller att inget gör det."
            )
            yield FieldProblem(field.key, Code.MISSING, sentence)


def _astray(template: FormTemplate, given: Mapping[str, Answer], values: Mapping[str, Value]) -> Iterator[Field]:
    """Yield the unanswered questions whose choices stand in the answer to another question with choices."""
    offering = [field for field in template.fields if field.kind in _CHOSEN]
    for field in offering:
        for other in offering if values[field.key] is None else ():
            text = given[other.key].text if other is not field and other.key in given else ""
            strange = {normalised(one) for one in field.choices} - {normalised(one) for one in other.choices}
            if any(normalised(said(line)[1].strip("☐☒ ")) in strange for line in text.split("\n")):
                yield field


def unseen(field: Field) -> FieldProblem:
    """Return the problem of a question whose answer may stand where nobody sees that it is one."""
    sentence = f"{field.label}: vi ser inte vad som är ditt svar. Skriv det, eller att du inget har."
    return FieldProblem(field.key, Code.MISSING, sentence)


def swallowed(template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[tuple[str, FieldProblem]]:
    """Yield the questions that stand in others' answers, by their help or with a colon, with what is to be asked.

    Programs that lose a table run its cells together: «25 000 kronor.Tidplan: våren». A line that begins so is its
    writer's own. With each comes whose answer holds it.
    """
    helps = _telling_helps(template)
    lost = {field.key: f"{field.label.rstrip(':')}:".casefold() for field in template.fields if field.key not in given}
    for key, answer in given.items() if lost else ():
        own, written = normalised(answer.text), [line.strip("-–•* ") for line in answer.text.casefold().split("\n")]
        for asked, label in lost.items():
            if any(line.find(label) > 0 for line in written) or (asked in helps and helps[asked] in own):
                yield key, unseen(template.field(asked))


def labelled_together(
    content: Document, template: FormTemplate, given: Mapping[str, Answer]
) -> Iterator[tuple[str, FieldProblem]]:
    """Yield the questions of a print whose labels stand in another's cell, where no line parts their rows, as above."""
    lost = [field for field in template.fields if field.key not in given] if content.format == "pdf" else []
    texts = dict(content.placed()) if lost else {}
    for key, answer in given.items() if lost else ():
        cells = [place for place in answer.used if isinstance(place, InCell)]
        beside = {*cells[:1], *(place._replace(column=0) for place in cells if place.column)}
        shown = [texts.get(place, "") for place in beside]
        yield from ((key, unseen(field)) for field in lost if any(_holds_label(text, field.label) for text in shown))


def _holds_label(text: str, label: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", " ".join(text.split())) is not None


def with_help_of_others(template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[str]:
    """Yield the questions whose answers hold the help of another question, which a page's end has parted from that."""
    answers = {key: f" {normalised(answer.text)} " for key, answer in given.items() if answer.text}
    all_answers = "\n".join(answers.values())
    helps = {words for words in _telling_helps(template).values() if f" {words} " in all_answers}
    for key, own in answers.items() if helps else ():
        if any(f" {words} " in own for words in helps - {normalised(template.field(key).help)}):
            yield key


def holding_choices(template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[tuple[str, FieldProblem]]:
    """Yield the questions of which choices stand as lines in an answer in words, as `swallowed`.

    They have no answer there, or boxes of which a page's end has parted some.
    """
    for field in template.fields:
        own = given[field.key].text if field.key in given else ""
        names = {normalised(choice) for choice in field.choices} - {normalised(line) for line in own.split("\n")}
        if not names or (own and not has_boxes(own)):
            continue
        for key, answer in given.items():
            named = [line for line in answer.text.split("\n") if normalised(line[:MAX_LABEL]) in names]
            is_parted = bool(own) and any(map(has_boxes, named))
            if (is_parted or (not own and len(named) > 1)) and not template.field(key).choices:
                yield key, unseen(field)


@lru_cache(maxsize=32)
def _telling_helps(template: FormTemplate) -> Mapping[str, str]:
    """Return the bare words of help texts by their questions, but for those that an answer may say by chance."""
    helps = {field.key: normalised(field.help) for field in template.fields}
    return {key: words for key, words in helps.items() if len(words) >= _LEAST_REPEATED}


def is_cut_off(content: Document, template: FormTemplate, given: Mapping[str, Answer]) -> bool:
    """Whether a print shows questions that are cut off inside a word, so that answers may be, too: «Framgångsf».

    Or it shows lines that have no room, or of each list with boxes its first choice alone, or its last.
    """
    if content.format != "pdf" or content.is_crowded:
        return content.is_crowded
    if _shows_one_line(template, given):
        return True
    lines = {normalised(line[:MAX_LABEL]) for _, text in content.placed() for line in text.split("\n")}
    asked = [normalised(field.label) for field in template.fields if field.key not in given]
    return sum(any(_begins(line, label) for line in lines) for label in asked) >= _LEAST_CUT


def _shows_one_line(template: FormTemplate, given: Mapping[str, Answer]) -> bool:
    """Whether all lists with boxes show one choice, and all that which stands first in them, or last."""
    lists = [field for field in template.fields if field.kind is Kind.MULTI_CHOICE and _has_boxes(field, given)]
    shown = [[said(line)[1].strip(_BOX_AND_BLANK) for line in given[field.key].text.split("\n")] for field in lists]
    return len(lists) >= _LEAST_CUT and any(
        all(lines == [field.choices[end]] for field, lines in zip(lists, shown, strict=True)) for end in (0, -1)
    )


def are_apart(content: Document, given: Mapping[str, Answer]) -> bool:
    """Whether questions stand together and answers elsewhere, as on another page: one has what all others lack.

    Where pages are not told, that is the last one, with an answer or nearly for each of the others.
    """
    if not given:
        return False
    texts = sorted((answer.text for answer in given.values()), key=lambda text: len(text.split("\n")))
    empty = sum(not text.strip() for text in texts)
    lines = sum(bool(line.strip()) for line in texts[-1].split("\n"))
    if content.format != "pdf" and (_last(given) != texts[-1] or lines < _ALL_APART * empty):
        return False
    return empty >= _MOST_EMPTY * len(texts) and lines >= max(_LEAST_APART, empty // 2) and not has_boxes(texts[-1])


def _last(given: Mapping[str, Answer]) -> str:
    """Return the answer to the question that is asked last of those that are asked in lines."""
    asked = [
        (place.line, answer.text) for answer in given.values() for place in answer.used[:1] if isinstance(place, InLine)
    ]
    return max(asked, default=(0, ""))[1]


def repeating(content: Document, given: Mapping[str, Answer]) -> Iterator[str]:
    """Yield the questions of a print whose answers say others' once more, as where texts run over to a page."""
    for key, answer in given.items() if content.format == "pdf" else ():
        others = {other.text for name, other in given.items() if name != key and len(other.text) >= _LEAST_REPEATED}
        if sum(text in answer.text for text in others) > 1:
            yield key


def _begins(line: str, label: str) -> bool:
    """Whether a line begins with a part of a label that ends inside one of its words."""
    shown = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(line, label, strict=False)))
    is_end = shown == len(line) or line[shown] == " "
    return _LEAST_SHOWN <= shown < len(label) and is_end and label[shown] != " "


def _has_boxes(field: Field, given: Mapping[str, Answer]) -> bool:
    """Whether a question has a box for each of its choices; one alone that is left says no."""
    boxes = count_boxes(given[field.key].text) if field.key in given else 0
    return boxes > 0 if field.kind in _CHOSEN else field.kind is Kind.YES_NO and boxes > 1
