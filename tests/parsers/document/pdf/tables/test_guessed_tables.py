"""Tables without lines: which columns, which rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from parsers.document.pdf.layout import tables_and_lines
from parsers.document.pdf.page import Page, Piece, Upright

Rows = Sequence[tuple[str, tuple[str, ...]]]
LEADING, ROOM = 12.0, 15.0
"""Points between lines of a cell, and from the last one to the next cell's first."""
FIRST = (("Rubrik", ("Nattpatrull",)), ("Roll", ("Samordnare",)), ("Enhet", ("Boendet",)))
SECOND = (("Bakgrund", ("Två bilar kör samma väg",)), ("Syfte", ("En bil",)), ("Risker", ("Halt väglag",)))
THIRD = (("Mål", ("Nära",)), ("Tidplan", ("Till hösten",)), ("Resurser", ("En tjänst",)))


def piece(x: float, y: float, text: str, size: float = 10, style: int = 0) -> Piece:
    return Piece(x, x + 0.5 * size * len(text), y, size, text, style)


def laid_out(top: float, column: float, rows: Rows) -> Iterator[Piece]:
    """Place labels from the left margin, in a style of their own, and each answer's lines in a column."""
    for label, lines in rows:
        yield piece(20, top, label, style=1)
        for number, line in enumerate(lines):
            yield piece(column, top - LEADING * number, line)
        top -= LEADING * (len(lines) - 1) + ROOM


def page(*tables: tuple[float, Rows]) -> Page:
    """Return a page of tables, each below a heading of its own."""
    pieces, top = [], 800.0
    for number, (column, rows) in enumerate(tables):
        pieces.append(piece(20, top, f"Del {number + 1}", size=14, style=2))
        pieces += laid_out(top - 30, column, rows)
        top -= 200
    return Page(Upright(0, 0, 595, 842), pieces)


def cells(rows: Rows) -> tuple[tuple[str, str], ...]:
    return tuple((label, "\n".join(lines)) for label, lines in rows)


def read(*pages: Page) -> list[tuple[tuple[str | None, ...], ...]]:
    tables, _ = tables_and_lines(pages)
    return [table.rows for table in tables]


@pytest.mark.parametrize(("first", "second"), [(214, 209), (209, 214), (180, 300), (300, 180)])
def test_tables_with_different_columns_on_one_page_are_tables_of_their_own(first, second):
    assert read(page((first, FIRST), (second, SECOND))) == [cells(FIRST), cells(SECOND)]


def test_table_between_others_with_another_column_keeps_its_own():
    assert read(page((214, FIRST), (209, SECOND), (214, THIRD))) == [cells(FIRST), cells(SECOND), cells(THIRD)]


def test_sections_with_the_same_columns_are_one_table():
    (rows,) = read(page((214, FIRST), (214, SECOND)))
    assert [row for row in rows if row[1]] == [*cells(FIRST), *cells(SECOND)]


def test_last_table_goes_on_over_the_page():
    below = Page(Upright(0, 0, 595, 842), list(laid_out(800, 209, THIRD)))
    assert read(page((214, FIRST), (209, SECOND)), below) == [cells(FIRST), (*cells(SECOND), *cells(THIRD))]


@pytest.mark.parametrize("level", [0, 1, 2])
def test_room_parts_cells_whatever_line_their_labels_are_level_with(level):
    answers = [(f"☐ {letter}1", f"☐ {letter}2", f"☐ {letter}3") for letter in "abc"]
    pieces = [piece(20, 800, "Rubrik", style=1), piece(200, 800, "Nattpatrull")]
    top = 800 - ROOM
    for label, lines in zip(("Syfte", "Risker", "Resurser"), answers, strict=True):
        pieces.append(piece(20, top - LEADING * level, label, style=1))
        pieces += [piece(200, top - LEADING * number, line) for number, line in enumerate(lines)]
        top -= LEADING * 2 + ROOM
    (rows,) = read(Page(Upright(0, 0, 595, 842), pieces))
    named = zip(("Syfte", "Risker", "Resurser"), map("\n".join, answers), strict=True)
    assert rows == (("Rubrik", "Nattpatrull"), *named)


def test_room_between_rows_on_the_first_page_parts_those_of_the_next():
    def with_help(top: float, labels: Sequence[str], room: float) -> Iterator[Piece]:
        for label in labels:
            yield from (piece(20, top, f"{label} *"), piece(20, top - LEADING, f"Vad är {label.lower()}?"))
            yield piece(200, top - LEADING / 2, f"Svar {label}")
            top -= LEADING + room

    first = with_help(800, ("Rubrik", "Roll", "Enhet", "Mål"), LEADING * 1.5)
    pages = [Page(Upright(0, 0, 595, 842), list(on)) for on in (first, with_help(800, ("Syfte", "Risker"), 60))]
    (rows,) = read(*pages)
    assert rows == tuple(
        (f"{label} *\nVad är {label.lower()}?", f"Svar {label}")
        for label in ("Rubrik", "Roll", "Enhet", "Mål", "Syfte", "Risker")
    )
