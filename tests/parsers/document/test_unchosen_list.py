"""The first entry of a list that nobody has used."""

from __future__ import annotations

import pytest

from parsers.document.model import UNKNOWN
from parsers.document.unchosen_list import in_doubt


@pytest.mark.parametrize("first", ["", "Välj organisation", "– Markera –", "Ange ort", "Select one"])
def test_entry_that_asks_for_a_choice_is_none(first):
    assert in_doubt(first) == first


@pytest.mark.parametrize("first", ["Hylte kommun", "Valfri", "Angelägen"])
def test_any_other_entry_is_asked_about(first):
    assert in_doubt(first) == f"{UNKNOWN} {first}"
