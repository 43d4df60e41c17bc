"""A mail's page and its text are one form; where they say different things, the question is asked."""

from __future__ import annotations

from parsers import agreed, parse_html, parse_text
from tests.support.form_file import WRITTEN, pairs
from tests.support.forms import SHIPPED

_FORMS = (SHIPPED,)


def _page(**changed: str):
    return parse_html("".join(f"<p>{label}: {text}</p>" for label, text in pairs(**changed)), _FORMS)


def _text(**changed: str | None):
    return parse_text("\n".join(f"{label}: {text}" for label, text in pairs(**changed)), _FORMS)


def _asked(page, text):
    (form,) = agreed(page, text, _FORMS)
    return form.values["purpose"], [problem.field for problem in form.problems]


def test_readings_that_say_the_same_are_the_page() -> None:
    assert agreed(_page(), _text(), _FORMS) == _page()


def test_readings_that_differ_in_signs_and_links_say_the_same() -> None:
    text = _text(purpose="*Tryggare*\nhemgång<https://varberg.example/x>.")
    assert _asked(_page(), text) == (WRITTEN["purpose"], [])


def test_readings_that_differ_are_asked_about() -> None:
    assert _asked(_page(), _text(purpose="Något annat.")) == (None, ["purpose"])
    assert _asked(_page(purpose="Tryggare."), _text(purpose="Tryggare. Gammalt.")) == (None, ["purpose"])


def test_answer_that_the_page_alone_has_is_read() -> None:
    assert _asked(_page(), _text(purpose=None)) == (WRITTEN["purpose"], [])


def test_answer_that_the_text_alone_has_is_asked_about() -> None:
    assert _asked(_page(purpose=""), _text()) == (None, ["purpose"])


def test_last_answer_ends_where_the_text_ends_it() -> None:
    (form,) = agreed(_page(risks=f"{WRITTEN['risks']}<br>Karin Åström"), _text(), _FORMS)
    assert (form.values["risks"], form.problems) == (WRITTEN["risks"], ())


def test_answer_that_the_page_alone_goes_on_with_is_asked_about() -> None:
    assert _asked(_page(purpose="Tryggare hemgång.<br>Men bara i Varberg."), _text()) == (None, ["purpose"])
    assert _asked(_page(purpose=f"{WRITTEN['purpose']} Inte nu."), _text()) == (None, ["purpose"])


def test_page_with_other_forms_than_the_text_counts() -> None:
    twice = parse_text("\n".join(f"{label}: {text}" for _ in "ab" for label, text in pairs()), _FORMS)
    assert agreed(_page(), (*_text(), *twice), _FORMS) == _page()
