"""What a returned agenda holds that was not mailed is asked about; what programs make of it is not."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest

from mailbot.demo import fill_in_agenda
from mailbot.meetings.agenda.documents import excel, word
from mailbot.meetings.agenda.documents.words import words
from mailbot.meetings.decisions import changed_file, returned_agenda
from mailbot.store.tables import Agenda
from tests.golden.make.agendas import WRITTEN
from tests.support.agenda_text import a_view
from tests.support.paths import AGENDAS

AGENDA = Agenda(word=word.write(a_view(), words()), excel=excel.write(a_view(), words()))
MAILED = changed_file.as_mailed(AGENDA)
FIRST, LAST = 6, 9
"""The rows of the initiatives on the sheet."""


def asked(name: str, data: bytes) -> tuple[list[str], list[str]]:
    """Return which initiatives are newly in doubt, and all else that is asked."""
    returned = returned_agenda.read(name, data)
    rows, said = changed_file.compared(MAILED, returned)
    before = {row.reference: row.unclear for row in returned.rows}
    return [row.reference for row in rows if row.unclear != before[row.reference]], list(said)


def in_excel(change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(fill_in_agenda.in_excel(AGENDA.excel, WRITTEN)))
    change(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sort(sheet, columns: str) -> None:
    """Turn the order of the rows about, in these columns alone."""
    for column in columns:
        values = [sheet[f"{column}{row}"].value for row in range(FIRST, LAST + 1)]
        for row, value in zip(range(FIRST, LAST + 1), reversed(values), strict=True):
            sheet[f"{column}{row}"].value = value


@pytest.mark.parametrize("name", sorted(file.name for file in AGENDAS.iterdir()))
def test_file_that_a_program_saved_asks_nothing(name):
    assert asked(name, (AGENDAS / name).read_bytes()) == ([], [])


@pytest.mark.parametrize("place", ["A11", "B11", "G12", "I6", "A3", "E7", "H14"])
def test_note_anywhere_on_the_sheet_is_asked_about(place):
    data = in_excel(lambda sheet: sheet.__setitem__(place, "Vänta med breven!"))
    assert asked("a.xlsx", data) == (
        [],
        ["«Vänta med breven!» hör inte till något beslut och följer inte med i något brev."],
    )


def test_many_notes_are_counted():
    data = in_excel(lambda sheet: [sheet.append([f"Anteckning {number}"]) for number in range(8)])
    _, said = asked("a.xlsx", data)
    assert (len(said), said[-1]) == (6, "3 rader till i filen hör inte till något beslut.")


@pytest.mark.parametrize("text", ["Nej, avslag på alla", "Protokoll: Anna reserverar sig."])
def test_text_in_the_word_file_is_asked_about(text):
    document = docx.Document(io.BytesIO(fill_in_agenda.in_word(AGENDA.word, WRITTEN)))
    document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    assert asked("a.docx", target.getvalue()) == (
        [],
        [f"«{text}» hör inte till något beslut och följer inte med i något brev."],
    )


@pytest.mark.parametrize("columns", ["B", "A", "C", "BFGH", "ACDE"])
def test_rows_sorted_in_part_are_in_doubt(columns):
    doubted, _ = asked("a.xlsx", in_excel(lambda sheet: sort(sheet, columns)))
    assert doubted == [f"OH-2026-{number:04}" for number in ((4, 3, 2, 1) if "B" in columns else (1, 2, 3, 4))]


@pytest.mark.parametrize("columns", ["ABCDEFGH", "ABCDE"])
def test_other_order_of_the_rows_is_asked_about(columns):
    moved = "Raderna står i en annan ordning än i filen du fick. Kontrollera att varje beslut står vid rätt ärende."
    assert asked("a.xlsx", in_excel(lambda sheet: sort(sheet, columns))) == ([], [moved])
