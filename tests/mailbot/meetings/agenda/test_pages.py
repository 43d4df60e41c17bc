"""The agenda's pages, as LibreOffice lays them out: the decision table never stands alone on one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from pypdf import PdfReader

from mailbot.meetings.agenda.documents import word
from mailbot.meetings.agenda.documents.agenda_text import Passage
from mailbot.meetings.agenda.documents.words import words
from tests.support.agenda_text import a_view, an_item

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None and "CI" not in os.environ, reason="LibreOffice is not installed"
)
LENGTHS = range(0, 60, 3)
"""How many lines the summary takes: somewhere the table comes last on a page, and somewhere first on the next."""
TOGETHER = (
    "Beslutsunderlag",
    "Expedieras till",
    "Beslut\nÄrende",
    "Välj beslut\nMotivering",
    "Skriv motiveringen",
    "Skriv vem",
)


def pages(view, folder):
    """The text of each page."""
    source = folder / "agenda.docx"
    source.write_bytes(word.write(view, words()))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [page.extract_text() for page in PdfReader(folder / "agenda.pdf").pages]


def long_item(number, lines, *, new_page):
    item = an_item(number, f"Förslag {number}", new_page=new_page)
    return replace(item, summary=(Passage("Bakgrund", ("Kort rad.",) * (lines + 1)),))


@pytest.mark.parametrize("new_page", [True, False])
def test_decision_table_stands_with_its_heading_and_what_leads_to_it(tmp_path, new_page):
    items = [long_item(number, lines, new_page=new_page) for number, lines in enumerate(LENGTHS, start=1)]
    counted = [[text.count(part) for part in TOGETHER] for text in pages(a_view(*items), tmp_path)]
    assert [page for page in counted if len(set(page)) > 1] == []
    assert sum(page[0] for page in counted) == len(items)


def test_initiative_begins_a_new_page_where_it_should(tmp_path):
    items = (an_item(1, "Ett", new_page=True), an_item(2, "Två"), an_item(3, "Tre", new_page=True))
    found = [re.findall(r"(?m)^§ \d+ (OH-2026-\d+)", text) for text in pages(a_view(*items), tmp_path)]
    assert found == [[], ["OH-2026-0001", "OH-2026-0002"], [], ["OH-2026-0003"]]
