"""What is written into the form as Word and Excel is read back from it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.forms.write import excel, word
from parsers.document.model import Document
from parsers.document.read import read_document
from parsers.parse import parse
from parsers.questions.correction_notes import TO_DO
from parsers.result import Code, FieldProblem, Value
from parsers.template import Field, FormTemplate, Kind
from parsers.values.interpret import clean
from tests.support.forms import ANSWERS, SHIPPED, SMALL, SMALL_ANSWERS

WRITERS = (word.write, excel.write)

# An answer that is a question's or a heading's own words, a prompt or a box is read as that.
_MEANT = st.text(st.characters(exclude_categories=["C"], exclude_characters="☒☑✓✔✗✘🗹☐□❏"), max_size=200)
_LINES = _MEANT.map(lambda text: f"Svar {clean(text)}".strip())
_LINE = _LINES.map(lambda text: " ".join(text.split()))
_LABEL_LIKE = (
    "Syfte: att lära av varandra",
    "Bakgrund: se vår rapport",
    "Titel – inte bestämd än",
    "Hur långt har vi kommit? En bit.",
    "Kostnad: 12 500 kr (50 %)",
    "1. Först provar vi",
    "2. Sedan utvärderar vi",
    "- en punkt i en lista",
    "”Det går”, sa hon – och 'han' sa \"ja\"",
    "=SUMMA(1;2) är ingen formel",
    "+46 är Sverige",
    "5,5 timmar & 3 < 4",
)
_WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzåäöéABCÅÄÖ0123456789", min_size=2, max_size=12), min_size=1, max_size=8
).map(lambda words: f"Vi {' '.join(words)}.")
_LIVELY = st.one_of(_WORDS, st.sampled_from(_LABEL_LIKE))


def answer(field: Field) -> st.SearchStrategy[object]:
    known = {
        Kind.TEXT: _LINE,
        Kind.LONG_TEXT: st.lists(_LINES, min_size=1, max_size=4).map("\n".join),
        Kind.EMAIL: st.from_regex(r"[a-z]{1,9}\.[a-z]{1,9}@[a-z]{2,9}\.example", fullmatch=True),
        Kind.PHONE: st.from_regex(r"0[0-9]{1,3}-[0-9]{2,3} [0-9]{2}", fullmatch=True),
        Kind.DATE: st.dates(date(2001, 1, 1), date(2199, 12, 31)),
        Kind.YES_NO: st.booleans(),
    }
    if field.kind is Kind.CHOICE:
        return st.sampled_from(field.choices)
    if field.kind is Kind.MULTI_CHOICE:
        chosen = st.sets(st.sampled_from(field.choices), min_size=1)
        return chosen.map(lambda some: tuple(choice for choice in field.choices if choice in some))
    return known[field.kind]


def answers(template: FormTemplate) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {field.key: answer(field) if field.required else st.none() | answer(field) for field in template.fields}
    )


def lively(template: FormTemplate) -> st.SearchStrategy[dict[str, Value]]:
    """Draw answers that have other questions' labels in them, lists, several lines, figures and quotes; to all."""
    return st.fixed_dictionaries({field.key: _lively(field) for field in template.fields})


def _lively(field: Field) -> st.SearchStrategy[object]:
    # A question's own label in front of its answer is left out: people repeat it.
    line = _LIVELY.filter(lambda text: text.partition(":")[0] != field.label)
    if field.kind is Kind.LONG_TEXT:
        return st.lists(line, min_size=1, max_size=5, unique=True).map("\n".join)
    return line if field.kind is Kind.TEXT else answer(field)


@pytest.mark.parametrize("write", WRITERS)
def test_filled_form_is_read_back_equal(write):
    (form,) = parse("x", write(SHIPPED, ANSWERS), [SHIPPED])
    assert (dict(form.values), form.problems) == (dict(ANSWERS), ())


@pytest.mark.parametrize("write", WRITERS)
@given(values=answers(SMALL))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_answers_are_read_back_equal(write, values):
    (form,) = parse("x", write(SMALL, values), [SMALL])
    assert (dict(form.values), form.problems) == (values, ())


@pytest.mark.parametrize("write", WRITERS)
def test_any_answers_to_the_shipped_form_are_read_back_equal(write):
    @given(values=answers(SHIPPED))
    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def check(values):
        (form,) = parse("x", write(SHIPPED, values), [SHIPPED])
        assert (dict(form.values), form.problems) == (values, ())

    check()


@pytest.mark.parametrize("write", WRITERS)
def test_answers_with_labels_and_lists_in_them_are_read_back_equal(write):
    @given(values=lively(SHIPPED))
    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def check(values):
        (form,) = parse("x", write(SHIPPED, values), [SHIPPED])
        assert (dict(form.values), form.problems) == (values, ())

    check()


@pytest.mark.parametrize("write", WRITERS)
def test_marks_of_missing_fields_are_no_answers(write):
    values = {**SMALL_ANSWERS, "background": None, "email": None, "factors": None}
    (form,) = parse(
        "x", write(SMALL, values, {"background": Code.MISSING, "email": Code.MISSING, "factors": Code.MISSING}), [SMALL]
    )
    assert dict(form.values) == values
    assert form.problems == (FieldProblem("background", Code.MISSING, "Du har inte fyllt i Bakgrund."),)


@pytest.mark.parametrize("code", TO_DO)
@pytest.mark.parametrize("write", WRITERS)
def test_notes_beside_empty_fields_of_the_shipped_form_are_no_answers(write, code):
    values = {field.key: None for field in SHIPPED.fields} | {"title": "Morgonrunda"}
    marked = {field.key: code for field in SHIPPED.fields if field.key != "title"}
    (form,) = parse("x", write(SHIPPED, values, marked), [SHIPPED])
    assert dict(form.values) == values
    assert {problem.code for problem in form.problems} == {Code.MISSING}


EVERY_KIND = FormTemplate(
    "m-1",
    "Mall",
    (
        Field("title", "Rubrik", required=True, max_length=20),
        Field("email", "E-post", Kind.EMAIL),
        Field("phone", "Telefon", Kind.PHONE),
        Field("start", "Startdatum", Kind.DATE),
        Field("organisation", "Organisation", Kind.CHOICE, choices=("Region Halland", "Varbergs kommun")),
        Field("factors", "Framgångsfaktorer", Kind.MULTI_CHOICE, required=True, choices=("Enkel", "Trygg")),
        Field("anchored", "Förankrat hos chef", Kind.YES_NO),
    ),
)
WRONG = {
    "title": "En rubrik som är alldeles för lång",
    "email": "anna@varberg",
    "phone": "växeln",
    "start": "till våren",
    "organisation": "Region Halland, Varbergs kommun",
    "factors": "Enkel eller Trygg",
    "anchored": "vet inte",
}


@pytest.mark.parametrize("write", WRITERS)
def test_answers_that_have_to_be_corrected_stand_as_they_were_written(write):
    text = "\n".join(f"{field.label}: {WRONG[field.key]}" for field in EVERY_KIND.fields)
    (form,) = parse("x.txt", text.encode(), [EVERY_KIND])
    assert {**form.values, **form.written} == WRONG
    marked = {problem.field: problem.code for problem in form.problems}
    assert marked.keys() == WRONG.keys()
    (again,) = parse("x", write(EVERY_KIND, {**form.values, **form.written}, marked), [EVERY_KIND])
    assert {key: text for key, text in WRONG.items() if key != "factors"} == {
        **{key: value for key, value in again.values.items() if value},
        **again.written,
    }
    left = [replace_missing(problem) for problem in form.problems]
    assert sorted(again.problems, key=str) == sorted(left, key=str)


def replace_missing(problem: FieldProblem) -> FieldProblem:
    """Return what a returned form says where nothing is corrected: boxes can't show what was written beside them."""
    missing = FieldProblem("factors", Code.MISSING, "Du har inte valt något under Framgångsfaktorer.")
    return missing if problem.field == "factors" else problem


@pytest.mark.parametrize(
    ("code", "note"),
    [
        (Code.MISSING, "Saknas – fyll i här"),
        (Code.INVALID, "Rätta svaret"),
        (Code.AMBIGUOUS, "Välj ett svar"),
        (Code.TOO_LONG, "Korta svaret"),
    ],
)
@pytest.mark.parametrize("write", WRITERS)
def test_marked_field_says_what_to_do_with_it(write, code, note):
    read = read_document("x", write(EVERY_KIND, {}, {"email": code, "factors": code}))
    assert isinstance(read, Document)
    cells = "\n".join(cell for table in read.tables for row in table.rows for cell in row if cell)
    assert cells.count(note) == 2


@pytest.mark.parametrize("write", WRITERS)
def test_words_instead_of_boxes_are_repeated_beside_them(write):
    read = read_document("x", write(EVERY_KIND, {"factors": "Enkel eller\nTrygg"}, {"factors": Code.AMBIGUOUS}))
    assert isinstance(read, Document)
    cells = "\n".join(cell for table in read.tables for row in table.rows for cell in row if cell)
    assert "Markera det som gäller. Du skrev: Enkel eller Trygg" in cells.split("\n")


@pytest.mark.parametrize("write", WRITERS)
def test_control_characters_in_an_answer_are_dropped(write):
    (form,) = parse("x", write(SMALL, {**SMALL_ANSWERS, "title": "Mor\x00gon\x0brunda\ud800"}), [SMALL])
    assert form.values["title"] == "Morgonrunda"


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@SUM(A1)", "_x0041_", "=HYPERLINK(1)"])
def test_answer_that_looks_like_a_formula_stays_text(text):
    data = excel.write(SMALL, {**SMALL_ANSWERS, "title": text})
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data))["Formulär"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value is not None and cell.data_type == "f"] == []
    (form,) = parse("x", data, [SMALL])
    assert form.values["title"] == text
