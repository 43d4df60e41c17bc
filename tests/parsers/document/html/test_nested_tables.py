"""A table in a cell of a page: its words are that cell's, or, where it only lays out the page, its own."""

from __future__ import annotations

import pytest

from parsers.parse import parse
from parsers.result import UNPLACED
from tests.support.forms import SMALL

_MORE = "<tr><td>Önskemål</td><td>Ring helst efter lunch</td></tr>"


def page(background: str = "Det tar tid.", more: str = "") -> str:
    return (
        "<table><tr><td>Rubrik</td><td>Runda</td></tr><tr><td>E-post</td><td>anna@example.se</td></tr>"
        f"<tr><td>Bakgrund</td><td>{background}</td></tr>{more}</table>"
    )


def read(markup: str):
    (form,) = parse("x.html", f"<html><body>{markup}</body></html>".encode(), [SMALL])
    return form


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("<table><tr><td>Måndag</td><td>8 timmar</td></tr></table>", "Måndag 8 timmar"),
        (
            "Så här:<table><tr><td>Mån</td><td>8</td></tr><tr><td>Tis</td><td>4</td></tr></table>",
            "Så här:\nMån 8\nTis 4",
        ),
        ("<table><tr><td>Före</td></tr></table>Efter", "Före\nEfter"),
        ("<div><table><tr><td>Mån</td><td>8</td></tr></table></div><p>Slut</p>", "Mån 8\nSlut"),
    ],
)
def test_words_of_a_table_within_an_answer_are_the_answers(cell, answer):
    form = read(page(cell))
    assert form.values["background"] == answer
    assert form.complete


@pytest.mark.parametrize(
    "around",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<table><tr><td>Hej!</td></tr><tr><td>{}</td></tr></table>",
        "<table><tr><td></td><td>{}</td><td></td></tr></table>",
    ],
)
def test_words_beside_a_form_that_is_laid_out_in_a_table_are_asked_about(around):
    assert read(around.format(page())).complete
    assert [problem.field for problem in read(around.format(page(more=_MORE))).problems] == [UNPLACED]
