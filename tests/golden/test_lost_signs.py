"""What a program lost when it made a filled form: the file itself holds none of those signs."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from tests.golden.make.filled_forms.forms import FOLDER, expected_of

_SIGNS = "→≥≤µ\u2011"
LINES = [line for line in map(json.loads, expected_of(FOLDER).read_text("utf-8").splitlines()) if "lost" in line]


def text_of(path: Path) -> str:
    """Return the text of a file as it stands there, by nothing of ours."""
    if path.suffix == ".odt":
        return zipfile.ZipFile(path).read("content.xml").decode()
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return "".join(page.get_textpage().get_text_range() for page in document)
    return path.read_text("utf-8")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["file"])
def test_file_holds_none_of_the_signs_that_its_program_is_said_to_have_lost(line):
    said = set(line["lost"]) & set(_SIGNS)
    assert said
    assert not said & set(text_of(FOLDER / line["file"]))
    assert not said & set(json.dumps(line["fields"], ensure_ascii=False))
