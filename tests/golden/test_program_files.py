"""Files that other programs saved; `program_files/README.md` says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.parse import parse
from parsers.result import NotAForm
from tests.support.forms import ANSWERS, SHIPPED
from tests.support.paths import PROGRAM_FILES

FORMATS = ("docx", "xlsx", "odt", "ods", "xls", "pdf")


@pytest.mark.parametrize("name", [f"libreoffice-filled.{form}" for form in FORMATS])
def test_form_saved_by_another_program_is_read_back_equal(name):
    (form,) = parse(name, (PROGRAM_FILES / name).read_bytes(), [SHIPPED])
    assert (dict(form.values), form.problems) == (dict(ANSWERS), ())


@pytest.mark.parametrize("name", [f"libreoffice-blank.{form}" for form in FORMATS])
def test_blank_form_saved_by_another_program_is_empty(name):
    expected = NotAForm(Path(name).suffix.removeprefix("."), "formuläret är tomt – fyll i det och skicka det igen")
    assert parse(name, (PROGRAM_FILES / name).read_bytes(), [SHIPPED]) == expected
