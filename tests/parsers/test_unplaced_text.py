"""What was written and became no answer: each kind by an example, and what must not be taken for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.parse import parse, parse_text
from parsers.result import UNPLACED, Code, FieldProblem, ParsedForm
from parsers.template import Field, FormTemplate, Kind
from tests.support.forms import SHIPPED, SMALL
from tests.support.office_files import W, docx, p, r, table, tc, tr

ROWS = (("Rubrik", "Morgonrunda"), ("Bakgrund", "I dag ringer vi runt."), ("E-post", "anna@example.se"))
TEXT = "Rubrik: Morgonrunda\nBakgrund: I dag ringer vi runt.\nE-post: anna@example.se\n"


def form(data: bytes | str) -> ParsedForm:
    """Return the only form in a file, or in a mail's text."""
    found = parse_text(data, [SMALL]) if isinstance(data, str) else parse("x", data, [SMALL])
    assert isinstance(found, tuple), found
    return found[0]


def of_lines(*rows: tuple[str, ...]) -> str:
    """Return a table whose cells hold a paragraph for each line of their texts."""
    made = (tr(*(tc(*(p(r(line)) for line in cell.split("\n"))) for cell in row)) for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def codes(read: ParsedForm) -> list[tuple[str, Code]]:
    return [(problem.field, problem.code) for problem in read.problems]


@pytest.mark.parametrize(("evaluates", "whole"), [(False, "förslaget"), (True, "utvärderingen")])
def test_line_that_answers_nothing_is_named_with_its_words(evaluates, whole):
    of = replace(SMALL, id=f"small-{whole}", evaluates=evaluates)
    (read,) = parse("x", docx(table(*ROWS) + p(r("Ring gärna efter klockan 15."))), [of])
    said = (
        "I filen står också ”Ring gärna efter klockan 15.”, som vi inte kan koppla till någon fråga. Hör det till "
        f"{whole}? Skriv in det under rätt fråga. Annars skickar du bara tillbaka formuläret."
    )
    assert read.problems == (FieldProblem(UNPLACED, Code.UNPLACED, said),)
    assert read.unplaced == ("Ring gärna efter klockan 15.",)


@pytest.mark.parametrize(
    "more",
    [
        p(r("Vi provade i Getinge i våras.")),
        table(("Anteckning", "Vi provade i Getinge i våras.")),
        table(*ROWS, ("", "", "Vi provade i Getinge i våras.")),
        table(("Vi provade i Getinge i våras.",)),
    ],
    ids=["line", "question of others", "column of its own", "box"],
)
def test_text_without_a_place_is_named_wherever_it_stands(more):
    data = docx(more if "Rubrik" in more else table(*ROWS) + p(r("")) + more)
    read = form(data)
    assert codes(read) == [(UNPLACED, Code.UNPLACED)]
    assert "Vi provade i Getinge i våras." in "\n".join(read.unplaced)


def test_long_texts_are_quoted_shortly_and_counted():
    long = "Första raden, som ingen vet vad den är för något och som går på länge till."
    cells = table(*ROWS, ("", "", long), ("", "", "Rad två."), ("", "", "Rad tre."), ("", "", "Rad fyra."))
    quoted = (
        "”Första raden, som ingen vet vad den är för något och som går …”, ”Rad två.”, ”Rad tre.” och 1 till, som vi"
    )
    read = form(docx(cells))
    assert read.problems[0].message.startswith(f"I filen står också {quoted}")
    assert read.unplaced == (long, "Rad två.", "Rad tre.", "Rad fyra.")


def test_words_on_another_line_than_a_choice_are_asked_about_at_their_question():
    read = form(docx(table(*ROWS, ("Framgångsfaktorer", "☒ Trygg\nMest för de äldre"))))
    assert codes(read) == [("factors", Code.AMBIGUOUS)]


def test_explanation_beside_a_choice_is_kept_and_not_asked_about():
    read = form(docx(table(*ROWS, ("Framgångsfaktorer", "☒ Trygg (för de äldre)\n☐ Enkel"))))
    assert (read.values["factors"], read.problems) == (("Trygg",), ())
    assert read.unplaced == ("☒ Trygg (för de äldre)",)


@pytest.mark.parametrize(
    "more",
    [
        p(r("Sida 2 av 3")),
        p(r("Liten mall")),
        p(r("Om förslaget")),
        p(r("Hur är det i dag?")),
        p(r("Hur är det")),
        p(r("Skriv här")),
        p(r("Morgonrunda")),
        p(r("Med vänlig hälsning")) + p(r("Anna Ek, Region Halland")),
        p(r("Ifylls av sekreteraren")) + table(("Diarienummer", "2027-15")),
    ],
    ids=["page", "title", "heading", "help", "wrapped help", "prompt", "answer again", "signature", "office"],
)
def test_forms_own_words_and_what_closes_it_are_no_text_without_a_place(more):
    assert form(docx(table(*ROWS) + more)).problems == ()


def test_words_of_a_mail_around_the_form_are_no_part_of_it():
    read = form(
        f"Hej! Här är mitt förslag, det andra kommer sedan.\n\n{TEXT}\nHälsningar\nAnna, som är ledig på fredag"
    )
    assert (read.problems, read.unplaced) == ((), ())


def test_label_in_the_answer_of_a_question_takes_nothing_without_asking():
    cells = (*ROWS, ("Framgångsfaktorer", "Trygg"), ("Förankrat hos chef", "Framgångsfaktorer: svarstid.\nNästa steg."))
    read = form(docx(of_lines(*cells)))
    assert {"factors", "manager"} & {field for field, _ in codes(read)}


def test_number_below_its_label_is_asked_about_where_the_table_is_read_otherwise():
    number = FormTemplate("n-1", "Mall", (Field("title", "Rubrik"), Field("phone", "Telefon", Kind.PHONE)), printed=())
    data = docx(of_lines(("Rubrik\nMorgonrunda", "Gatuadress\nStorgatan 3"), ("Telefon\n070-174 06 05",)))
    (read,) = parse("x", data, [number])
    assert read.values["phone"] == "070-174 06 05" or ("phone", Code.AMBIGUOUS) in codes(read)


def test_mark_where_words_belong_is_asked_about():
    read = form(docx(of_lines(*ROWS[:1], ("Bakgrund", "☐\n☒"), *ROWS[2:])))
    assert ("background", Code.AMBIGUOUS) in codes(read)


@pytest.mark.parametrize("line", ["Hej!", "God morgon!", "Skriv din titel här bredvid.", "Diarienummer", "Tabell 1"])
def test_greeting_and_what_tells_where_to_write_are_nobodys_answer(line):
    assert form(docx(p(r(line)) + table(*ROWS))).problems == ()


@pytest.mark.parametrize("head", [("Nr", "Fråga", "Svar"), ("", "Fråga", "Svar"), ("Nummer", "Fråga", "Ditt svar")])
def test_numbers_of_rows_and_heads_of_columns_are_nobodys_words(head):
    rows = [(str(number), *row) for number, row in enumerate(ROWS, 1)]
    assert form(docx(table(head, *rows))).problems == ()


def test_number_beside_a_row_that_counts_nothing_is_named():
    rows = [(number, *row) for number, row in zip(("1", "2", "40"), ROWS, strict=True)]
    assert codes(form(docx(table(*rows)))) == [(UNPLACED, Code.UNPLACED)]


def commented(*rows: tuple[str, ...], on: int) -> bytes:
    """Return a form with a comment on a cell beside a label."""
    made = [list(map(r, row)) for row in rows]
    made[on][1] += '<w:r><w:commentReference w:id="0"/></w:r>'
    body = "".join(tr(*(tc(p(cell)) for cell in row)) for row in made)
    note = f'<w:comments {W}><w:comment w:id="0">{p(r("Inte i Getinge."))}</w:comment></w:comments>'
    return docx(f"<w:tbl>{body}</w:tbl>", **{"word/comments.xml": note})


def test_comment_on_an_unanswered_question_is_asked_about_and_on_an_answer_it_is_not():
    rows = (ROWS[0], ("Bakgrund", ""), ROWS[2])
    assert codes(form(commented(*rows, on=1))) == [("background", Code.AMBIGUOUS)]
    assert codes(form(commented(*ROWS, on=1))) == []
    assert ("background", Code.MISSING) in codes(form(commented(*rows, on=0)))
    assert UNPLACED not in dict(codes(form(commented(*rows, on=0))))


@pytest.mark.parametrize(
    ("numbers", "is_whole"),
    [
        ("0430-150 00\n070-174 06 05", False),
        ("0430-150 00 (arbetet)\n0430-15 60 21", False),
        ("070-174 06 05", True),
        ("0046 70 174 06 05", True),
    ],
)
def test_second_number_below_a_first_is_not_left_out_without_a_word(numbers, is_whole):
    rest = "".join(f"{field.label}: Svar\n" for field in SHIPPED.fields if field.kind is Kind.LONG_TEXT)
    (read,) = parse_text(
        f"Rubrik: Runda\nInitiativtagarens namn: Sara Wall\nOrganisation: Region Halland\n"
        f"Framgångsfaktorer: Trygg\nTelefon: {numbers}\n{rest}",
        [SHIPPED],
    )
    assert (codes(read) == []) is is_whole


@pytest.mark.parametrize("line", ["☒ Trygg", "☑ Nära", "☒ Något annat"])
def test_tick_that_stands_by_no_question_is_named(line):
    read = form(docx(table(*ROWS) + p(r("Kort")) + p(r(line))))
    assert (UNPLACED, Code.UNPLACED) in codes(read)
    assert line in "\n".join(read.unplaced)


NOTED = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("note", "place", "expected"),
    [
        ("Varav 4 000 kr.", "Bakgrund", [("background", Code.AMBIGUOUS)]),
        ("Varav 4 000 kr.", "", [(UNPLACED, Code.UNPLACED)]),
        ("I dag ringer vi runt.", "Bakgrund", []),
        ("62 av 2000 tecken", "", []),
    ],
)
def test_footnote_is_asked_about_with_the_answer_that_it_belongs_to(note, place, expected):
    marked = (tr(tc(p(r(label))), tc(p(r(answer), NOTED if label == place else ""))) for label, answer in ROWS)
    below = p(r(""), NOTED) if not place else ""
    told = f'<w:footnotes {W}><w:footnote w:id="2">{p(r(note))}</w:footnote></w:footnotes>'
    assert codes(form(docx(f"<w:tbl>{''.join(marked)}</w:tbl>{below}", **{"word/footnotes.xml": told}))) == expected
