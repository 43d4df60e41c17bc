"""A table in a cell, as lines of that cell."""

from __future__ import annotations

import pytest

from parsers.document.nested_rows import lines


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((("Enkel", "", "x"), ("Trygg", "", "")), ["Enkel\tx", "Trygg"]),
        ((("", "Ja", "Nej"), ("Enkel", "x", ""), ("Trygg", "", "x"), ("Ny",)), ["☒ Enkel", "☐ Trygg Nej", "☐ Ny"]),
        ((("Faktor", "Nej", "Ja"), ("Enkel", "x", ""), ("Trygg", "", "X")), ["☐ Enkel Nej", "☒ Trygg"]),
        ((("", "Ja:", "NEJ"), ("Enkel", "x", "x"), ("Trygg", "kanske")), ["☒ Enkel? x x", "☒ Trygg? kanske"]),
        ((("Ja", "Nej"), ("x", "")), ["Ja\tNej", "x"]),
        ((), []),
    ],
)  # fmt: skip
def test_rows_under_yes_and_no_are_boxes(rows, expected):
    assert list(lines(rows)) == expected
