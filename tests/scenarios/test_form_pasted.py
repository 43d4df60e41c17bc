"""What is written in the form is read back from it when it is pasted into a mail, as text or as a table."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from hypothesis import HealthCheck, given, settings

from mailbot.forms.write import prompts
from parsers.parse import parse_html, parse_text
from parsers.result import Value
from parsers.template import FormTemplate
from tests.mailbot.forms.write.test_roundtrip import answers
from tests.support.forms import SHIPPED, SMALL

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def as_text(template: FormTemplate, values: Mapping[str, Value]) -> str:
    """Lay a form out as its label and value, a pair to a line."""
    return "\n".join(f"{field.label}: {prompts.as_text(values[field.key])}" for field in template.fields)


def as_html(template: FormTemplate, values: Mapping[str, Value]) -> str:
    """Lay a form out as Outlook pastes a table: label and help to the left, the answer to the right."""
    rows = "".join(
        f"<tr><td><p><b>{field.label}</b></p><p>{field.help}</p></td>"
        f"<td><p>{escape(prompts.as_text(values[field.key])).replace(chr(10), '</p><p>')}</p></td></tr>"
        for field in template.fields
    )
    return f"<html><body><p>Hej!</p><table>{rows}</table></body></html>"


@given(values=answers(SMALL))
@FEW
def test_any_answers_in_a_mails_text_are_read_back_equal(values):
    (form,) = parse_text(as_text(SMALL, values), [SMALL, SHIPPED])
    assert (dict(form.values), form.problems) == (values, ())


@given(values=answers(SMALL))
@FEW
def test_any_answers_in_a_pasted_table_are_read_back_equal(values):
    (form,) = parse_html(as_html(SMALL, values), [SMALL, SHIPPED])
    assert (dict(form.values), form.problems) == (values, ())


def test_shipped_form_in_a_pasted_table_is_read_back_equal():
    @given(values=answers(SHIPPED))
    @settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def check(values):
        (form,) = parse_html(as_html(SHIPPED, values), [SHIPPED])
        assert (dict(form.values), form.problems) == (values, ())

    check()
