"""Marks between the choices of one row: before them, after them, or who can tell."""

from __future__ import annotations

import pytest

from parsers.template import Field, Kind
from parsers.values.ticked_cells import ticked

WHO = Field("who", "Förslaget gäller", kind=Kind.MULTI_CHOICE, choices=("Barn", "Vuxna", "Äldre"))
CHIEF = Field("chief", "Är chefen med?", kind=Kind.YES_NO)


def in_row(field: Field, *cells: str | None) -> str:
    return ticked([(field.label, *cells)], 0, 0, field)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        (("", "Barn", "x", "Vuxna", "", "Äldre"), "☒ Barn?\n☒ Vuxna?\n☐ Äldre"),
        (("", "Barn", "", "Vuxna", "x", "Äldre"), "☐ Barn\n☒ Vuxna?\n☒ Äldre?"),
        (("", "Barn", "x", "Vuxna", "x", "Äldre"), "☒ Barn?\n☒ Vuxna?\n☒ Äldre?"),
        (("", "Barn", "<--", "Vuxna", "", "Äldre"), "☒ Barn?\n☒ Vuxna?\n☐ Äldre"),
    ],
)
def test_mark_between_two_choices_is_asked_about_where_room_stands_before_the_first(cells, lines):
    assert in_row(WHO, *cells) == lines


def test_yes_and_no_never_come_out_as_their_opposite():
    assert in_row(CHIEF, "", "Ja", "x", "Nej") == "☒ Ja?\n☒ Nej?"
    assert in_row(CHIEF, "x", "Ja", "", "Nej") == "☒ Ja\n☐ Nej"
    assert in_row(CHIEF, "", "Ja", "", "Nej", "x") == "☐ Ja\n☒ Nej"


@pytest.mark.parametrize(
    "cells",
    [
        ("x", "Barn", "", "Vuxna", "", "Äldre"),
        ("Barn", "x", "Vuxna", "", "Äldre"),
        ("Barn", "x", "Vuxna", "", "Äldre", ""),
        (None, "Barn", "x", "Vuxna", "", "Äldre", ""),
    ],
)
def test_mark_at_an_end_or_no_room_before_the_first_tells_whose_it_is(cells):
    assert in_row(WHO, *cells) == "☒ Barn\n☐ Vuxna\n☐ Äldre"
