"""Letters that hardly anybody sees."""

from __future__ import annotations

import pytest

from parsers.document.faint import doubted, is_white


@pytest.mark.parametrize("colour", ["FFFFFF", "ffffffff", "#fdfdfd", "FFF0F4FE"])
def test_white_and_nearly_white_is_white(colour):
    assert is_white(colour)


@pytest.mark.parametrize("colour", ["", "auto", "808080", "FF808080", "EFFFFF", "FFFF00", "1F3864"])
def test_colour_that_is_seen_on_paper_is_not_white(colour):
    assert not is_white(colour)


@pytest.mark.parametrize(("text", "expected"), [("Bil", "\ufffd Bil"), (" ", " "), ("\ufffd Bil", "\ufffd Bil")])
def test_words_are_doubted_once(text, expected):
    assert doubted(text) == expected
