from __future__ import annotations

from collections.abc import Mapping

import pytest

from parsers.document.model import Document, Table
from parsers.parse import parse
from parsers.questions.find_answers import find
from parsers.result import Code, NotAForm
from tests.support.form_file import HELPS, LABELS, READ, WRITTEN
from tests.support.forms import OTHER_QUESTIONS, SHIPPED
from tests.support.grids import FORMATS, SHAPES, Grid, questions

ALL = {key: tuple(value) if isinstance(value, list) else value for key, value in READ.items()}
UNANSWERED = dict.fromkeys(("role", "unit", "phone", "manager", "resources", "timeplan"), "")
HEADER = ("Fråga", "Ditt svar")
formats = pytest.mark.parametrize("form", FORMATS)
columns = pytest.mark.parametrize("columns", range(1, 5))
shapes = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)


def read(form: str, *grids: Grid, unplaced: str = "") -> Mapping[str, object]:
    """Return the values of a form where nothing is asked about but text that belongs to none of its questions."""
    forms = parse("x", FORMATS[form](*grids), [SHIPPED])
    assert isinstance(forms, tuple), forms
    assert [(one.format, " ".join(" ".join(one.unplaced).split())) for one in forms] == [(form, unplaced)]
    assert {problem.code for problem in forms[0].problems} <= ({Code.UNPLACED, Code.AMBIGUOUS} if unplaced else set())
    return dict(forms[0].values)


def beside(**written: str) -> list[tuple[str, str]]:
    """Return rows of label, with its help below, and answer."""
    return [(f"{LABELS[key]} *\n{HELPS[key]}".strip(), answer) for key, answer in {**WRITTEN, **written}.items()]


@formats
@columns
@shapes
def test_answers_in_their_labels_cells_are_read(form, columns, shape):
    assert read(form, questions(columns, shape, WRITTEN)) == ALL


@formats
@columns
@shapes
def test_answers_in_their_labels_cells_are_read_beside_empty_ones(form, columns, shape):
    assert read(form, questions(columns, shape, {**WRITTEN, **UNANSWERED})) == ALL | dict.fromkeys(UNANSWERED)


@formats
@columns
@shapes
def test_answers_in_their_labels_cells_are_read_beside_questions_of_others(form, columns, shape):
    others = {"title": WRITTEN["title"], "Personnummer": "19121212-1212", **WRITTEN, "Kostnadsställe": "2027-15"}
    theirs = " ".join(shape.format(*one) for one in others.items() if one[0] not in LABELS)
    assert read(form, questions(columns, shape, others), unplaced=" ".join(theirs.split())) == ALL


@formats
@columns
@shapes
def test_blank_form_of_labels_side_by_side_is_empty(form, columns, shape):
    blank = questions(columns, shape, dict.fromkeys(WRITTEN, ""))
    assert parse("x", FORMATS[form](blank), [SHIPPED]) == NotAForm(
        form, "formuläret är tomt – fyll i det och skicka det igen"
    )


@formats
@columns
@shapes
@pytest.mark.parametrize(("template", "new"), OTHER_QUESTIONS.values(), ids=OTHER_QUESTIONS)
def test_form_with_other_questions_is_read_as_well(form, columns, shape, template, new):
    written = {field.key: {**WRITTEN, **new}[field.key] for field in template.fields}
    data = FORMATS[form](questions(columns, shape, written, template))
    (read_form,) = parse("x", data, [template])
    assert (read_form.values, read_form.problems) == ({key: {**ALL, **new}[key] for key in written}, ())


@formats
@columns
@shapes
@pytest.mark.parametrize("template", [template for template, _ in OTHER_QUESTIONS.values()], ids=OTHER_QUESTIONS)
def test_blank_form_with_other_questions_is_empty(form, columns, shape, template):
    blank = questions(columns, shape, {field.key: "" for field in template.fields}, template)
    assert parse("x", FORMATS[form](blank), [template]) == NotAForm(
        form, "formuläret är tomt – fyll i det och skicka det igen"
    )


@formats
@pytest.mark.parametrize(
    "rows",
    [
        (("title", "role"), ("initiator_name",), ("organisation",), ("unit",), ("email",), ("phone",), ("manager",)),
        (("title",), ("initiator_name", "phone"), ("organisation", "unit"), ("email", "role"), ("manager",)),
        (("title",), ("initiator_name",), ("organisation",), ("email", "phone"), ("role", "unit"), ("manager",)),
    ],
    ids=len,
)
@shapes
def test_few_questions_side_by_side_are_read(form, rows, shape):
    rest = [(key,) for key in WRITTEN if not any(key in row for row in rows)]
    grid = [[shape.format(LABELS[key], WRITTEN[key]) for key in row] for row in (*rows, *rest)]
    assert read(form, grid) == ALL


@formats
def test_answers_in_the_words_of_labels_beside_their_own_are_answers(form):
    written = {"role": "Chef", "evaluation": "Syfte: att lära", "timeplan": "Telefon: 035-1", "risks": "Målgrupp"}
    assert read(form, [HEADER, *beside(**written)]) == {**ALL, **written}


@formats
def test_most_answers_of_a_small_table_in_the_words_of_labels_are_answers(form):
    written = {"resources": "Enhet: två", "timeplan": "Telefon: 035-1", "requested_decision": "Rubrik: X"}
    rows = beside(**written)
    first, last = rows[:-4], rows[-4:]
    assert read(form, [HEADER, *first], [HEADER, *last]) == {**ALL, **written}


@formats
def test_header_in_mid_table_is_no_row_of_answers(form):
    rows = beside(evaluation="Syfte: att lära", purpose="Målgrupp")
    grid = [row for one in rows for row in ((HEADER, one) if one[0].startswith(("Rubrik", "Mål", "Res")) else (one,))]
    assert read(form, grid) == {**ALL, "evaluation": "Syfte: att lära", "purpose": "Målgrupp"}


@pytest.mark.parametrize(
    ("rows", "answered"),
    [
        ((("Ämne:", "Förslag"), ("Från:", "Ylva Sandgren")), False),
        ((("Ämne: ", "", "Förslag"), ("Från:", "", "Ylva Sandgren")), False),
        ((("Ärende:", "Beskrivning av förslaget"), ("", "Ylva Sandgren")), False),
        ((("1:", "Förslag"), ("", "Morgonrunda")), True),
        ((("Del A:", "Förslag", "Morgonrunda"),), True),
    ],
)
def test_cell_right_of_another_forms_label_is_no_question(rows, answered):
    given = find(Document("html", (Table("tabell 1", rows),)), SHIPPED)
    assert ("description" in given) is answered
