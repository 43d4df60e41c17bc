"""Which row holds the marks of choices that stand side by side."""

from __future__ import annotations

import pytest

from parsers.values.mark_rows import of_choices, stands_over_choices

CHOICES, MARKS, OTHER = ("Mål", "Nära", "Trygg"), ("", "x", ""), ("Roll", "Planerare", "")


@pytest.mark.parametrize(
    ("rows", "row", "marks"),
    [
        ((CHOICES, MARKS, OTHER), 0, 1),
        ((MARKS, CHOICES, OTHER), 1, 0),
        ((OTHER, CHOICES, OTHER), 1, 2),
        ((MARKS, CHOICES, MARKS, CHOICES), 1, 0),
        ((MARKS, CHOICES, MARKS, CHOICES), 3, 2),
        ((CHOICES, MARKS, CHOICES, MARKS), 2, 3),
        ((MARKS, CHOICES, MARKS), 1, None),
        ((MARKS, CHOICES), 1, 0),
    ],
)
def test_marks_stand_below_choices_unless_they_begin_above_them(rows, row, marks):
    assert of_choices(rows, row, 0) == marks


def test_row_of_marks_stands_over_the_choices_below_it():
    assert stands_over_choices((OTHER, MARKS, CHOICES), 1, 0)
    assert not stands_over_choices((CHOICES, MARKS, CHOICES, MARKS), 1, 0)
