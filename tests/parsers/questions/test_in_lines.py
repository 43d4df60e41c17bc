from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest

from parsers.document.model import InLine
from parsers.questions.in_lines import Answer, in_lines
from parsers.questions.labels import labels_of
from tests.support.forms import SHIPPED

FIELDS = {field.key: field for field in SHIPPED.fields}


def read(*lines: str) -> list[tuple[str, Answer]]:
    return list(in_lines(lines, FIELDS, labels_of(SHIPPED)))


def test_alias_in_an_answer_is_no_question_where_the_label_stands():
    assert read("Syfte", "Effekt: färre besök", "Förväntad effekt: lugn", "Roll eller yrke", "Chef",
                "Förankrat hos chef\tPer Öberg") == [
        ("purpose", Answer("Effekt: färre besök", "textrad 1")),
        ("expected_effect", Answer("lugn", "textrad 3")),
        ("role", Answer("Chef", "textrad 4")),
        ("manager", Answer("Per Öberg", "textrad 6")),
    ]  # fmt: skip


def test_alias_is_a_question_where_the_label_does_not_stand():
    assert read("Syfte: lugn", "Effekt: färre besök") == [
        ("purpose", Answer("lugn", "textrad 1")),
        ("expected_effect", Answer("färre besök", "textrad 2")),
    ]


ASKED = ("Rubrik: Runda", "Bakgrund: Sent", "Beskrivning av förslaget: Ett nummer.")
BELOW = ("Målgrupp: Barn", "Förväntad effekt: Lugn", "Resurser: Två")


def test_label_out_of_order_is_a_word_of_the_answer():
    assert read(*ASKED, "Rubrik: Dörren", "Telefon: 1", "Syfte: Hjälp", *BELOW)[2:4] == [
        ("description", Answer("Ett nummer.\nRubrik: Dörren\nTelefon: 1", "textrad 3")),
        ("purpose", Answer("Hjälp", "textrad 6")),
    ]


def test_text_of_a_label_out_of_order_is_offered_last():
    assert read(*ASKED, "- Risker: Ingen", "svarar", *BELOW)[2:] == [
        ("description", Answer("Ett nummer.\n- Risker: Ingen\nsvarar", "textrad 3")),
        ("target_group", Answer("Barn", "textrad 6")),
        ("expected_effect", Answer("Lugn", "textrad 7")),
        ("resources", Answer("Två", "textrad 8")),
        ("risks", Answer("", "textrad 4", ("Ingen\nsvarar",))),
    ]


def test_question_asked_twice_where_it_could_stand_has_another_answer():
    found = read(*ASKED, "Syfte: att lotsa.", "Vi ringer.", "Syfte: Hjälp", *BELOW)
    assert found[3] == ("purpose", Answer("Hjälp", "textrad 6", ("att lotsa.\nVi ringer.",)))


def test_same_answer_twice_is_no_other():
    assert read(*ASKED, "Syfte: Hjälp", "Syfte: Hjälp", *BELOW)[3] == ("purpose", Answer("Hjälp", "textrad 5"))


@pytest.mark.parametrize("closing", ["--", "________________", "/Anna", "Tack på förhand!", "Trevlig helg"])
def test_last_answer_ends_where_the_mail_closes(closing):
    assert read(*ASKED, closing, *BELOW, closing, "Anna", "Rubrik: Chef")[-2:] == [
        ("resources", Answer("Två", "textrad 7")),
        ("title", Answer("", "textrad 10", ("Chef",))),
    ]


def test_lines_are_counted_from_those_above():
    found = list(in_lines(["", "Syfte: lugn"], FIELDS, labels_of(SHIPPED), 40))
    assert found == [("purpose", Answer("lugn", "textrad 42"))]


@pytest.mark.parametrize("label", ["Fråga: Risker", "Fråga 22: Risker", "FRÅGA : Risker *"])
def test_question_and_answer_on_a_line_each(label):
    assert read(label, "Svar: Bilen behövs.", "till annat.") == [
        ("risks", Answer("Bilen behövs.\ntill annat.", "textrad 1", used=(InLine(1), InLine(2), InLine(3))))
    ]


@pytest.mark.parametrize(
    "printed",
    [
        "Gemensam mall för initiativ – Omtanke Halland Sida 1",
        "Sida 2 av 3 Gemensam mall för initiativ – Omtanke Halland",
        "Gemensam mall för initiativ – Omtanke Halland",
        "Spara filen och mejla den till omtankehalland@regionhalland.se.",
    ],
)
def test_what_the_form_prints_is_no_part_of_an_answer(printed):
    ((key, answer),) = read("Risker", "Bilen behövs", printed, "till annat.")
    assert (key, answer.text) == ("risks", "Bilen behövs\n\ntill annat.")


@pytest.mark.parametrize(
    ("title", "wrapped"),
    [
        ("Läkemedelsgenomgång i hemmet med apotekare, sjuksköterska och den som tar medicinen", True),
        ("Husläkarna vid Torget, med filialen i det lilla Oskarström vid havet", True),
        ("Nattpatrull\nVi ses.", False),
    ],
)
def test_short_answer_that_was_broken_at_the_papers_edge_goes_on_below(title, wrapped):
    body = (
        "Den som är över 80 år och bor hemma har i snitt elva läkemedel, och får en lista till för varje besök hos oss."
    )
    lines = [
        line
        for part in (f"Rubrik: {title}", f"Bakgrund: {body} {body}")
        for paragraph in part.split("\n")
        for line in textwrap.wrap(paragraph, 66)
    ]
    found = {key: answer.text for key, answer in read(*lines)}
    assert found["title"] == (title if wrapped else "Nattpatrull")


@pytest.mark.parametrize("rule", ["________________", "----------------", "…………………………"])
def test_line_to_write_on_below_the_last_label_does_not_end_the_form(rule):
    assert read("Risker", rule, "Bilen behövs.", "Tack på förhand!") == [
        ("risks", Answer("Bilen behövs.", "textrad 1"))
    ]
    assert read("Risker: Bilen behövs.", rule.replace("…", "-"), "Något annat") == [
        ("risks", Answer("Bilen behövs.", "textrad 1"))
    ]


@pytest.mark.parametrize(
    ("line", "risks"),
    [
        ("Mottaget av: ____________", "Bilen behövs."),
        ("Mottaget av", "Bilen behövs."),
        ("Mottaget av Lena", "Bilen behövs.\nMottaget av Lena"),
        ("Mottaget i mars", "Bilen behövs.\nMottaget i mars"),
    ],
)
def test_answer_ends_where_a_line_says_what_the_form_has_printed(line, risks):
    office = replace(SHIPPED, printed=("Mottaget av", "Datum"))
    fields = {field.key: field for field in SHIPPED.fields}
    ((key, answer),) = in_lines(["Risker:", "Bilen behövs.", line], fields, labels_of(office))
    assert (key, answer.text) == ("risks", risks)
