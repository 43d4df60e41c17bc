"""Frames of a blank form that was printed: those with nothing in them are room to write in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from parsers.document.model import Document, Table
from parsers.document.read import read_blank, read_document
from tests.support.pdf_files import line, pdf, text


def frame(low: float, high: float, left: float = 50, right: float = 500) -> bytes:
    corners = ((left, low), (right, low), (right, high), (left, high), (left, low))
    return b"".join(line(*one, *other) for one, other in pairwise(corners))


def lines(*drawn: bytes, is_blank: bool = True) -> list[str]:
    content = (read_blank if is_blank else read_document)("x.pdf", pdf(b"".join(drawn)))
    assert isinstance(content, Document)
    return [one for one in content.lines if one]


LABELS = text(50, 700, "Namn"), text(50, 600, "Syfte")


def test_empty_frame_below_a_label_is_a_line_to_write_on():
    assert lines(*LABELS, frame(660, 690), frame(560, 590)) == ["Namn", "____", "Syfte", "____"]


def test_frame_of_a_filled_form_is_none():
    assert lines(*LABELS, frame(660, 690), frame(560, 590), is_blank=False) == ["Namn", "Syfte"]


def test_frame_with_words_in_it_is_none():
    assert lines(*LABELS, frame(660, 690), text(60, 670, "Anna Ek"), frame(560, 590)) == [
        "Namn",
        "Anna Ek",
        "Syfte",
        "____",
    ]


def test_frame_around_everything_and_a_small_one_are_none():
    assert lines(*LABELS, frame(500, 750), frame(592, 612, 100, 112)) == ["Namn", "Syfte"]


@pytest.mark.parametrize("labels", [("Namn", "Mobil"), ("Namn", "", "Mobil"), ("Enhet", "Namn", "Mobil")])
def test_column_that_is_empty_in_every_row_of_a_blank_form_is_room_to_write_in(labels):
    cells = [frame(y, y + 30, 50 + 100 * at, 150 + 100 * at) for y in (600, 630) for at in range(len(labels) + 1)]
    words = [text(55 + 100 * at, y + 10, label) for y in (600, 630) for at, label in enumerate(labels) if label]
    content = read_blank("x.pdf", pdf(b"".join([*cells, *words])))
    assert isinstance(content, Document)
    (table,) = [block for block in content.blocks if isinstance(block, Table)]
    assert table.rows == ((*labels, ""),) * 2
