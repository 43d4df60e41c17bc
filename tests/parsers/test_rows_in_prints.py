"""Rows of a print whose lines are not drawn: where a label or its answer may be another's, both are asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.document.model import Document, Table
from parsers.recognise import recognise
from parsers.result import ParsedForm
from tests.support.form_file import LABELS, WRITTEN
from tests.support.forms import SHIPPED

Row = tuple[str, str]
ROWS = [(LABELS[key], text) for key, text in WRITTEN.items()]


def _read(rows: Sequence[Row], *lines: str) -> ParsedForm:
    table = Table("sida 1", tuple(rows))
    (form,) = recognise(Document.of_parts("pdf", tables=(table,), lines=(SHIPPED.title, *lines)), [SHIPPED])
    return form


def _asked(form: ParsedForm) -> set[str]:
    return {problem.field for problem in form.problems}


@pytest.mark.parametrize(
    ("above", "below", "parted"),
    [
        ("role", "organisation", " "),
        ("timeplan", "requested_decision", "\n"),
        ("unit", "email", "\n"),
        ("goals", "expected_effect", " "),
    ],
)
def test_labels_that_stand_in_one_cell_are_both_asked_about(above, below, parted) -> None:
    rows = [row for row in ROWS if row[0] not in (LABELS[above], LABELS[below])]
    form = _read([*rows, (f"{LABELS[above]}{parted}{LABELS[below]}", f"{WRITTEN[above]}\n{WRITTEN[below]}")])
    assert _asked(form) >= {above, below}
    assert form.values[above] is form.values[below] is None


def test_answers_beside_labels_of_their_own_are_not_asked_about() -> None:
    assert _asked(_read(ROWS)) == set()
