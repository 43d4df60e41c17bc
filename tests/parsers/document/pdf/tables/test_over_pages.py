"""Rows that a page break cuts."""

from __future__ import annotations

import pytest

from parsers.document.model import Row
from parsers.document.pdf.tables import over_pages
from parsers.document.pdf.tables.over_pages import Looks, PrintedTable

LEFTS = (50.0, 200.0)
ROWS: tuple[Row, ...] = (
    ("Rubrik\nNattpatrull", "Roll\nChef"),
    ("Syfte\nEn bil", "Risker\nHalka"),
    ("Mål\n☐ Nära", "Tidplan"),
)
LABELLED: Looks = ((1, 2), (1, 2))


def read(below: Row, looks: Looks, above: Row = ROWS[-1]) -> tuple[Row, ...]:
    tables: list[PrintedTable] = []
    over_pages.add(tables, "sida 1", LEFTS, [*ROWS[:-1], above], [LABELLED] * len(ROWS))
    over_pages.add(tables, "sida 2", LEFTS, [below], [looks])
    (printed,) = tables
    return printed.table.rows[len(ROWS) - 1 :]


@pytest.mark.parametrize(
    ("below", "whole"),
    [
        (("☒ Trygg", None), ("Mål\n☐ Nära\n☒ Trygg", "Tidplan")),
        ((None, "Till hösten"), ("Mål\n☐ Nära", "Tidplan\nTill hösten")),
        (("☒ Trygg", "Till hösten"), ("Mål\n☐ Nära\n☒ Trygg", "Tidplan\nTill hösten")),
    ],
)
def test_cells_that_begin_as_others_go_on_were_cut(below, whole):
    assert read(below, tuple((2,) if cell else () for cell in below)) == (whole,)


def test_cells_that_begin_as_others_do_are_a_row():
    assert read(("Enhet\nBoendet", "Telefon"), ((1, 2), (1,))) == (ROWS[-1], ("Enhet\nBoendet", "Telefon"))


@pytest.mark.parametrize("style", [1, 2, 3])
def test_sentence_that_goes_on_was_cut_however_it_looks(style):
    above = ("Syfte\nAtt resa i två", "Tidplan")
    assert read(("kommuner.", None), ((style,), ()), above) == (("Syfte\nAtt resa i två kommuner.", "Tidplan"),)
