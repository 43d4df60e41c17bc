"""A field of a web form is asked by its label wherever that stands, or by what its attributes say of it."""

from __future__ import annotations

import pytest

from parsers import parse_html
from tests.support.form_file import WRITTEN, pairs
from tests.support.forms import SHIPPED

_LABELS = [(number, label, text) for number, (label, text) in enumerate(pairs())]


def _all(line: str) -> str:
    return "".join(line.format(number, label, text) for number, label, text in _LABELS)


@pytest.mark.parametrize(
    "page",
    [
        _all('<p><label for="{0}">{1}</label><br><input id="{0}" value="{2}"></p>'),
        _all('<p><input id="{0}" value="{2}"> <label for="{0}">{1}</label></p>'),
        _all('<label for="{0}">{1}</label><br>') + _all('<textarea id="{0}">{2}</textarea>'),
        _all('<p><input aria-label="{1}" value="{2}"></p>'),
        _all('<p><input placeholder="{1}" value="{2}"></p>'),
    ],
    ids=["before", "after", "apart", "told to readers", "placeholder"],
)
def test_field_is_asked_by_its_label(page) -> None:
    (form,) = parse_html(page, (SHIPPED,))
    assert (form.values["title"], form.values["risks"], form.problems) == (WRITTEN["title"], WRITTEN["risks"], ())


def test_placeholder_beside_a_label_is_no_label() -> None:
    (form,) = parse_html(_all('<p><label>{1}<br><input placeholder="Skriv här" value="{2}"></label></p>'), (SHIPPED,))
    assert (form.values["title"], form.problems) == (WRITTEN["title"], ())


def test_placeholder_of_an_empty_field_is_no_answer() -> None:
    page = _all("<p><label>{1}<br><input value='{2}'></label></p>").replace(
        f"value='{WRITTEN['risks']}'", "placeholder='Till exempel tid' value=''"
    )
    (form,) = parse_html(page, (SHIPPED,))
    assert (form.values["risks"], form.problems) == (None, ())
