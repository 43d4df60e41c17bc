"""Plain text as lines, as far as anybody writes a form."""

from __future__ import annotations

from parsers.document.text import reader as text
from parsers.parse import parse
from parsers.result import Unreadable
from tests.support.form_file import pairs
from tests.support.forms import SHIPPED

FORM = "".join(f"{label}: {answer}\n" for label, answer in pairs())
LONGER = "rad\n" * 10_000


def test_text_longer_than_any_form_is_cut():
    content = text.document(f"{FORM}{LONGER}")
    assert (len(content.lines), content.is_cut) == (10_000, True)


def test_text_of_a_form_is_read_whole():
    content = text.document(FORM)
    assert (len(content.lines), content.is_cut) == (len(SHIPPED.fields), False)


def test_several_forms_in_a_text_that_is_cut_are_asked_for_one_by_one():
    other = FORM.replace("Gemensam morgonrunda", "Gemensam kvällsrunda")
    reason = "filen innehåller fler förslag än vi kan läsa på en gång – skicka varje förslag som en egen fil"
    assert parse("många.txt", f"{FORM}{other}{LONGER}".encode(), [SHIPPED]) == Unreadable("text", reason)


def test_places_in_a_second_form_are_counted_from_the_top():
    read = parse("två.txt", f"{FORM}{FORM.replace('Gemensam morgonrunda', 'Kvällsrunda')}".encode(), [SHIPPED])
    assert isinstance(read, tuple)
    assert [form.places["title"] for form in read] == ["textrad 1", f"textrad {len(SHIPPED.fields) + 1}"]


def numbered(first: int) -> str:
    """Return a form as programs save a numbered table as text: number, label and answer on a line each."""
    return "Nr\nFråga\nSvar\n" + "".join(
        f"{at}\n{label}\n{answer}\n" for at, (label, answer) in enumerate(pairs(), first)
    )


def test_numbers_of_a_tables_rows_are_no_words_of_the_answers_above_them():
    read = parse("tabell.txt", numbered(1).encode(), [SHIPPED])
    assert isinstance(read, tuple)
    assert (read[0].values, read[0].problems) == (parse("f.txt", FORM.encode(), [SHIPPED])[0].values, ())


def test_few_numbers_on_lines_of_their_own_are_kept():
    assert text.document("Antal\n1\n2\n3\n").lines == ("Antal", "1", "2", "3")


def test_number_that_counts_nothing_stays_an_answer():
    lines = [f"{number}\nrad" for number in range(1, 12)]
    assert "450" in text.document("\n".join([*lines[:5], "450", *lines[5:]])).lines
