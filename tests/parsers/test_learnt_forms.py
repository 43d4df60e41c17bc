"""Forms of other organisations, as they are read with a template: what is no form, and marks that may mean either."""

from __future__ import annotations

import pytest

from parsers.document.model import Document, Paragraph, Table
from parsers.parse import parse_text
from parsers.recognise import recognise
from parsers.result import NotAForm, ParsedForm, Value
from parsers.template import Field, FormTemplate, Kind

NAMES = ("Namn", "Adress", "Telefon", "E-post", "Rubrik", "Förslag", "Motivering", "Kostnad")
PLAIN = FormTemplate("plain-1", "Medborgarförslag", tuple(Field(name.lower(), name) for name in NAMES), printed=())
ANSWERS = ("Bo Ek", "Storgatan 1", "070-174 06 08", "bo@hylte.example", "Bänkar", "Fler bänkar", "Vila", "Lite")
CHECKS = FormTemplate(
    "checks-1",
    "Egenkontroll",
    (
        Field("object", "Objekt"),
        *(Field(f"q{number}", label, Kind.YES_NO) for number, label in enumerate(("Fri väg?", "Hel dörr?", "Ljus?"))),
    ),
    printed=("Kontrollpunkt", "Åtgärd"),
)


def only(content: Document, template: FormTemplate) -> ParsedForm:
    found = recognise(content, [template])
    assert isinstance(found, tuple), found
    (form,) = found
    return form


@pytest.mark.parametrize(
    "body",
    [
        "Hej!\nNär är mötet?\nHälsningar\nBo\nTelefon: 070-174 06 08",
        "Hej!\n\nNamn: Bo Ek\nTelefon: 070-174 06 08\nE-post: bo@hylte.example",
        "Rubrik: Sommarfest\n\nVi ses på fredag.",
        "Medborgarförslag\n\nVem tar emot dem?\nTelefon: 070-174 06 08",
        "Namn: Bo\nAdress: Storgatan 1\nTelefon: 070-174 06 08\nE-post: bo@hylte.example",
    ],
)
def test_mail_with_a_few_words_of_a_form_without_required_questions_is_no_form(body):
    assert isinstance(parse_text(body, [PLAIN]), NotAForm)


def test_form_without_required_questions_is_read():
    text = "\n".join(f"{name}: {answer}" for name, answer in zip(NAMES, ANSWERS, strict=True))
    (form,) = parse_text(text, [PLAIN])
    assert tuple(form.values.values()) == ANSWERS


@pytest.mark.parametrize("line", ["Namn: står på varje dörr.", "Namn: se listan", "Namn – alla nämnda"])
def test_answer_that_begins_with_the_first_label_begins_no_second_form(line):
    texts = [f"{name}: {answer}" for name, answer in zip(NAMES, ANSWERS, strict=True)]
    form = only(Document.of_parts("docx", lines=("Medborgarförslag", *texts[:6], line, *texts[6:])), PLAIN)
    assert form.values["motivering"] == "Vila"
    assert form.values["kostnad"] == "Lite"


def checks(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> ParsedForm:
    above = (head,) if head else ()
    return only(
        Document.of_parts("xlsx", tables=(Table("bladet Kontroll", (("Objekt", "Hus B"), *above, *rows)),)), CHECKS
    )


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (("Kontrollpunkt", "Ja", "Nej", "Åtgärd"), (True, False, None)),
        (("Kontrollpunkt", "Nej", "Ja", "Åtgärd"), (False, True, None)),
        (("", "Ja", "Nej", "Åtgärd"), (True, False, None)),
        (("Kontrollpunkt", "Yes", "No", "Åtgärd"), (True, False, None)),
    ],
)
def test_mark_counts_for_the_head_of_its_column_past_which_remarks_stand(head, expected):
    form = checks(("Fri väg?", "x", "", ""), ("Hel dörr?", "", "x", ""), ("Ljus?", "", "", ""), head=head)
    assert tuple(form.values[key] for key in ("q0", "q1", "q2")) == expected


@pytest.mark.parametrize(
    "head",
    [("Ja", "Kanske", "Nej"), ("Ja", "Nej", "A", "B", "C"), ("Ja", "Kommentar", "Åtgärd"), ("Nej", "Vet ej", "Ja")],
)
def test_mark_under_heads_among_which_others_stand_is_asked_about(head):
    rooms = [""] * (len(head) - 2)
    form = checks(("Fri väg?", "", "x", *rooms), ("Hel dörr?", "", "", *rooms), head=("Kontrollpunkt", *head))
    assert form.values["q0"] is None
    assert "q0" in [problem.field for problem in form.problems]


@pytest.mark.parametrize("cells", [("x", "", ""), ("", "x", ""), ("", "X"), ("☒", "")])
def test_mark_in_one_of_several_rooms_without_heads_is_asked_about(cells):
    form = checks(("Fri väg?", *cells), ("Hel dörr?", *("" for _ in cells)), ("Ljus?", *("" for _ in cells)))
    assert form.values["q0"] is None
    assert [problem.field for problem in form.problems] == ["q0"]


@pytest.mark.parametrize("cells", [("-", "x"), ("", "v"), ("–", "1"), ("x", "-")])
def test_mark_past_an_empty_room_is_asked_about_where_heads_say_nothing(cells):
    head = ("Kontrollpunkt", "Kommentar", "Åtgärd")
    form = checks(("Fri väg?", *cells), ("Hel dörr?", "", ""), ("Ljus?", "", ""), head=head)
    assert (form.values["q0"], [problem.field for problem in form.problems]) == (None, ["q0"])


def test_column_for_remarks_may_stand_before_yes_and_no():
    head = ("Kontrollpunkt", "Åtgärd", "Ja", "Nej")
    form = checks(("Fri väg?", "", "x", ""), ("Hel dörr?", "", "", "x"), ("Ljus?", "", "-", "x"), head=head)
    assert tuple(form.values[key] for key in ("q0", "q1", "q2")) == (True, False, False)


def test_mark_in_the_only_room_is_a_yes():
    assert checks(("Fri väg?", "x"), ("Hel dörr?", ""), ("Ljus?", "")).values["q0"] is True


def test_text_below_an_office_part_at_the_top_is_asked_about():
    rows = [*zip(NAMES, ANSWERS, strict=True)]
    office = Table("tabell 1", (("Fylls i av registrator", ""), ("Diarienummer", "2027/12")))
    content = Document("docx", (office, Table("tabell 2", tuple(rows)), Paragraph("Ring mig gärna på kvällen.")))
    assert only(content, PLAIN).unplaced == ("Ring mig gärna på kvällen.",)


BOXED = FormTemplate(
    "boxed-1",
    "Tolk",
    (
        Field("name", "Beställare"),
        Field("first", "Har facket hörts?", Kind.YES_NO),
        Field("second", "Ska det till nämnd?", Kind.YES_NO),
        Field("kind", "Typ av tolk", Kind.MULTI_CHOICE, choices=("På plats", "Telefon", "Skärm")),
        Field("agrees", "Jag godkänner villkoren", Kind.YES_NO),
    ),
)


def boxed(*blocks: Table | Paragraph) -> dict[str, Value]:
    named = Table("tabell 1", (("Beställare", "Bo Ek"),))
    return dict(only(Document("docx", (Paragraph("Tolk"), named, *blocks)), BOXED).values)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("☐ Ja ☐ Nej", "☐ Ja ☒ Nej"), (None, False)),
        (("☐ Ja ☐ Nej", "☐ Ja ☐ Nej x"), (None, False)),
        (("☒ Ja ☐ Nej", "☐ Ja ☐ Nej"), (True, None)),
        (("☒ Ja ☐ Nej", "☐ Ja ☒ Nej"), (True, False)),
    ],
)
def test_boxes_below_one_label_are_none_of_the_label_beside_it(cells, expected):
    values = boxed(Table("tabell 2", (("Har facket hörts?", "Ska det till nämnd?"), cells)))
    assert (values["first"], values["second"]) == expected


@pytest.mark.parametrize("cell", ["☐x Telefon", "☐ x Telefon", "☒ Telefon", "x Telefon"])
def test_mark_in_a_box_chooses_that_and_no_others(cell):
    values = boxed(Table("tabell 2", (("Typ av tolk", "☐ På plats", cell, "☐ Skärm"),)))
    assert values["kind"] == ("Telefon",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("☒ Jag godkänner villkoren", True),
        ("☐ Jag godkänner villkoren", None),
        ("X Jag godkänner villkoren", True),
        ("[x] Jag godkänner villkoren", True),
        ("[ ] Jag godkänner villkoren", None),
    ],
)
def test_box_before_a_statement_answers_it(line, expected):
    assert boxed(Paragraph(line))["agrees"] is expected
    assert boxed(Table("tabell 2", ((line,),)))["agrees"] is expected


def test_names_over_their_answers_in_a_sheet_that_else_lies_sideways_are_read():
    rows = (
        ("Namn", "", "Telefon", ""),
        ("Bo Ek", "", "070-174 06 08", ""),
        (),
        *zip(NAMES[4:], ANSWERS[4:], strict=True),
    )
    form = only(Document.of_parts("xlsx", lines=("Medborgarförslag",), tables=(Table("bladet A", rows),)), PLAIN)
    assert (form.values["namn"], form.values["telefon"]) == ("Bo Ek", "070-174 06 08")
