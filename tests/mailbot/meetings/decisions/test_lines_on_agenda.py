"""What stands between an initiative and its decision is its title, or makes the decision unclear."""

from __future__ import annotations

import pytest

from mailbot.meetings.decisions.lines_on_agenda import _is_part


@pytest.mark.parametrize(
    ("aside", "known", "part"),
    [
        ("", "Fallprevention Varbergs kommun", True),
        ("Gemensam fallprevention", "Gemensam fallprevention i hemmet Varbergs kommun", True),
        ("(Varbergs kommun)", "Fallprevention Varbergs kommun", True),
        ("inte", "Vinterväghållning Region Halland", False),
        ("ej", "Mejlrutin Region Halland", False),
        ("8", "Plan 2028", False),
        ("2028", "Plan 2028", False),
        ("fallprevention gemensam", "Gemensam fallprevention", False),
    ],
)
def test_whole_words_in_a_row_are_the_title(aside, known, part):
    assert _is_part(aside, known) is part
