from __future__ import annotations

import pytest

from parsers.document.raised import raised


@pytest.mark.parametrize(("text", "shown"), [("2", "²"), ("-10", "⁻¹⁰"), ("+3", "⁺³"), ("de", "de"), ("", "")])
def test_digits_above_the_line_have_signs_and_letters_none(text, shown):
    assert raised(text) == shown
