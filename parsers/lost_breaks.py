"""Which answers may have lost the line breaks in them: those with more room above than the others have.

Nothing in the words themselves tells: «Raderandra» may be a name. A choice of the form's own is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

from parsers.document.line_breaks import key_of
from parsers.document.model import Document
from parsers.questions.in_lines import Answer
from parsers.template import Field, FormTemplate
from parsers.values.tick_marks import has_boxes

_LINE: Final = 0.8
"""Lines of room that one answer has more than another where a line break stands above it."""
_USUAL: Final = 0.5
"""The share of answers that have the same room, before another says anything."""


def in_answers(content: Document, template: FormTemplate, given: Mapping[str, Answer]) -> Iterator[str]:
    """Yield the questions whose answers may have lost their line breaks (`parsers.document.line_breaks`)."""
    rooms = {key: _room(content, answer.text) for key, answer in given.items() if answer.text} if content.rooms else {}
    usual = median(rooms.values()) if rooms else 0.0
    if sum(abs(room - usual) < _LINE for room in rooms.values()) >= _USUAL * len(rooms):
        for key, room in rooms.items():
            if room - usual >= _LINE and not _is_whole(given[key].text, template.field(key)):
                yield key


def _is_whole(answer: str, asked: Field) -> bool:
    """Whether an answer is boxes, or choices as the form has them."""
    return has_boxes(answer) or set(answer.split("\n")) <= set(asked.choices)


def _room(content: Document, answer: str) -> float:
    return content.rooms.get(key_of(answer.partition("\n")[0]), 0.0)
