"""Numbers of a table's rows in plain text."""

from __future__ import annotations

from parsers.document.text.row_numbers import without_row_numbers

ROWS = [line for number in range(1, 11) for line in (str(number), "Rubrik", "Svar")]


def test_numbers_that_count_the_rows_are_left_out():
    assert without_row_numbers(["Nr", *ROWS]) == ["Nr", *["Rubrik", "Svar"] * 10]


def test_numbers_that_count_nothing_are_kept():
    assert without_row_numbers(["450", *ROWS[:15], "450"]) == ["450", *ROWS[:15], "450"]
    assert without_row_numbers(["450", *ROWS, "12"])[::21] == ["450", "12"]
