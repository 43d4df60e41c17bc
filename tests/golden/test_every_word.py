"""Every word of a filled form is the form's own, an answer's, or named as one that has no place: none is dropped."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.forms import template_file
from mailbot.forms.write.prompts import OTHER
from parsers import Document, FormTemplate, ParsedForm
from parsers.document.model import InControl
from parsers.parse import read_file
from tests.golden.make.filled_forms import forms
from tests.support.forms import SHIPPED

EVALUATION = template_file.load(template_file.shipped_evaluation())
ONE_IN = {"pdf": 6, "doc": 3, "rtf": 2, "xls": 8}
"""How many files of a format there are for one that is read, where reading one takes long; else all are."""
FORMATS = ("docx", "xlsx", "odt", "ods", "html", "txt", "csv", *ONE_IN)
_WORD = re.compile(r"[^\W_]+")
_SAYS_NOTHING = frozenset(("x", "v", "ja", "j", "nej", "ok", "yes", "och", "sida", "fråga", "ditt", "svar", "hjälp"))
"""Marks, what joins choices, and the heads of columns."""


@pytest.mark.parametrize("kind", FORMATS)
def test_words_of_a_file_are_the_forms_the_answers_or_named(kind):
    folders = (forms.FOLDER, forms.EVALUATIONS)
    files = [file for folder in folders for file in sorted(folder.glob(f"*.{kind}")) if _is_read(file)]
    left = {file.name: missing for file in files if (missing := _unaccounted(file))}
    assert (bool(files), left) == (True, {})


def _is_read(file: Path) -> bool:
    return zlib.crc32(file.name.encode()) % ONE_IN.get(file.suffix[1:], 1) == 0


def _unaccounted(file: Path) -> list[str]:
    """Return the words of a file that its reading says nothing of; of one that is refused as a whole, none."""
    template = SHIPPED if file.parent == forms.FOLDER else EVALUATION
    read = read_file(file.name, file.read_bytes(), [template])
    if read.document is None or not isinstance(read.result, tuple):
        return []
    said = _words(" ".join(_said(read.result, template)))
    known, letters = {*said, *_SAYS_NOTHING}, "".join(said)
    return [word for line in _lines(read.document) for word in _untold(line, letters) if word not in known]


def _untold(line: str, letters: str) -> list[str]:
    """Return the words of a line; none of one that was parted otherwise, or has signs that its font doesn't tell."""
    words = [word for word in _words(line) if not word.isdigit()]
    if "\ufffd" in line:
        return [word for word in words if word not in letters]
    return [] if "".join(words) in letters else words


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).replace("\xad", "").casefold())


def _lines(document: Document) -> Iterator[str]:
    """Yield all that stands in lines and cells; a field's text stands there, too."""
    texts = (text for place, text in document.placed() if not isinstance(place, InControl))
    yield from (line for text in texts for line in text.split("\n"))


def _said(read: tuple[ParsedForm, ...], template: FormTemplate) -> Iterator[str]:
    """Yield the form's own texts, the answers, what is asked about as it was written, and text without a place."""
    yield from (template.title, template.intro, OTHER)
    for field in template.fields:
        yield from (field.label, field.help, field.section, *field.choices, *field.aliases)
    for form in read:
        values = (value if isinstance(value, tuple) else (value,) for value in form.values.values())
        yield from (str(one) for value in values for one in value if one is not None)
        yield from (*form.written.values(), *form.unplaced, *(problem.message for problem in form.problems))
