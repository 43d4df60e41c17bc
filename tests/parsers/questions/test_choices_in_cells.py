"""Choices that have a cell each: with a mark beside them, below them, or under «Ja» and «Nej»."""

from __future__ import annotations

import pytest

from parsers.document.model import Block, Document, Paragraph, Table
from parsers.questions import find_answers
from parsers.result import Code
from parsers.template import Field, FormTemplate, Kind
from parsers.values.interpret import interpret
from tests.support.forms import SHIPPED

FACTORS = SHIPPED.field("success_factors")


def read(*rows: tuple[str | None, ...]) -> object:
    """Return the success factors that a table says, or the code of what is wrong with them."""
    return _said(Document("xlsx", (Table("tabell 1", (("Rubrik", "Runda"), *rows)),)))


def _said(document: Document) -> object:
    value, problem = interpret(FACTORS, find_answers.find(document, SHIPPED)[FACTORS.key].text)
    return problem.code if problem else value


def below(*marks: str) -> tuple[tuple[str, str], ...]:
    return (("Framgångsfaktorer", ""), *zip(FACTORS.choices, marks, strict=True))


@pytest.mark.parametrize("mark", ["x", "Yes", "J", "OK", "•", "[x]", "(X)", "✓", "Ja, absolut"])
def test_marks_beside_choices_tick_them(mark):
    assert read(*below("", mark, "", mark)) == ("Enkel", "Trygg")


def test_name_of_the_choice_beside_it_ticks_it():
    assert read(*below("", "Enkel", "", "trygg")) == ("Enkel", "Trygg")


@pytest.mark.parametrize("words", ["Kanske", "Prio 1", "Om vi hinner", "Bara i höst"])
def test_other_words_beside_some_choices_are_asked_about(words):
    assert read(*below("", words, "", "")) is Code.AMBIGUOUS


@pytest.mark.parametrize("sign", ["*", "√", "<--", "👍"])
@pytest.mark.parametrize("other", ["", "–", "Nej"])
def test_signs_that_nobody_knows_beside_choices_are_asked_about(sign, other):
    assert read(*below(other, sign, other, sign)) is Code.AMBIGUOUS
    before = tuple((mark, choice) for choice, mark in below(other, sign, other, sign)[1:])
    assert read(("Framgångsfaktorer", ""), *before) is Code.AMBIGUOUS
    across = (("Framgångsfaktorer", *FACTORS.choices), ("", other, sign, other, sign))
    assert read(*across, ("Roll", "Planerare", "", "", "")) is Code.AMBIGUOUS


def test_choices_that_are_refused_are_not_left():
    assert read(*below("Nej", "Nej", "", "")[:3]) is Code.MISSING


@pytest.mark.parametrize(("yes", "no"), [("Yes", "No"), ("JA", "NEJ"), ("Ja, absolut", "No, not yet")])
def test_choices_with_a_yes_or_a_no_beside_each_of_them(yes, no):
    assert read(*below(no, yes, no, yes)) == ("Enkel", "Trygg")


def test_choices_without_a_mark_are_no_answer():
    assert read(*below("", "", "", "")) is Code.MISSING


def test_choices_that_are_left_where_others_were_taken_away_are_chosen():
    assert read(("Framgångsfaktorer", ""), ("", ""), ("Enkel", ""), ("", ""), ("Trygg", "")) == ("Enkel", "Trygg")


def test_boxes_below_a_label_are_read_one_by_one():
    boxes = [(f"{box} {choice}",) for box, choice in zip("☐☒☐☒", FACTORS.choices, strict=True)]
    assert _said(Document("xlsx", (Table("t", (("Framgångsfaktorer",), *boxes)),))) == ("Enkel", "Trygg")


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("", "x", "", "x"), ("Enkel", "Trygg")),
        (("Ja", "Nej", "", "ja"), ("Hälsofrämjande", "Trygg")),
        (("", "", "", ""), Code.MISSING),
    ],
)
def test_choices_across_with_their_marks_below(marks, said):
    assert read(("Framgångsfaktorer", *FACTORS.choices), ("", *marks), ("Roll", "Planerare", "", "", "")) == said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((("", "x"), ("x", ""), ("", "x"), ("x", "")), ("Enkel", "Trygg")),
        ((("", ""), ("", ""), ("", "x"), ("", "x")), Code.MISSING),
        ((("", "x"), ("x", "x"), ("", ""), ("", "")), Code.AMBIGUOUS),
        ((("", ""), ("kanske", ""), ("", ""), ("x", "")), Code.AMBIGUOUS),
    ],
)
def test_table_of_choices_under_yes_and_no(rows, said):
    cells = [(choice, *marks) for choice, marks in zip(FACTORS.choices, rows, strict=True)]
    table = Table("tabell 1", (("", "Ja", "Nej"), *cells))
    assert _said(Document("docx", (Paragraph("Framgångsfaktorer"), table))) == said


@pytest.mark.parametrize(("yes", "no"), [("Ja", "Nej"), ("Nej", "Ja")])
@pytest.mark.parametrize(
    ("marks", "said"),
    [
        (("Nej", "Ja", "Nej", "Ja"), ("Enkel", "Trygg")),
        (("", "Ja", "", ""), ("Enkel",)),
        (("Nej", "Nej", "Nej", "Nej"), Code.MISSING),
        (("JaNej", "Ja", "", ""), Code.AMBIGUOUS),
    ],
)
def test_yes_and_no_beside_a_label_stand_over_the_marks_below(yes, no, marks, said):
    marked = zip(FACTORS.choices, marks, strict=True)
    rows = ((name, *("x" if head in mark else "" for head in (yes, no))) for name, mark in marked)
    assert read(("Framgångsfaktorer", yes, no), *rows) == said


def test_ticks_in_two_columns_are_asked_about():
    rows = [("Framgångsfaktorer", "", ""), ("Enkel", "x", ""), ("Gemensam", "", "x"), ("Trygg", "x", "x")]
    assert read(*rows) is Code.AMBIGUOUS


URGENT = Field("urgent", "Är det bråttom?", Kind.YES_NO)
HOUSE = Field("house", "Vilket hus?", Kind.CHOICE, choices=("Norra", "Södra", "Östra"))
WHY = Field("why", "Varför?", Kind.LONG_TEXT)
OWN_FORM = FormTemplate("hus-1", "Hus", (URGENT, HOUSE, WHY))


def answers(*blocks: Block) -> dict[str, object]:
    """Return what a document answers of a form of one's own: values, or the codes of what is wrong with them."""
    given = find_answers.find(Document("xlsx", blocks), OWN_FORM)
    read_as = {key: interpret(OWN_FORM.field(key), answer.text) for key, answer in given.items()}
    return {key: problem.code if problem else value for key, (value, problem) in read_as.items()}


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        ("x", "", True),
        ("", "x", False),
        ("", "", None),
        ("x", "x", Code.AMBIGUOUS),
        ("", "kanske", Code.INVALID),
        ("Ja", "", True),
        ("", "Nej", False),
    ],
)
def test_yes_and_no_in_rows_with_marks_beside_them(yes, no, said):
    rows = ((URGENT.label, "Ja", yes), ("", "Nej", no), (HOUSE.label, "Södra"), (WHY.label, "Norra\nJa"))
    assert answers(Table("t", rows)) == {"urgent": said, "house": "Södra", "why": "Norra\nJa"}


@pytest.mark.parametrize(
    ("marks", "said"),
    [(("", "x", ""), "Södra"), (("", "", ""), None), (("x", "", "x"), Code.AMBIGUOUS), (("", "", "Östra"), "Östra")],
)
def test_one_choice_in_rows_with_marks_beside_them(marks, said):
    rows = [
        (label, choice, mark) for label, choice, mark in zip((HOUSE.label, "", ""), HOUSE.choices, marks, strict=True)
    ]
    assert answers(Table("t", (*rows, (WHY.label, "Lugn", "")))) == {"house": said, "why": "Lugn"}


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("x", "", True),
        ("", "x", False),
        ("", "", None),
        ("Nej", "", Code.INVALID),
        ("", "Ja", Code.INVALID),
        ("Ja", "", True),
        ("", "Nej", False),
    ],
)
def test_yes_and_no_over_room_right_below_a_long_answer(left, right, said):
    rows = ((WHY.label, "Lugn", ""), ("", "Ja", "Nej"), (URGENT.label, left, right))
    assert answers(Table("t", rows)) == {"why": "Lugn", "urgent": said}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("☐ Ja", "X Nej"), False),
        (("X Ja", "☐ Nej"), True),
        (("☐ Ja", "☐ Nej"), None),
        (("☒ Ja", "☒ Nej"), Code.AMBIGUOUS),
        (("☐ Ja", "", "☒ Nej"), False),
        (("☐ Ja   X Nej",), False),
        (("Nej",), False),
    ],
)
def test_yes_and_no_on_lines_of_their_own(lines, said):
    page = [Paragraph(text) for text in (URGENT.label, *lines, WHY.label, "Ja")]
    assert answers(*page) == {"urgent": said, "why": "Ja"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("☐ Norra", "☒ Södra", "☐ Östra"), "Södra"),
        (("☐ Norra", "☐ Södra", "X Östra"), "Östra"),
        (("Norra", "Östra"), Code.AMBIGUOUS),
        (("Norra", "Vi bor där."), "Norra"),
    ],
)
def test_choices_on_lines_of_their_own(lines, said):
    page = [Paragraph(text) for text in (HOUSE.label, *lines, WHY.label, "Ja")]
    assert answers(*page) == {"house": said, "why": "Ja"}


GRIDS = (
    (("{} Norra", "{} Södra"), ("{} Östra", "")),
    (("{} Norra", "{} Södra", "{} Östra"),),
    (("{} Norra",), ("{} Södra",), ("{} Östra",)),
)


@pytest.mark.parametrize("rows", GRIDS)
@pytest.mark.parametrize(
    ("marks", "said"), [("☐☒☐", "Södra"), ("☐☐☒", "Östra"), ("☐☐☐", None), ("☒☐☒", Code.AMBIGUOUS)]
)
def test_boxes_in_a_grid_below_their_question(rows, marks, said):
    signs = iter(marks)
    grid = tuple(tuple(cell.format(next(signs)) if cell else "" for cell in row) for row in rows)
    below_a_line = (Paragraph(HOUSE.label), Table("t", grid), Paragraph(f"{WHY.label} Lugn"))
    in_its_table = Table("t", ((HOUSE.label, *[None] * (len(grid[0]) - 1)), *grid))
    assert answers(*below_a_line)["house"] == said
    assert answers(in_its_table, Paragraph(f"{WHY.label} Lugn"))["house"] == said


@pytest.mark.parametrize(
    ("yes", "no", "said"), [("x", "", True), ("", "x", False), ("", "", None), ("x", "x", Code.AMBIGUOUS)]
)
def test_yes_and_no_in_one_row_with_marks_after_them(yes, no, said):
    rows = ((URGENT.label, "Ja", yes, "Nej", no), (WHY.label, "Lugn", "", "", ""))
    assert answers(Table("t", rows)) == {"urgent": said, "why": "Lugn"}


def test_boxes_right_of_the_next_question_are_its_own():
    partners = SHIPPED.field("partners")
    boxes = ["\n".join(f"{box} {name}" for box, name in zip("☒☐☐☒☐☐☐☐", asked.choices, strict=False)) for asked in
             (partners, FACTORS)]  # fmt: skip
    rows = (("Rubrik", "Runda", "Roll eller yrke", "Kock"), (partners.label, boxes[0], FACTORS.label, boxes[1]))
    found = find_answers.find(Document("docx", (Table("tabell 1", rows),)), SHIPPED)
    assert [found[key].text for key in (partners.key, FACTORS.key)] == boxes


def test_table_of_choices_with_their_marks_before_them():
    cells = tuple((mark, choice) for choice, mark in below("", "x", "", "X")[1:])
    blocks = (Table("tabell 1", (("Rubrik", "Runda"),)), Paragraph(FACTORS.label), Table("tabell 2", cells))
    assert _said(Document("docx", blocks)) == ("Enkel", "Trygg")


ACROSS = ("Framgångsfaktorer", *FACTORS.choices)
ENKEL_TRYGG = ("", "", "x", "", "x")
GOALS_ACROSS = ("Mål", "Personcentrerad", "Sammanhållen", "Nära")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((ENKEL_TRYGG, ACROSS, ("Roll", "Planerare")), ("Enkel", "Trygg")),
        ((("", "x", "", ""), GOALS_ACROSS, ENKEL_TRYGG, ACROSS), ("Enkel", "Trygg")),
        ((ENKEL_TRYGG, ACROSS, ("", "x", "", ""), GOALS_ACROSS), ("Enkel", "Trygg")),
        ((GOALS_ACROSS, ("", "x", "", ""), ACROSS, ENKEL_TRYGG), ("Enkel", "Trygg")),
        ((("", "x", "", ""), GOALS_ACROSS, ("", "x", "", "x"), ACROSS, ENKEL_TRYGG), Code.AMBIGUOUS),
    ],
)
def test_marks_in_the_row_above_the_choices_are_theirs_unless_marks_stand_below_too(rows, said):
    assert read(*rows) == said


def test_marks_above_choices_are_no_line_of_the_answer_above_them():
    table = Table("tabell 1", (("Målgrupp", "Äldre"), ENKEL_TRYGG, ACROSS))
    assert find_answers.find(Document("xlsx", (table,)), SHIPPED)["target_group"].text == "Äldre"


@pytest.mark.parametrize("head", [("Alternativ", "Kryss"), ("Val", "Markera med X"), ("Framgångsfaktor", "Ja")])
def test_table_of_choices_with_words_over_its_columns(head):
    rows = zip(FACTORS.choices, ("", "X", "", "X"), strict=True)
    document = Document("docx", (Paragraph("Framgångsfaktorer *"), Table("tabell 1", (head, *rows))))
    assert _said(document) == ("Enkel", "Trygg")


def test_choices_in_the_labels_own_cell_and_below_it_are_asked_about():
    table = Table("tabell 1", (("Rubrik", "Runda"), ("Framgångsfaktorer\nEnkel\nGemensam", ""), ("Trygg", "")))
    (first, *others) = [answer := find_answers.find(Document("pdf", (table,)), SHIPPED)[FACTORS.key], *answer.others]
    assert (first.text, others) == ("☐ Trygg", ["Enkel\nGemensam"])


@pytest.mark.parametrize("choice", ["☐ Trygg\ufffd", "Trygg \ufffd", "\ufffd Trygg"])
def test_sign_that_nobody_can_read_beside_a_choice_is_asked_about(choice):
    assert read(("Framgångsfaktorer", choice)) is Code.AMBIGUOUS


@pytest.mark.parametrize("mark", ["x", "X", "✓", "[x]"])
def test_choices_in_a_table_within_the_answers_cell_are_those_that_are_marked(mark):
    marks = ("", mark, "", mark)
    shown = "\n".join(f"{choice}\t{sign}".strip() for choice, sign in zip(FACTORS.choices, marks, strict=True))
    inner = Table("tabell 2", tuple(zip(FACTORS.choices, marks, strict=True)), in_cell=True)
    outer = Table("tabell 1", (("Rubrik", "Runda"), ("Framgångsfaktorer", shown)))
    assert _said(Document("docx", (outer, inner))) == ("Enkel", "Trygg")


def test_empty_box_with_the_name_of_the_choice_beside_it_does_not_tick_it():
    assert read(*below("☐ Hälsofrämjande", "☒ Enkel", "☐ Gemensam", "☒ Trygg")) == ("Enkel", "Trygg")
    assert read(*below("☐ Hälsofrämjande", "☐ Enkel", "☐ Gemensam", "☐ Trygg")) is Code.MISSING


def test_list_beside_the_question_that_names_other_choices_than_the_ticks_is_asked_about():
    rows = (("Framgångsfaktorer", "Enkel, Gemensam"), *below("", "", "", "x")[1:])
    assert read(*rows) is Code.AMBIGUOUS


def test_cell_that_reaches_over_two_questions_is_asked_about_at_both():
    rows = (("Tidplan", "I april. Ja till ett försök."), ("Önskat beslut", None), ("Risker", "Bilen."))
    given = find_answers.find(Document("xlsx", (Table("tabell 1", (("Rubrik", "Runda"), *rows)),)), SHIPPED)
    told = [given[key].text for key in ("timeplan", "requested_decision", "risks")]
    assert told == ["\ufffd I april. Ja till ett försök."] * 2 + ["Bilen."]


INFORMED = FormTemplate(
    "liten-2",
    "Liten mall",
    (
        Field("title", "Rubrik", required=True),
        Field("methods", "Arbetssätt", Kind.MULTI_CHOICE, choices=("Utbildning", "Gruppträffar")),
        Field("informed", "Är chefen med?", Kind.YES_NO),
        Field("data", "Behandlas personuppgifter?", Kind.YES_NO),
        Field("background", "Bakgrund", Kind.LONG_TEXT),
    ),
)


@pytest.mark.parametrize(
    ("answers", "values"),
    [
        (("Runda", "Gruppträffar", "Nej", "Ja", "Dyrt."), ("Runda", ("Gruppträffar",), False, True, "Dyrt.")),
        (("Runda", "Utbildning", "Ja", "Nej", "Se J"), ("Runda", ("Utbildning",), True, False, "Se J")),
        (("Runda", "", "Ja", "Ja", "Nej"), ("Runda", None, True, True, "Nej")),
        (("Runda", "Utbildning", "", "Nej", "Ja"), ("Runda", ("Utbildning",), None, False, "Ja")),
    ],
)
def test_answer_below_its_question_has_nothing_to_do_with_those_of_the_next_questions(answers, values):
    rows = (("Liten mall",), tuple(field.label for field in INFORMED.fields), answers)
    found = find_answers.find(Document("xlsx", (Table("bladet Svar", rows),)), INFORMED)
    assert tuple(interpret(field, found[field.key].text)[0] for field in INFORMED.fields) == values
    assert not any(answer.others for answer in found.values())


@pytest.mark.parametrize(
    ("row", "others"),
    [
        (("", "Ja"), ("Ja",)),
        (("", "", "nej"), ("nej",)),
        (("", "Ja", "Nej"), ()),
        (("", "Ja, men först i höst"), ()),
        (("Ja", "Nej"), ()),
    ],
)
def test_yes_or_no_further_off_in_the_row_of_its_question_is_asked_about(row, others):
    rows = (("Rubrik", "Runda", ""), ("Bakgrund", "Det tar tid.", ""), ("Är chefen med?", *row))
    answer = find_answers.find(Document("xlsx", (Table("bladet Svar", rows),)), INFORMED)["informed"]
    assert answer.others == others
