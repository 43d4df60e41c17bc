"""Labels of a print that their column had no room for: put together, with the answers beside their parts."""

from __future__ import annotations

import pytest

from mailbot.forms import template_file
from parsers.document.model import Document, Row, Table
from parsers.questions.whole_labels import with_whole_labels

FORM = template_file.load(template_file.shipped_evaluation())
LONG = "Vad patienter, brukare och närstående säger"


def read(*rows: Row, kind: str = "pdf", **of: object) -> Table:
    (table,) = with_whole_labels(Document.of_parts(kind, tables=(Table("sida 1", rows, **of),)), FORM).tables
    return table


@pytest.mark.parametrize(
    ("parts", "answers", "answer"),
    [
        (("Vad patienter, brukare och", "närstående säger *"), ("De slipper ringa.", ""), "De slipper ringa."),
        (("Vad patienter,", "brukare och närstående", "säger"), ("", "De slipper ringa.", ""), "De slipper ringa."),
        (("Vad", "patienter, brukare", "och närstående", "säger *"), ("Ett.", "Två.", "", "Tre."), "Ett.\nTvå.\nTre."),
        (("Vad patienter, brukare och", "närstående säger"), ("De slipper", "ringa."), "De slipper ringa."),
    ],
    ids=["two", "three", "four", "one sentence"],
)
def test_label_over_several_rows_asks_once(parts, answers, answer):
    rows = read(
        ("Så har ni mätt", "En enkät."), *zip(parts, answers, strict=True), ("Det här har ni lärt er", "Mycket.")
    )
    label, text = rows.rows[1]
    assert (label.rstrip(" *"), text, len(rows.rows)) == (LONG, answer, 3)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_label_over_several_lines_of_its_cell_is_one(between):
    cell = between.join(("Vad\tpatienter,\tbrukare\toch", "närstående säger *", "Berätta i stora drag, utan namn."))
    label, help_, *_ = (read((cell, "Bra.")).rows[0][0] or "").split("\n")
    assert (" ".join(label.split()), help_) == (f"{LONG} *", "Berätta i stora drag, utan namn.")


def test_two_labels_of_one_row_that_are_parted_are_both_put_together():
    rows = (("Indikatorer som är", "☐ Delaktighet", "Indikatorer som blev", "☐ Förtroende"),)
    rows += (("oförändrade", "☒ Kontinuitet", "sämre", "☐ Kontinuitet"),)
    whole = ("Indikatorer som är oförändrade", "☐ Delaktighet\n☒ Kontinuitet")
    assert read(*rows).rows == ((*whole, "Indikatorer som blev sämre", "☐ Förtroende\n☐ Kontinuitet"),)


@pytest.mark.parametrize("help_", ["Om det passar för några men inte för alla.", "Om det passar för", "*", "*\nOm det"])
def test_row_that_goes_on_with_the_help_of_a_question_is_its(help_):
    rows = (("Vilka det passar för", "☐ Region Halland"), (help_, "☒ Hylte kommun"))
    assert read(*rows).rows == ((f"Vilka det passar för\n{help_}", "☐ Region Halland\n☒ Hylte kommun"),)


@pytest.mark.parametrize(
    "rows",
    [
        (("Vad patienter, brukare och", "Bra."), ("Så har ni mätt", "En enkät.")),
        (("Vad patienter, brukare och", "Så har ni mätt"), ("närstående säger", "Det här har ni lärt er")),
        (("Så har ni mätt", "En enkät."), ("enkät", "Nej.")),
        (("Så har ni mätt",), ("Till exempel en enkät",)),
        (("Vilka som var med i arbetet", ""), ("Markera en eller flera.", "Till sist.\n☒ Region Halland")),
        (("Rubrik som är", "Ett."), ("mycket lång", "Två.")),
    ],
    ids=["another label", "labels beside", "a word of help", "below its label", "end of the answer above", "no label"],
)
def test_rows_that_may_be_two_stay_two(rows):
    assert read(*rows).rows == rows


def test_other_files_keep_their_rows():
    rows = (("Vad patienter, brukare och", "Bra."), ("närstående säger", ""))
    assert read(*rows, kind="docx").rows == rows


def test_rows_keep_their_numbers_on_the_page_where_they_stand():
    rows = (("Vad patienter, brukare och", "Bra."), ("närstående säger", ""), ("Så har ni mätt", "En enkät."))
    table = read(*rows, continued=((2, "sida 2", 0),))
    assert [table.place(row) for row in range(2)] == ["sida 1, rad 1", "sida 2, rad 1"]
