"""The handbook shows every letter and document there is, in pictures that stay small."""

from __future__ import annotations

import re

from mailbot.store.values import LetterKind
from tests.golden.make.pictures import DOCUMENTS, FOLDER, PAGE, letter_file
from tests.support.paths import ROOT

MOST_BYTES = 2_000_000


def test_each_letter_and_document_has_its_picture_and_no_other_is_there():
    files = {path.name for path in FOLDER.iterdir()}
    assert files == {letter_file(kind) for kind in LetterKind} | {f"{name}.png" for name in DOCUMENTS}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_page_shows_each_picture_with_words_for_who_does_not_see_it():
    shown = re.findall(r"!\[([^\]]{10,})\]\(bilder/([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(name for _, name in shown) == sorted(path.name for path in FOLDER.iterdir())


def test_pictures_that_pages_show_are_there():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {name for page in pages for name in re.findall(r"bilder/([\w-]+\.png)", page.read_text(encoding="utf-8"))}
    assert named - {path.name for path in FOLDER.iterdir()} == set()
