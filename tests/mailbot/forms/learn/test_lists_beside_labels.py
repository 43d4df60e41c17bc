"""A label beside, or above, rows of a word and room for a mark: its choices, or questions under a heading."""

from __future__ import annotations

import pytest

from mailbot.forms.learn.in_tables import in_table
from parsers.document.model import Table

CHOSEN = ("Anhörig", "Läkare", "Enhetschef")
"""The last is a word that asks for somebody's name, in another place."""


def found(*rows):
    table = Table("tabell 1", (("Namn", "", ""), *rows, ("Beslut", "", "")))
    return {question.label: question.room.text for question in in_table(table, "", "")}


def beside(label, words):
    return [(None if at else label, word, "") for at, word in enumerate(words)]


def boxes(*words):
    return "\n".join(f"☐ {word}" for word in words)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Vilka har informerats?", CHOSEN),
        ("Har du körkort", ("Ja", "Nej")),
        ("Krävs uppföljning?", ("Ja", "Vet ej")),
        ("Har liknande hänt tidigare?", ("Ja", "Nej", "Vet inte")),
    ],
)
def test_words_beside_a_merged_label_are_its_choices(label, words):
    assert found(*beside(label, words)) == {"Namn": "", label: boxes(*words), "Beslut": ""}


@pytest.mark.parametrize("words", [("Bakgrund", "Syfte"), ("Namn", "Telefon", "Syfte"), ("Förening", "Datum")])
def test_labels_beside_a_heading_are_questions(words):
    assert found(*beside("Uppgifter", words)) == {"Namn": "", **dict.fromkeys(words, ""), "Beslut": ""}


def test_words_beside_any_label_are_choices_where_the_table_has_a_list():
    rows = (*beside("Lokal", ("Stora salen", "Lilla salen", "Köket")), *beside("Serveras mat?", ("Ja", "Nej")))
    assert found(*rows)["Lokal"] == boxes("Stora salen", "Lilla salen", "Köket")


@pytest.mark.parametrize("label", [("Vilka har informerats?", None, None), ("Vilka har informerats?", "", "")])
def test_words_right_of_room_for_a_mark_are_choices_of_the_label_above(label):
    rows = (label, *(("", word, "") for word in CHOSEN))
    assert found(*rows)["Vilka har informerats?"] == boxes(*CHOSEN)


def test_labels_below_a_heading_across_are_questions():
    assert found(("Vad gäller det?", None, None), ("Bakgrund", "", ""), ("Syfte", "", "")).keys() == {
        "Namn",
        "Bakgrund",
        "Syfte",
        "Beslut",
    }


@pytest.mark.parametrize(
    "cells", [("Ute", "", "Inne", ""), ("", "Ute", "", "Inne"), ("Ute", "", "Inne", "", "Här", "")]
)
@pytest.mark.parametrize("wider", [0, 1, 4])
def test_words_that_take_turns_with_room_are_choices_in_a_row_that_a_wider_one_leaves_room_in(cells, wider):
    assert found(("Plats", *cells, *[""] * wider))["Plats"] == boxes(*filter(None, cells))
