"""Rows whose label somebody has taken away: what stands there may go on with the answer above, or answer another.

It may be the answer to the question that the form asks next, and that the document asks nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from parsers.document.model import Document, InCell
from parsers.questions.in_lines import Answer
from parsers.template import FormTemplate


def in_doubt(document: Document, template: FormTemplate, found: Mapping[str, Answer]) -> Iterator[tuple[str, Answer]]:
    """Yield the answers that go on in a row without a label where the next question has none, and such questions.

    Where the next question has a control of its own in that row, the row is its answer.
    """
    for above, asked in pairwise(template.fields):
        answer = found.get(above.key)
        rest = dict(_cells(document, answer)) if answer and not above.choices else {}
        if answer is None or not any(rest.values()):
            continue
        own = "\n".join(filter(None, rest.values()))
        if asked.key in found:
            if found[asked.key].text == own and answer.text.endswith(f"\n{own}"):
                used = tuple(place for place in answer.used if place not in rest)
                yield above.key, replace(answer, text=answer.text.removesuffix(own).strip(), used=used)
        else:
            yield above.key, replace(answer, others=(answer.text, *answer.others))
            yield asked.key, Answer("", answer.place, (own,), tuple(rest))


def _cells(document: Document, answer: Answer) -> Iterator[tuple[InCell, str]]:
    """Yield the cells that an answer was taken from, in rows that begin with an empty cell, below its label's."""
    tables = {table.number: table.rows for table in document.tables if not table.start and not table.heads}
    places = [place for place in answer.used if isinstance(place, InCell)]
    for place in places:
        rows = tables.get(place.table, ())
        row = rows[place.row] if places[0].row < place.row < len(rows) else ()
        if places[0].column < place.column < len(row) and row[places[0].column] == "":
            yield place, row[place.column] or ""
