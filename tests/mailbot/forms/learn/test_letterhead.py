"""What stands at the top of a page and asks nothing."""

from __future__ import annotations

import pytest

from mailbot.forms.learn.letterhead import is_letterhead, letterhead_title
from parsers import Table


def top(*rows: tuple[str | None, ...]) -> Table:
    return Table("tabell 1", rows)


@pytest.mark.parametrize(
    ("table", "title"),
    [
        (top(("Hylte kommun", "Förslagsblankett", "Sida 1 (1)")), "Förslagsblankett"),
        (top(("Region Halland", "Ansökan om medel\nUtvecklingsenheten")), "Ansökan om medel"),
        (top(("Falkenbergs kommun", None), ("Idéblankett", "Sida 1 av 2")), "Idéblankett"),
        (top(("Hylte kommun", "Sida 1")), ""),
    ],
)
def test_letterhead_is_told_by_its_organisation_or_page(table, title):
    assert is_letterhead(table)
    assert letterhead_title(table) == title


@pytest.mark.parametrize(
    "table",
    [
        top(("Namn", "Enhet")),
        top(("Hylte kommun", "")),
        top(("Hylte kommun", "☐ Ja ☐ Nej")),
        top(("Hylte kommun",)),
        top(("Hylte kommun", "Blankett"), ("Namn", "Enhet"), ("Ort", "Datum")),
        top(),
    ],
)
def test_questions_are_no_letterhead(table):
    assert not is_letterhead(table)
