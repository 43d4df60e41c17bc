"""A copy of a form that is quoted is left out, where another is not; alone it is somebody's own."""

from __future__ import annotations

from parsers.document.model import Document, Paragraph
from parsers.quoted_parts import own_parts


def _part(*lines: str) -> Document:
    return Document("text", tuple(map(Paragraph, lines)))


def test_part_that_is_marked_as_quoted_is_left_out() -> None:
    own, quoted = _part("Rubrik: A", "Syfte: B"), _part("> Rubrik: C", "> Syfte: D")
    assert own_parts([own, quoted]) == [own]


def test_part_below_the_head_of_a_mail_is_left_out() -> None:
    own = _part("Rubrik: A", "Från: Ola <ola@falkenberg.example>", "Skickat: den 3 november 2026", "Till: Maja")
    assert own_parts([own, _part("Rubrik: C")]) == [own]
    assert own_parts([_part("Rubrik: A", "-----Ursprungligt meddelande-----"), _part("Rubrik: C")])[1:] == []


def test_parts_that_are_quoted_all_are_all_there() -> None:
    parts = [_part("> Rubrik: A"), _part("> Rubrik: C")]
    assert own_parts(parts) == parts


def test_second_part_that_is_not_quoted_is_one() -> None:
    parts = [_part("Rubrik: A", "Från: måndag"), _part("Rubrik: C")]
    assert own_parts(parts) == parts
