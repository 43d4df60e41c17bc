"""Which questions of a print have their choices in a neighbour's answer, so that its rows were not told rightly.

Where a page ends within a list, or some of its choices are struck out, nothing tells whose the rest is but the words:
a box of another question, or the line for a choice of one's own, which ends a list, with more boxes below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from parsers.document.model import Document
from parsers.questions.in_lines import Answer
from parsers.questions.label_text import normalised
from parsers.template import Field, FormTemplate
from parsers.values.offered_cells import is_choice
from parsers.values.tick_marks import has_boxes

_OTHER = ("annan skriv", "annat skriv")


def parted(content: Document, template: FormTemplate, given: Mapping[str, Answer]) -> set[str]:
    """Return the keys of the questions between which a list was parted, those that hold it and those that lack it."""
    if content.format != "pdf":
        return set()
    fields = [field for field in template.fields if field.key in given]
    lines = [[line for line in given[field.key].text.split("\n") if line.strip()] for field in fields]
    spans = (span for place in range(len(fields)) for span in _spans(place, fields, lines[place]))
    return {fields[place].key for span in spans for place in span if 0 <= place < len(fields)}


def _spans(place: int, fields: Sequence[Field], lines: Sequence[str]) -> Iterator[range]:
    """Yield from which question to which an answer's lines tell that rows were taken for another's."""
    field, boxed = fields[place], [has_boxes(line) for line in lines]
    for at, line in enumerate(lines):
        if boxed[at] and not is_choice(_item(line), field):
            yield from _to_owner(place, fields, line)
        elif _is_other(line) and not is_choice(line, field) and any(map(has_boxes, (*lines[:at], *lines[at + 1 :]))):
            is_first, is_last = not any(boxed[:at]), not any(boxed[at + 1 :])
            if not is_last:
                yield range(place - is_first, place + 1 + (not is_first))
        elif _is_other(line) and not field.choices:
            yield range(place - 1, place + 1)
        elif field.choices and any(boxed) and len(normalised(line)) == 1:
            yield range(place, place + 1)  # what a page's end has left of a line that it cuts


def _to_owner(place: int, fields: Sequence[Field], line: str) -> Iterator[range]:
    """Yield the questions from an answer to the nearest whose box stands in it."""
    owners = [at for at, field in enumerate(fields) if field.choices and is_choice(_item(line), field)]
    if owners:
        owner = min(owners, key=lambda at: abs(at - place))
        yield range(min(owner, place), max(owner, place) + 1)


def _is_other(line: str) -> bool:
    """Whether a line is the form's own for a choice that it does not offer: «Annan, skriv vilken: …»."""
    return normalised(line).startswith(_OTHER)


def _item(line: str) -> str:
    return line.strip().lstrip("☐☒☑").strip()
