"""Marks in cells beside choices."""

from __future__ import annotations

import pytest

from parsers.values.cell_marks import is_mark, is_refusal, mark_of


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("x", True), ("[x]", True), ("Ja, absolut", True), ("1", True), ("OK", True),
        ("Nej", False), ("Ej aktuellt", False), ("No", False), ("☐", False), ("–", False),
        ("", None), ("Kanske", None), ("*", None),
    ],
)  # fmt: skip
def test_mark_ticks_its_choice_leaves_it_or_says_something_else(text, mark):
    assert mark_of(text) is mark


@pytest.mark.parametrize(
    ("text", "expected"),
    [("*", True), ("<--", True), ("👍", True), ("x", True), ("…", False), ("", False), ("Kanske", False)],
)
def test_signs_alone_are_marks_though_nobody_knows_which(text, expected):
    assert is_mark(text) is expected


@pytest.mark.parametrize(("text", "expected"), [("Nej.", True), ("Ej nu", True), ("☐", False), ("Ja", False)])
def test_refusal_is_in_words(text, expected):
    assert is_refusal(text) is expected
