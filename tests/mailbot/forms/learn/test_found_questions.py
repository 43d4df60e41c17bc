"""What is taken for a question, and what is told of everything else."""

from __future__ import annotations

import pytest

from mailbot.forms.learn.found_questions import questions, title_of
from mailbot.forms.learn.propose import ProposedForm, inspect
from parsers import Document, Paragraph, Table
from parsers.parse import parse
from tests.support.office_files import p, r, sdt, tc, tr
from tests.support.other_forms.word import boxes, file, head, lines, pair, table, wide

NAME = pair("Rubrik *", "<w:p/>")
LIST = '<w:dropDownList><w:listItem w:displayText="Ja" w:value="Ja"/></w:dropDownList>'


def found(*blocks: str) -> ProposedForm:
    return inspect("f.docx", file(head("Förslag", "Rubrik") + "".join(blocks)))


def asked(*blocks: str) -> list[tuple[str, str, bool]]:
    """Return label, kind and whether it is required, of each question below a first one."""
    fields = found(table(NAME), *blocks).template.fields
    assert fields[0].label == "Rubrik"
    return [(field.label, field.kind.value, field.required) for field in fields[1:]]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Syfte*", ("Syfte", "long_text", True)),
        ("Syfte (obligatorisk)", ("Syfte", "long_text", True)),
        ("Syfte (måste fyllas i)", ("Syfte", "long_text", True)),
        ("Syfte (ej obligatoriskt)", ("Syfte", "long_text", False)),
        ("Obligatorisk: Syfte", ("Syfte", "long_text", True)),
        ("3.2 Syfte:", ("Syfte", "long_text", False)),
        ("Fråga 4: Syfte", ("Syfte", "long_text", False)),
        ("Ange din arbetsplats", ("Ange din arbetsplats", "text", False)),
    ],
)
def test_label_in_a_table_is_understood(label, expected):
    assert asked(table(pair(label, "<w:p/>"))) == [expected]


@pytest.mark.parametrize(
    ("space", "expected"),
    [
        ("Välj: Låg / Hög", ("choice", ("Låg", "Hög"))),
        ("Välj Låg, Medel eller Hög", ("choice", ("Låg", "Medel", "Hög"))),
        ("Välj i bilagan", ("long_text", ())),
        ("Välj ett: Låg, Medel eller Hög", ("choice", ("Låg", "Medel", "Hög"))),
        ("Ange ett eller flera: Låg, Hög", ("multi_choice", ("Låg", "Hög"))),
        ("Ja/Nej", ("yes_no", ())),
        (boxes(("Inne", "Ute"), ""), ("multi_choice", ("Inne", "Ute"))),
    ],
)
def test_choices_in_words_are_offered_and_doubted(space, expected):
    proposal = found(table(NAME, pair("Nivå", lines(space))))
    field = proposal.template.fields[1]
    assert (field.kind.value, field.choices) == expected
    assert [doubt for doubt in proposal.doubts if doubt.startswith("Nivå: ")] != []


@pytest.mark.parametrize(
    ("form", "rows", "labels"),
    [
        (
            "pdf",
            (("Förening", "", "Telefonnummer"), ("Mejl", "", "Datum")),
            ["Förening", "Telefonnummer", "Mejl", "Datum"],
        ),
        ("pdf", (("Förening", "", "Högst 60 tecken."), ("Mejl", "", "")), ["Förening", "Mejl"]),
        ("pdf", (("Namn", "", "Datum"), ("Syfte", "", None)), ["Namn", "Datum", "Syfte"]),
        ("xlsx", (("Förening", "", "Telefonnummer"),), ["Förening", "Telefonnummer"]),
    ],
)
def test_label_at_a_rows_end_asks_though_its_empty_cell_is_not_told(form, rows, labels):
    assert [one.label for one in questions(Document(form, (Table("sida 1", rows),)))] == labels


@pytest.mark.parametrize(
    "edge", ["Region Halland", "Kommunförbundet\tBlankett 12-3", "Varbergs kommun", "Vård Väst\t1 (2)"]
)
def test_title_is_not_what_stands_at_the_edge_of_the_page(edge):
    lines = tuple(Paragraph(line) for line in (edge, "Bokning av lokal", "Namn: ____"))
    assert title_of(Document("pdf", lines)) == "Bokning av lokal"


def test_title_row_is_no_question():
    title = wide(p(r("Förslag till nämnden")))
    proposal = inspect("f.docx", file(table(title, NAME, pair("Syfte", "<w:p/>"))))
    assert proposal.template.title == "Förslag till nämnden"
    assert [field.label for field in proposal.template.fields] == ["Rubrik", "Syfte"]


def test_text_beside_several_questions_is_their_heading():
    merged = tc(lines("Kontakt"), properties='<w:vMerge w:val="restart"/>')
    below = tc("<w:p/>", properties="<w:vMerge/>")
    rows = [
        tr(merged, tc(lines("Namn")), tc("<w:p/>")),
        tr(below, tc(lines("Telefon")), tc("<w:p/>")),
    ]
    fields = found(table(*rows)).template.fields
    assert [(field.section, field.label) for field in fields] == [("Kontakt", "Namn"), ("Kontakt", "Telefon")]


def test_heading_before_a_table_is_its_section():
    fields = found(head("Om dig"), table(pair("Namn", "<w:p/>"), pair("Telefon", "<w:p/>"))).template.fields
    assert [field.section for field in fields] == ["Om dig", "Om dig"]


def test_note_on_the_mark_of_required_is_no_question():
    notes = (table(pair("Fält med * är obligatoriska.", "<w:p/>")), p(r("Fält med * måste fyllas i:")))
    assert asked(*notes, p(r("Syfte: ____"))) == [("Syfte", "long_text", False)]


def test_label_that_is_asked_twice_is_told():
    proposal = found(table(NAME, pair("Namn", "<w:p/>")), head("Chef"), table(pair("Namn", "<w:p/>")))
    assert "Namn: is asked more than once; only the first is read. Give each a label of its own" in proposal.doubts


def test_field_without_a_question_is_told():
    proposal = found(table(NAME, pair("Syfte", "<w:p/>")), p(sdt(r("Välj"), properties=LIST)))
    assert "form field 1 (Ja): has no question beside it, and is left out" in proposal.doubts


def test_words_in_the_answers_place_are_told():
    proposal = found(table(NAME, pair("Syfte", lines("Kommunen betalar."))))
    assert proposal.doubts == ("Syfte: had text where the answer goes; it was taken as help",)


def test_note_that_everything_is_required_is_heeded():
    proposal = found(p(r("Alla fält är obligatoriska.")), table(NAME, pair("Syfte", "<w:p/>")))
    assert [field.required for field in proposal.template.fields] == [True, True]
    assert proposal.doubts == ("the form says that every field is required, and so it was taken",)


def grid(*rows: tuple[str, ...]) -> str:
    return table(*(tr(*(tc(lines(text)) for text in row)) for row in rows))


@pytest.mark.parametrize(
    ("over", "marks", "value"),
    [
        (("", "Ja", "Nej"), ("☐", "☒"), False),
        (("", "Ja", "Nej"), ("☒", "☐"), True),
        (("", "Nej", "Ja"), ("☒", "☐"), False),
        (("Fråga till dig", "Ja", "Nej"), ("☐", "X"), False),
        (("", "Ja", "Nej"), ("", "x"), False),
        (("", "Ja", "Nej"), ("☐", "☐"), None),
        (("", "Ja", "Nej"), ("☒", "☒"), None),
    ],
)
def test_boxes_under_a_head_of_yes_and_no_are_read_as_they_stand(over, marks, value):
    rest = (table(NAME, pair("Syfte", "<w:p/>")), grid(over, ("Är det bråttom?", "☐", "☐"), ("Går det?", "☐", "☐")))
    form = found(*rest).template
    assert [field.kind.value for field in form.fields[2:]] == ["yes_no", "yes_no"]
    title = p(r("Förslag"))
    written = table(pair("Rubrik *", p(r("Nattlarm"))), pair("Syfte", p(r("Lugn"))))
    answers = grid(over, ("Är det bråttom?", *marks), ("Går det?", "☒", "☐"))
    (read,) = parse("f.docx", file(title + written + answers), [form])
    assert (read.values["ar_det_brattom"], read.values["gar_det"]) == (value, over[1] == "Ja")


def test_boxes_without_words_or_a_head_are_doubted():
    proposal = found(table(NAME, pair("Syfte", "<w:p/>"), tr(*(tc(lines(text)) for text in ("Bråttom?", "☐", "☐")))))
    doubt = "has boxes without words beside them, which can't be told apart; write them in the form"
    assert f"Bråttom?: {doubt}" in proposal.doubts


def test_part_for_a_signature_or_the_office_is_left_out_and_told():
    rows = (pair("Ort", "<w:p/>"), pair("Namnförtydligande", "<w:p/>"))
    proposal = found(table(NAME, pair("Syfte", "<w:p/>")), head("Ifylls av kommunen"), table(*rows))
    assert [field.label for field in proposal.template.fields] == ["Rubrik", "Syfte"]
    left_out = "is for a signature or for the office, and is left out (Ort, Namnförtydligande)"
    assert f"Ifylls av kommunen: {left_out}" in proposal.doubts


def test_heading_with_an_introduction_is_no_question():
    page = p(r("Hylte kommun")) + head("Idéblankett") + p(r("Har du en idé? Skriv den här.")) + "<w:p/>"
    form = inspect("f.docx", file(page + table(NAME, pair("Syfte", "<w:p/>")))).template
    assert (form.title, [field.label for field in form.fields]) == ("Idéblankett", ["Rubrik", "Syfte"])


def test_labels_with_an_empty_line_below_them_have_their_room_there():
    rows = [tr(*(tc(p(r(text)) + "<w:p/>") for text in row)) for row in (("Namn *", "Adress"), ("Ort", "E-post"))]
    one = [tr(tc(p(r(text)) + "<w:p/>")) for text in ("Mitt förslag *", "Motivering")]
    fields = found(table(*rows, pair("Telefon", "<w:p/>")), table(*one)).template.fields
    labels = ["Namn", "Adress", "Ort", "E-post", "Telefon", "Mitt förslag", "Motivering"]
    assert [field.label for field in fields] == labels


def test_boxes_in_a_row_are_one_questions_choices():
    rows = [tr(*(tc(lines(text)) for text in ("Nivå (kryssa i ett)", "☐ Låg", "☐ Medel", "☐ Hög")))]
    (field,) = found(table(NAME), table(*rows)).template.fields[1:]
    assert (field.label, field.kind.value, field.choices) == ("Nivå", "choice", ("Låg", "Medel", "Hög"))


def test_label_above_a_table_of_one_cell_has_its_room_there():
    def form(first: str, second: str) -> bytes:
        boxes = [
            head(label) + table(tr(tc(lines(text)))) for label, text in (("1. Rubrik *", first), ("Syfte", second))
        ]
        return file(head("Förslag", "Rubrik") + "".join(boxes))

    learnt = inspect("f.docx", form("", "")).template
    assert [field.label for field in learnt.fields] == ["Rubrik", "Syfte"]
    (read,) = parse("f.docx", form("Nattlarm", "Lugn.\nOch ro."), [learnt])
    assert dict(read.values) == {"title": "Nattlarm", "purpose": "Lugn.\nOch ro."}


@pytest.mark.parametrize(("marks", "value"), [("Ja ☐   Nej ☒", False), ("Ja ☒   Nej ☐", True), ("Ja ☐   Nej ☐", None)])
def test_boxes_after_their_words_are_read_as_they_stand(marks, value):
    def form(title: str, line: str) -> bytes:
        return file(p(r("Förslag")) + table(pair("Rubrik *", p(r(title)))) + p(r(f"Är det bråttom? {line}")))

    learnt = inspect("f.docx", form("", "Ja ☐   Nej ☐")).template
    assert [(field.label, field.kind.value) for field in learnt.fields][1:] == [("Är det bråttom?", "yes_no")]
    (read,) = parse("f.docx", form("Nattlarm", marks), [learnt])
    assert read.values["ar_det_brattom"] is value


def test_empty_columns_under_yes_and_no_are_one_question_a_row():
    columns = grid(("Fråga", "Ja", "Nej"), ("Är det bråttom?", "", ""), ("Går det?", "", ""))
    fields = found(table(NAME), columns).template.fields
    assert [(field.label, field.kind.value) for field in fields[1:]] == [
        ("Är det bråttom?", "yes_no"),
        ("Går det?", "yes_no"),
    ]


def offers(*blocks: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the kind and the choices of each question but the name."""
    return {field.label: (field.kind.value, field.choices) for field in found(table(NAME), *blocks).template.fields[1:]}


HOUSES = ("choice", ("Norra", "Södra", "Östra"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("", "Norra", "Södra", "Östra"), ("Vilket hus?", "", "", "")], {"Vilket hus?": HOUSES}),
        (
            [("", "Norra", "Södra", "Östra"), ("Vilket hus?", "☐", "☐", "☐"), ("Vilken enhet?", "☐", "☐", "☐")],
            {"Vilket hus?": HOUSES, "Vilken enhet?": HOUSES},
        ),
        (
            [("Vilket hus?", "Norra"), ("", "Södra"), ("", "Östra"), ("Syfte", "")],
            {"Vilket hus?": HOUSES, "Syfte": ("long_text", ())},
        ),
        ([("Vilket hus?", "Norra", ""), ("", "Södra", ""), ("", "Östra", "")], {"Vilket hus?": HOUSES}),
        ([("Är det bråttom?", "Ja"), ("", "Nej")], {"Är det bråttom?": ("yes_no", ())}),
        ([("Vilket hus?", "☐ Norra", "☐ Södra"), ("", "☐ Östra", "")], {"Vilket hus?": HOUSES}),
        ([("Är det bråttom?", "Ja", "", "Nej", "")], {"Är det bråttom?": ("yes_no", ())}),
        ([("Vilket hus?", "Norra", "Södra", "Östra"), ("", "", "", "")], {"Vilket hus?": HOUSES}),
        ([("Vilket hus?", ""), ("☐ Norra", "☐ Södra"), ("☐ Östra", "")], {"Vilket hus?": HOUSES}),
        ([("Vilket hus?", ""), ("", "☐ Norra"), ("", "☐ Södra"), ("", "☐ Östra")], {"Vilket hus?": HOUSES}),
        (
            [("Ort", "Telefon"), ("Vilket hus?\n☐ Norra\n☐ Södra\n☐ Östra", "Syfte"), ("E-post", "")],
            {
                "Ort": ("long_text", ()),
                "Telefon": ("phone", ()),
                "Vilket hus?": HOUSES,
                "Syfte": ("long_text", ()),
                "E-post": ("email", ()),
            },
        ),
    ],
)
def test_choices_in_cells_of_their_own_are_found(rows, expected):
    assert offers(grid(*rows)) == expected


@pytest.mark.parametrize(
    "rows",
    [
        [("☐ Norra\n☐ Södra\n☐ Östra",)],
        [("☐ Norra", "☐ Södra"), ("☐ Östra", "")],
        [("☐ Norra",), ("☐ Södra",), ("☐ Östra",)],
    ],
)
def test_boxes_in_a_table_of_their_own_are_the_choices_of_the_line_above(rows):
    assert offers(p(r("Vilket hus?")), grid(*rows), p(r("Syfte")), grid(("",))) == {
        "Vilket hus?": HOUSES,
        "Syfte": ("long_text", ()),
    }


@pytest.mark.parametrize(
    "rows", [[("", "Norra", "Södra"), ("Vilka hus", "", "")], [("Vilka hus", "Norra"), ("", "Södra")]]
)
def test_words_that_are_taken_for_choices_are_doubted(rows):
    assert "Vilka hus: choices are read from the words “Norra / Södra”" in found(table(NAME), grid(*rows)).doubts


@pytest.mark.parametrize(
    "rows",
    [
        [("Namn", "Anna Ek"), ("Roll", "Chef")],
        [("Mål", "Skriv kort."), ("", "Vad ska ha hänt?")],
        [("Telefon", ""), ("", "Svara med siffror.")],
    ],
)
def test_words_that_are_no_choices_are_none(rows):
    assert all(not choices for _, choices in offers(grid(*rows)).values())


@pytest.mark.parametrize(("box", "asked"), [("", ()), ("☐ ", ("☐ Får spridas",)), ("☒ ", ("☒ Får spridas",))])
def test_words_of_the_blank_form_are_not_asked_about_but_for_boxes(box, asked):
    def form(name: str, box: str) -> bytes:
        page = head("Förslag", "Rubrik") + p(r("Lämnas till din chef före midsommar."))
        rest = table(tr(tc(lines(f"{box}Får spridas")), tc(lines("Mer än en mening."))))
        return file(page + table(pair("Rubrik *", p(r(name))), pair("Syfte (frivilligt)", p(r(name)))) + rest)

    learnt = inspect("f.docx", form("", box.replace("☒", "☐"))).template
    (read,) = parse("f.docx", form("Nattlarm", box), [learnt])
    assert read.unplaced == asked


def test_label_between_a_heading_and_its_room_is_a_label_of_its_own():
    boxes = p(r("Vårt mål *")) + grid(("",))
    form = found(table(NAME, pair("Yrkestitel", "<w:p/>")), head("Om målet") + boxes).template
    assert [(field.key, field.label, field.section) for field in form.fields[1:]] == [
        ("yrkestitel", "Yrkestitel", "Frågor"),
        ("vart_mal", "Vårt mål", "Om målet"),
    ]
