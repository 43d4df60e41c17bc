"""Tables in plain text: drawn with signs, or as separated values."""

from __future__ import annotations

import pytest

from parsers.document.file_type import Opened
from parsers.document.model import Paragraph, Table
from parsers.document.text import reader as text

DRAWN = """\
Före
+------------+----------------------+
| Fråga      | Ditt svar            |
+============+======================+
| Bakgrund * | Vi delar en bil, och |
|            | väntar på den.       |
| Hur är det |                      |
| i dag?     | ☐ Enkel              |
|            | ☒ Trygg              |
+------------+----------------------+
Efter"""


def test_drawn_table_is_read_cell_by_cell_and_broken_lines_are_joined():
    table = Table(
        "tabell 1",
        (
            ("Fråga", "Ditt svar"),
            ("Bakgrund *\n\nHur är det i dag?", "Vi delar en bil, och väntar på den.\n\n☐ Enkel\n☒ Trygg"),
        ),
    )
    assert text.document(DRAWN).blocks == (Paragraph("Före"), table, Paragraph("Efter"))


def test_border_without_a_table_is_a_line():
    assert text.document("+---+---+\nHej\n+---+").lines == ("+---+---+", "Hej", "+---+")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separated_values_are_a_table(separator):
    rows = [["Rubrik", "Morgonrunda"], ["Mål", '"☒ Nära\n☐ Enkel; ""ja"", och\tså"'], *[["Roll", "Planerare"]] * 4]
    data = "\n".join(separator.join(row) for row in rows).encode()
    expected = (rows[0], ["Mål", '☒ Nära\n☐ Enkel; "ja", och\tså'], *rows[2:])
    assert text.read(Opened("text", data)).blocks == (Table("tabell 1", tuple(map(tuple, expected))),)


@pytest.mark.parametrize(
    "line",
    ["Rubrik: Runda, varje dag", "Vi ses, som vanligt", "Mål; det vi vill\nnå", "Rubrik\tMorgonrunda"],
)
def test_sentences_with_the_same_signs_are_lines(line):
    assert text.read(Opened("text", "\n".join([line] * 6).encode())).tables == ()


@pytest.mark.parametrize("sign", ["• ", "- ", "2. ", "☐ "])
def test_item_after_a_full_line_of_a_cell_stands_by_itself(sign):
    rows = ("+----------------------+", "| dubbla förpackningar |", f"| {sign}utgångna läkemedel"[:22].ljust(23) + "|")
    (table,) = text.document("\n".join((*rows, rows[0]))).tables
    assert table.rows == ((f"dubbla förpackningar\n{rows[2][2:23].strip()}",),)
