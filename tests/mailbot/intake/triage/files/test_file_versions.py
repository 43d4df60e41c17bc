from __future__ import annotations

import pytest

from mailbot.intake.triage.files.file_versions import latest


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("f.docx", "f.docx"), 1),
        (("f_v2.docx", "f.docx"), 0),
        (("f (2).docx", "f (10).docx", "f.docx"), 1),
        (("f slutlig.docx", "f v3.docx"), 0),
        (("f.docx", "f tidigare version.docx"), 0),
        (("utkast 2.docx", "utkast 1.docx"), 0),
        (("f 2026-11-12.docx", "f 2026-10-30.docx"), 0),
    ],
)
def test_latest_is_the_one_whose_name_says_so_or_the_last(names, expected):
    assert latest([("Morgonrunda", name) for name in names]) == {expected}


def test_other_titles_and_none_are_proposals_of_their_own():
    titles = ("Morgonrunda", "Kvällsrunda", "morgon runda", "MORGONRUNDA ", "", "")
    assert latest([(title, "f.docx") for title in titles]) == {1, 2, 3, 4, 5}
