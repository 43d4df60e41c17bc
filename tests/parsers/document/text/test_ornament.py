"""What plain text is dressed in, and what is left of it."""

from __future__ import annotations

import pytest

from parsers.document.text.ornament import plain, unquoted
from parsers.parse import parse
from tests.support.form_file import pairs
from tests.support.forms import SHIPPED

WRITTEN = [(label, answer) for label, answer in pairs() if "\n" not in answer]


READ = ["Gemensam morgonrunda i hemsjukvården", "Karin Åström"]


def titles(text: str) -> list[object]:
    """Return title and description of the form in a text."""
    (form,) = parse("x.txt", text.encode(), [SHIPPED])
    return [form.values["title"], form.values["initiator_name"]]


def drawn(corners: str, line: str, bar: str) -> str:
    edge = f"{corners[0]}{line * 40}{corners[1]}{line * 62}{corners[2]}"
    rows = [f"{bar} {label:<38} {bar} {answer[:60]:<60} {bar}" for label, answer in WRITTEN]
    return "\n".join([edge, *(part for row in rows for part in (row, edge))])


@pytest.mark.parametrize("signs", [("┌┬┐", "─", "│"), ("╔╦╗", "═", "║"), ("+++", "-", "|")])
def test_table_that_is_drawn_with_box_signs_is_read(signs):
    assert titles(drawn(*signs)) == READ


@pytest.mark.parametrize("rule", ["-", "=", "~", "*"])
def test_rule_under_a_label_is_no_answer_and_no_end(rule):
    text = "\n\n".join(f"{label}\n{rule * len(label)}\n{answer}" for label, answer in WRITTEN)
    assert titles(text) == READ
    (form,) = parse("x.txt", text.encode(), [SHIPPED])
    last = WRITTEN[-1]
    assert last[1] in str(form.values[next(field.key for field in SHIPPED.fields if field.label in last[0])])


def test_rule_that_parts_what_stands_alone_is_kept():
    assert plain(["Hej", "", "------------", "Mvh"]) == ["Hej", "", "------------", "Mvh"]


def test_text_that_is_quoted_whole_is_read_as_if_it_were_not():
    assert titles("\n".join(f"> {label}: {answer}" for label, answer in WRITTEN)) == READ


def test_text_that_quotes_a_line_keeps_it():
    assert unquoted("Ett\n> Två\nTre") == "Ett\n> Två\nTre"


@pytest.mark.parametrize(
    "shape", ["{}\n:   {}", "{}\n: {}", "- {} :: {}", "** {}\n:PROPERTIES:\n:CUSTOM_ID: a-b\n:END:\n{}"]
)
def test_text_with_definitions_or_notes_of_an_editor_is_read(shape):
    assert titles("\n\n".join(shape.format(label, answer) for label, answer in WRITTEN)) == READ


@pytest.mark.parametrize(
    "shape", ["F: {}\nS: {}", "Q: {}\nA: {}", "F1. {}\nS1. {}", "Fråga 3. {}\nSvar 3. {}", '"{}": "{}",']
)
def test_short_words_for_question_and_answer_are_none_of_them(shape):
    assert titles("\n".join(shape.format(label, answer) for label, answer in WRITTEN)) == READ


def test_letters_that_begin_lines_are_kept_where_they_ask_nothing():
    assert plain(["A: kamera", "S: 30", "F: 2", "S: 3"] * 3) == ["A: kamera", "S: 30", "F: 2", "S: 3"] * 3


def test_colon_within_a_line_stays():
    assert plain(["Syfte: ro", "Start: kl. 8: 30", "a::b"]) == ["Syfte: ro", "Start: kl. 8: 30", "a::b"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Indikatorer: ~~Delaktighet~~ Kontinuitet", "Indikatorer: \ufffd Delaktighet Kontinuitet"),
        ("~~Vi hinner inte.~~", "\ufffd Vi hinner inte."),
        ("~~ Trygg ~~", "~~ Trygg ~~"),
        ("från 5 ~~ 6 till 7 ~~ 8", "från 5 ~~ 6 till 7 ~~ 8"),
        ("https://kommun.example/~~anna~~/plan", "https://kommun.example/~~anna~~/plan"),
    ],
)
def test_what_markdown_strikes_out_is_in_doubt(line, shown):
    assert plain(["Bakgrund", line]) == ["Bakgrund", shown]
