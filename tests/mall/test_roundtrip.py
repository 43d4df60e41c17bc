"""What is written into the form as Word and Excel is read back from it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.mall import excel, word
from parsers.form import Code, Field, FieldProblem, FormTemplate, Kind
from parsers.parse import parse
from parsers.values import clean
from tests.parsers.forms import ANSWERS, SHIPPED, SMALL, SMALL_ANSWERS

WRITERS = (word.write, excel.write)

# An answer that is a question's or a heading's own words, a prompt or a box is read as that.
_MEANT = st.text(st.characters(exclude_categories=["C"], exclude_characters="☒☑✓✔✗✘🗹☐□❏"), max_size=200)
_LINES = _MEANT.map(lambda text: f"Svar {clean(text)}".strip())
_LINE = _LINES.map(lambda text: " ".join(text.split()))


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
def test_marks_of_missing_fields_are_no_answers(write):
    values = {**SMALL_ANSWERS, "background": None, "email": None, "factors": None}
    (form,) = parse("x", write(SMALL, values, {"background", "email", "factors"}), [SMALL])
    assert dict(form.values) == values
    assert form.problems == (FieldProblem("background", Code.MISSING, "Du har inte fyllt i Bakgrund."),)


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
