"""Shapes that municipalities and companies draw: each is learnt, filled in and read, and never as its opposite."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import openpyxl
import pytest

from mailbot.forms.learn.propose import ProposedForm, inspect
from mailbot.forms.learn.question import Question
from mailbot.forms.learn.read_back import with_printed_answers
from parsers.document.model import Document, Paragraph
from parsers.parse import parse
from parsers.result import ParsedForm, Value
from parsers.template import Field, FormTemplate, Kind
from tests.support.office_files import p, r, tc, tr
from tests.support.other_forms.word import file, head, lines, pair, table
from tests.support.paths import ROOT

PERSON = table(pair("Namn", "<w:p/>"), pair("Enhet", "<w:p/>"))
WRITTEN = table(pair("Namn", p(r("Maj Sandell"))), pair("Enhet", p(r("Norrgården"))))


def row(*cells: str) -> str:
    return tr(*(tc(lines(cell)) for cell in cells))


def learnt(*blocks: str) -> ProposedForm:
    return inspect("f.docx", file(head("Anmälan") + PERSON + "".join(blocks)))


def labels(*blocks: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return label, kind and choices of the questions below the first two."""
    return [(one.label, one.kind.value, one.choices) for one in learnt(*blocks).template.fields[2:]]


def read(blank: Sequence[str], filled: Sequence[str]) -> tuple[list[Value], list[str]]:
    """Return the values below the first two questions, and the labels of what is asked about."""
    form = learnt(*blank).template
    (found,) = parse("f.docx", file(head("Anmälan") + WRITTEN + "".join(filled)), [form])
    assert isinstance(found, ParsedForm)
    asked = [form.field(problem.field).label for problem in found.problems if problem.field in found.values]
    return list(found.values.values())[2:], asked


def checklist(*marks: tuple[str, ...]) -> str:
    """Return rows of «Ja» and «Nej» with a column for remarks; without marks as a blank form has them."""
    asked = ("Är chefen informerad?", "Finns pengar?", "Berörs andra?")
    return table(
        row("Fråga", "Ja", "Nej", "Kommentar"),
        *(row(label, *cells) for label, cells in zip(asked, marks or [("", "", "")] * 3, strict=True)),
    )


@pytest.mark.parametrize("mark", ["x", "X", "☒", "✓"])
def test_yes_and_no_beside_a_column_for_remarks_are_never_their_opposite(mark):
    assert [kind for _, kind, _ in labels(checklist())] == ["yes_no"] * 3
    filled = checklist((mark, "", ""), ("", mark, ""), ("", mark, "Vi söker i höst"))
    assert read([checklist()], [filled]) == ([True, False, False], ["Berörs andra?"])


def test_remark_without_a_mark_is_asked_about():
    filled = checklist(("", "", "Vet ej"), ("x", "x", ""), ("", "", ""))
    assert read([checklist()], [filled])[1] == ["Är chefen informerad?", "Finns pengar?"]


@pytest.mark.parametrize(
    ("marks", "chosen"), [(("x", ""), True), (("", "x"), False), (("", "☒"), False), (("Ja", ""), True)]
)
def test_row_of_choices_below_its_question_is_read(marks, chosen):
    asked = p(r("Har du gått kursen?"))
    blank = asked + table(row("Ja", "", "Nej", ""))
    assert labels(blank) == [("Har du gått kursen?", "yes_no", ())]
    filled = asked + table(row("Ja", marks[0], "Nej", marks[1]))
    assert read([blank], [filled]) == ([chosen], [])


def test_column_of_choices_below_its_question_is_read():
    def made(*marks: str) -> str:
        rows = zip(("Ofta", "Ibland", "Aldrig"), marks, strict=True)
        return p(r("Hur ofta händer det?")) + table(*(row(*cells) for cells in rows))

    assert labels(made("", "", "")) == [("Hur ofta händer det?", "choice", ("Ofta", "Ibland", "Aldrig"))]
    assert "choices are read from the words “Ofta / Ibland / Aldrig”" in " ".join(learnt(made("", "", "")).doubts)
    assert read([made("", "", "")], [made("", "x", "")]) == (["Ibland"], [])


def test_statement_after_its_box_is_a_question():
    def made(first: str, second: str) -> str:
        return p(r("Om ja, vilken: ____")) + p(r(f"{first} Facket har deltagit")) + p(r(f"{second} Jag samtycker nu"))

    assert [label for label, *_ in labels(made("☐", "☐"))] == [
        "Om ja, vilken",
        "Facket har deltagit",
        "Jag samtycker nu",
    ]
    assert read([made("☐", "☐")], [made("☒", "☐")])[0][1:] == [True, None]
    assert read([made("☐", "☐")], [made("☐", "X")])[0][1:] == [None, True]


def test_choices_with_boxes_after_them_stand_beside_their_question():
    line = "Jag vill vara anonym   Ja {}   Nej {}"
    blank = p(r(line.format("☐", "☐")))
    assert labels(blank) == [("Jag vill vara anonym", "yes_no", ())]
    assert read([blank], [p(r(line.format("☐", "☒")))]) == ([False], [])


def test_labels_over_their_boxes_are_no_help_of_the_heading_above():
    box = table(tr(tc("<w:p/>")))
    blank = head("Kontakt") + "".join(p(r(label)) + box for label in ("Kontaktperson", "Telefon", "E-post"))
    assert [label for label, *_ in labels(blank)] == ["Kontaktperson", "Telefon", "E-post"]


def test_text_in_brackets_is_written_over():
    def made(first: str, second: str) -> str:
        return head("Bakgrund", "Rubrik2") + p(r(first)) + head("Mål", "Rubrik2") + p(r(second))

    blank = made("[Beskriv kort varför]", "[Vad ska vara klart?]")
    assert [label for label, *_ in labels(blank)] == ["Bakgrund", "Mål"]
    assert read([blank], [made("Kön växer.", "[Vad ska vara klart?]")]) == (["Kön växer.", None], [])


def test_letterhead_asks_nothing_and_names_the_form():
    top = table(row("Hylte kommun", "Förslagsblankett", "Sida 1 (1)"))
    form = inspect("f.docx", file(top + PERSON)).template
    assert (form.title, [one.label for one in form.fields]) == ("Förslagsblankett", ["Namn", "Enhet"])


def test_labels_over_an_empty_row_are_no_choices():
    stacked = table(row("Förvaltning", "Handläggarens namn", "Datum"), row("", "", ""))
    assert [(label, choices) for label, _, choices in labels(stacked)] == [
        ("Förvaltning", ()),
        ("Handläggarens namn", ()),
        ("Datum", ()),
    ]


def test_heading_between_cells_with_their_own_rooms_is_no_question():
    own = table(row("Sökande"), row("Titel\n", "Ort\n"), row("Projektet"), row("Syfte\n", "Mål\n"))
    assert [label for label, *_ in labels(own)] == ["Titel", "Ort", "Syfte", "Mål"]


def look(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("written", "chosen", "is_asked"),
    [
        (r("Ja/Nej"), None, False),
        (r("Nej"), False, False),
        (look("Ja", "<w:strike/>") + r("/Nej"), False, False),
        (r("Ja/") + look("Nej", "<w:strike/>"), True, False),
        (r("Ja/") + look("Nej", "<w:b/>"), False, False),
        (r("Ja/") + look("Nej", '<w:u w:val="single"/>'), False, False),
        (r("Ja/") + look("Nej", '<w:highlight w:val="yellow"/>'), False, False),
        (r("Ja/NEJ"), None, True),
        (r("Ja/(Nej)"), None, True),
        (r("Ja/Nej x"), None, True),
    ],
)
def test_yes_or_no_to_strike_out_is_read_or_asked_about(written, chosen, is_asked):
    def made(answer: str) -> str:
        return table(tr(tc(lines("Har du körkort? (stryk det som inte passar)")), tc(p(answer))))

    assert read([made(r("Ja/Nej"))], [made(written)]) == ([chosen], ["Har du körkort?"] if is_asked else [])


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    for cells in rows:
        book["Sheet"].append([cell or None for cell in cells])
    book.save(made)
    return made.getvalue()


def purchase(answers: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return rows right of an empty column, two questions to a row, and «Ja» and «Nej» with a cell after each."""
    named = {key: answers.get(key, "") for key in ("Namn", "Enhet", "Produkt", "Antal")}
    yes, no = ("x" if answers.get("Finns avtal?") == said else "" for said in ("Ja", "Nej"))
    return [
        ("", "Inköpsförslag"),
        (),
        ("", "Namn", named["Namn"], "", "Enhet", named["Enhet"]),
        ("", "Produkt", named["Produkt"], "", "Antal", named["Antal"]),
        (),
        ("", "Finns avtal?", "Ja", yes, "Nej", no),
        (),
        ("", "Motivering", answers.get("Motivering", "")),
    ]


@pytest.mark.parametrize("said", ["Ja", "Nej"])
def test_sheet_with_an_empty_first_column_is_learnt(said):
    form = inspect("f.xlsx", sheet(purchase({}))).template
    assert [one.label for one in form.fields] == ["Namn", "Enhet", "Produkt", "Antal", "Finns avtal?", "Motivering"]
    answers = {
        "Namn": "Maj",
        "Enhet": "Väst",
        "Produkt": "Lyft",
        "Antal": "2",
        "Finns avtal?": said,
        "Motivering": "Slitet",
    }
    (found,) = parse("f.xlsx", sheet(purchase(answers)), [form])
    assert isinstance(found, ParsedForm)
    assert list(found.values.values()) == ["Maj", "Väst", "Lyft", "2", said == "Ja", "Slitet"]


def test_two_lists_of_words_in_one_blank_do_not_end_the_reading():
    wide = p(r("Jag har talat med min chef")) + p(r("Ja ☐   Nej ☐")) + p(r("Jag vill vara med      Ja ☐   Nej ☐"))
    assert [kind for _, kind, _ in labels(wide)] == ["yes_no", "yes_no"]


def test_boxes_after_their_words_in_cells_of_their_own_are_choices():
    def made(yes: str, no: str) -> str:
        return table(row("Är larmet testat?", f"Ja {yes}", f"Nej {no}"), row("Är dörren hel?", "Ja ☐", "Nej ☐"))

    assert [(label, kind) for label, kind, _ in labels(made("☐", "☐"))] == [
        ("Är larmet testat?", "yes_no"),
        ("Är dörren hel?", "yes_no"),
    ]
    assert read([made("☐", "☐")], [made("☐", "☒")]) == ([False, None], [])


def test_line_for_the_answer_below_a_question_is_its_room():
    def made(first: str, second: str) -> str:
        texts = ("1. Vad är nuläget?", f"Svar: {first}", "2. Är chefen informerad?", f"Svar: {second}")
        return "".join(p(r(text)) for text in texts)

    blank = made("", "☐ Ja  ☐ Nej")
    assert [(label, kind) for label, kind, _ in labels(blank)] == [
        ("Vad är nuläget?", "long_text"),
        ("Är chefen informerad?", "yes_no"),
    ]
    assert read([blank], [made("Kön växer.", "☐ Ja  ☒ Nej")]) == (["Kön växer.", False], [])


def test_bold_labels_with_a_colon_are_questions():
    def bold(label: str, answer: str = "") -> str:
        return p(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{label}</w:t></w:r>", r(f" {answer}"))

    asked = ("Idé:", "Kontakt:", "Mejl:")
    assert [label for label, *_ in labels(*map(bold, asked))] == ["Idé", "Kontakt", "Mejl"]


def test_statement_past_an_empty_line_below_a_list_is_none_of_its_choices():
    def made(first: str, statement: str) -> str:
        texts = ("Jag vill:", f"{first} få nyhetsbrev", "☐ bli uppringd", "", f"{statement} Jag samtycker till detta")
        return "".join(p(r(text)) for text in texts)

    assert [(label, kind) for label, kind, _ in labels(made("☐", "☐"))] == [
        ("Jag vill", "multi_choice"),
        ("Jag samtycker till detta", "yes_no"),
    ]
    assert read([made("☐", "☐")], [made("☐", "☒")]) == ([None, True], [])


def test_marks_before_the_words_of_a_column_below_its_question_are_read():
    def made(*marks: str) -> str:
        rows = zip(marks, ("Dag", "Kväll", "Natt"), strict=True)
        return p(r("Vilka pass passar?")) + table(*(row(*cells) for cells in rows))

    assert [label for label, *_ in labels(made("", "", ""))] == ["Vilka pass passar?"]
    assert read([made("", "", "")], [made("x", "", "x")]) == ([("Dag", "Natt")], [])


def test_what_a_print_shows_in_an_answers_place_is_the_forms_own():
    asked = ("Belopp", "Är det beslutat?", "Mål", "Namn", "Ort")
    form = FormTemplate("a-1", "Ansökan", tuple(Field(label.lower(), label, Kind.LONG_TEXT) for label in asked))
    lines = ("Belopp", "Ange belopp i kronor.", "Är det beslutat?", "☐ Ja ☐ Nej", "Mål", "Namn: Ort")
    asking = {field.key: Question(field.label, "", Paragraph("")) for field in form.fields}
    read, told = with_printed_answers(form, asking, Document.of_parts("pdf", lines=lines))
    assert [(field.help, field.kind.value) for field in read.fields] == [
        ("Ange belopp i kronor.", "long_text"),
        ("", "yes_no"),
        ("", "long_text"),
        ("", "long_text"),
        ("", "long_text"),
    ]
    assert told == ["Belopp: had text where the answer goes; it was taken as help"]


def test_doubts_of_these_forms_are_explained_to_their_owner():
    page = (ROOT / "docs" / "formular.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1].partition("“")[0].rstrip("… ") for line in page.splitlines() if line.startswith("| `")]
    blanks = (
        checklist(),
        p(r("Om ja, vilken: ____")) + p(r("☐ Facket har deltagit")),
        p(r("Samtycke:")) + p(r("☐ Jag samtycker till detta")),
        p(r("Är chefen vidtalad? Ja/Nej")),
        p(r("Hur ofta händer det?")) + table(row("Ofta", ""), row("Aldrig", "")),
        table(row("Förvaltning", "Datum"), row("", "")),
    )
    said = [doubt for blank in blanks for doubt in learnt(blank).doubts]
    assert [doubt for doubt in said if not any(one and one in doubt for one in rows)] == []
