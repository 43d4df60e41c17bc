"""Labels that only their look parts from their answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parsers import NotAForm
from parsers.document.emphasis import BOLD, UNDERLINED, Emphasised
from parsers.document.model import Document, Paragraph
from parsers.questions.looks_apart import with_parted_labels
from parsers.recognise import recognise
from tests.support.form_file import READ, pairs
from tests.support.forms import SHIPPED

Line = Callable[[str, str], Paragraph]


def _bold_label(label: str, answer: str) -> Paragraph:
    return Paragraph(f"{label} {answer}", emphasised=(Emphasised(label, BOLD),))


def _coloured_answer(label: str, answer: str) -> Paragraph:
    return Paragraph(f"{label} {answer}", emphasised=(Emphasised(answer, "färg:#c00000"),))


def _starred_label(label: str, answer: str) -> Paragraph:
    return Paragraph(f"{label} * {answer}", emphasised=(Emphasised(f"{label} *", UNDERLINED),))


def _both(label: str, answer: str) -> Paragraph:
    return Paragraph(f"{label} {answer}", emphasised=(Emphasised(label, BOLD), Emphasised(answer, "färg:#0070c0")))


@pytest.mark.parametrize("line", [_bold_label, _coloured_answer, _starred_label, _both])
def test_label_that_looks_other_than_its_answer_needs_no_colon(line: Line) -> None:
    read = recognise(Document("docx", tuple(line(*pair) for pair in pairs())), (SHIPPED,))
    assert not isinstance(read, NotAForm)
    values = {key: list(value) if isinstance(value, tuple) else value for key, value in read[0].values.items()}
    assert (values, read[0].problems) == (READ, ())


def test_word_that_an_answer_stresses_is_no_label() -> None:
    lines = (
        Paragraph("Bakgrund: Det finns"),
        _bold_label("Risker", "som ingen har sett."),
        Paragraph("Syfte: Ordning"),
    )
    document = Document("docx", lines)
    assert with_parted_labels(document, SHIPPED) is document
