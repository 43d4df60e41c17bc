"""Choices that have a cell each: whose a mark between two is, and which are a list that nobody marked."""

from __future__ import annotations

import pytest

from parsers.template import Field, Kind
from parsers.values.offered_cells import around, cells_of
from parsers.values.ticked_cells import listed, ticked

WHO = Field("who", "Förslaget gäller", kind=Kind.MULTI_CHOICE, choices=("Barn", "Vuxna", "Äldre"))
AREA = Field("area", "Område", kind=Kind.CHOICE, choices=("Barn", "Vuxna", "Äldre"))
CHIEF = Field("chief", "Är chefen med?", kind=Kind.YES_NO)


def in_row(field: Field, *cells: str | None) -> str:
    return ticked(around([(field.label, *cells)], 0, 0, field))


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


@pytest.mark.parametrize(
    "below",
    [
        [("Barn",), ("Vuxna",), ("Äldre",)],
        [("Barn", ""), ("Vuxna", ""), ("Äldre", "")],
        [("Barn", "Vuxna", "Äldre")],
        [("Barn", "Vuxna", "Äldre"), ("", "", "")],
    ],
)
def test_choices_below_a_label_alone_that_nobody_marked_are_no_answer(below):
    rows = [(AREA.label, "", ""), *below, ("Namn", "Anna Ek")]
    assert listed(around(rows, 0, 0, AREA)) == "☐ Barn\n☐ Vuxna\n☐ Äldre"


@pytest.mark.parametrize("below", [[("Ja",), ("Nej",)], [("Ja", "Nej"), ("", "")]])
def test_yes_and_no_below_their_question_that_nobody_marked_are_no_yes(below):
    assert listed(around([(CHIEF.label, ""), *below], 0, 0, CHIEF)) == "☐ Ja\n☐ Nej"


@pytest.mark.parametrize(("marks", "lines"), [(("", "x"), "☐ Ja\n☒ Nej"), (("x", ""), "☒ Ja\n☐ Nej")])
def test_marks_below_a_row_of_choices_tick_them(marks, lines):
    assert listed(around([(CHIEF.label, ""), ("Ja", "Nej"), marks], 0, 0, CHIEF)) == lines


def test_choice_alone_below_its_label_is_the_answer_whatever_others_chose():
    other = "Behövs pengar?"
    assert listed(around([(CHIEF.label, other), ("Ja", "Nej")], 0, 0, CHIEF)) == ""
    assert listed(around([(CHIEF.label,), ("Nej",), (other,), ("Ja",)], 0, 0, CHIEF)) == ""


@pytest.mark.parametrize(
    ("marks", "own", "lines"),
    [
        (("1", "0", "0"), "0", ()),
        (("SANT", "FALSKT", "FALSKT"), "FALSKT", ()),
        (("x", "-", "-"), "-", ()),
        (("x", "", ""), "x", ("☒ Annan, skriv vilken",)),
        (("x", "", ""), "Djur", ("Djur",)),
        (("x", "", ""), "Inte bara djur", ("Inte bara djur",)),
    ],
)
def test_mark_beside_the_choice_of_ones_own_is_no_name_of_one(marks, own, lines):
    rows = [(WHO.label, ""), *zip(WHO.choices, marks, strict=True), ("Annan, skriv vilken", own)]
    assert ticked(around(rows, 0, 0, WHO)).split("\n") == ["☒ Barn", "☐ Vuxna", "☐ Äldre", *lines]


@pytest.mark.parametrize(
    ("reworded", "mark", "line"),
    [
        ("Vuxna – på sikt", "x", "☒ Vuxna – på sikt"),
        ("Vuxna, men inte äldre", "Ja", "☒ Vuxna, men inte äldre"),
        ("Unga vuxna", "nej", "☐ Unga vuxna Nej"),
        ("Personal", "✓", "☒ Personal"),
    ],
)
def test_choice_that_somebody_has_reworded_hides_none_below_it(reworded, mark, line):
    rows = [(WHO.label, ""), ("Barn", ""), (reworded, mark), ("Äldre", "x")]
    assert ticked(around(rows, 0, 0, WHO)) == f"☐ Barn\n{line}\n☒ Äldre"


@pytest.mark.parametrize("beside", ["", "Skriv här"])
def test_label_of_the_next_question_with_the_same_choices_is_no_choice(beside):
    rows = [(WHO.label, ""), ("Barn", "x"), ("Det gäller inte", beside), ("Äldre", "x"), ("Namn", "x")]
    assert ticked(around(rows, 0, 0, WHO)) == "☒ Barn"
    assert ticked(around(rows, 2, 0, WHO)) == "☒ Äldre"


def test_mark_before_a_choice_is_accounted_for():
    rows = [("", WHO.label), ("x", "Barn"), ("", "Vuxna"), ("", "Äldre")]
    assert {(1, 0), (1, 1)} <= set(cells_of(around(rows, 0, 1, WHO)))
    words = [("Obs!", WHO.label), ("Se bilaga", "Barn"), ("", "Vuxna"), ("", "Äldre")]
    assert (1, 0) not in set(cells_of(around(words, 0, 1, WHO)))
