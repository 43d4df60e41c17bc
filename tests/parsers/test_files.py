"""Files that other programs saved; `files/README.md` says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.form import NotAForm
from parsers.parse import parse
from tests.parsers.forms import ANSWERS, SHIPPED

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize("name", ["libreoffice-filled.docx", "libreoffice-filled.xlsx"])
def test_form_saved_by_another_program_is_read_back_equal(name):
    (form,) = parse(name, (FILES / name).read_bytes(), [SHIPPED])
    assert (dict(form.values), form.problems) == (dict(ANSWERS), ())


@pytest.mark.parametrize("name", ["libreoffice-blank.docx", "libreoffice-blank.xlsx"])
def test_blank_form_saved_by_another_program_is_empty(name):
    expected = NotAForm(Path(name).suffix.removeprefix("."), "formuläret är tomt")
    assert parse(name, (FILES / name).read_bytes(), [SHIPPED]) == expected
