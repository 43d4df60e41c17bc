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


@pytest.mark.parametrize("level", [0, 1, 1.5, 2], ids=["first line", "second", "between", "last"])
def test_headings_as_many_as_labels_are_none_on_the_next_page_either(level):
    """A heading stands over answers that begin above their label, which is level with one of their lines."""
    answers = [piece(200, 750 - LEADING * line, f"☐ Val {line}") for line in range(3)]
    heading, label = piece(20, 780, "Vad det gav", size=14, style=2), piece(20, 750 - LEADING * level, "Syfte", style=1)
    below = [piece(20, 700, "Hur det går", size=14, style=2), *laid_out(670, 200, (*THIRD, *FIRST))]
    pages = ([heading, label, *answers], [*laid_out(800, 200, SECOND), *below])
    rows = read(*(Page(Upright(0, 0, 595, 842), pieces) for pieces in pages))
    assert {row[0] for row in rows[-1]} >= {label for label, _ in (*SECOND, *THIRD, *FIRST)}


@pytest.mark.parametrize("lines", [("«Nu vet jag.»", "Hon sov.", "Han ringde."), ("«Nu vet jag.»", "Hon sov.")])
@pytest.mark.parametrize("at", [0, 1, 2], ids=["first on the page", "in the middle", "last on the page"])
def test_label_that_reaches_past_its_column_has_its_answer_further_right(lines, at):
    """Where a tab stands between them, the first line of the answer is at the next stop, and the others are not."""
    label = "Vad patienter och deras närstående säger om det"
    top = 800.0
    pieces = list(laid_out(top, 209, FIRST))
    long = [piece(20, 0, label, style=1), piece(280, 0, lines[0])]
    long += [piece(209, -LEADING * number, line) for number, line in enumerate(lines) if number]
    parts: list[Sequence[Piece]] = [list(laid_out(0, 209, SECOND)), list(laid_out(0, 209, THIRD))]
    parts.insert(at, long)
    second, y = [], 800.0
    for part in parts:
        second += [Piece(one.x, one.end, one.y + y, one.size, one.text, one.style) for one in part]
        y += min(one.y for one in part) - ROOM
    (rows,) = read(Page(Upright(0, 0, 595, 842), pieces), Page(Upright(0, 0, 595, 842), second))
    assert (label, "\n".join(lines)) in rows
    assert rows[: len(FIRST)] == cells(FIRST)


def test_room_between_rows_is_seen_though_answers_stand_between_the_lines_of_labels():
    """Labels and help look alike, and answers are in the middle beside them: only the rows' room tells."""
    pieces, top = [], 800.0
    for label, lines in zip(("Syfte", "Mål", "Risker", "Resurser"), (1, 2, 3, 2), strict=True):
        high = LEADING * max(1, lines - 1)
        pieces += [
            piece(20, top - high / 2 + 6, f"{label} *"),
            piece(20, top - high / 2 - 6, f"Vad är {label.lower()}?"),
        ]
        pieces += [
            piece(200, top - (high - LEADING * (lines - 1)) / 2 - LEADING * line, f"{label} {line}.")
            for line in range(lines)
        ]
        top -= high + LEADING * 1.5
    (rows,) = read(Page(Upright(0, 0, 595, 842), pieces))
    assert [row[0] for row in rows] == [
        f"{label} *\nVad är {label.lower()}?" for label in ("Syfte", "Mål", "Risker", "Resurser")
    ]


@pytest.mark.parametrize(
    ("left", "beside"),
    [
        (
            ("Förening: PRO", "Mobil: 070-174 06 11", "Mejl: sven@pro.example"),
            ("Nummer: 84", "Ansvarig: Sven", "Tid: 13"),
        ),
        (("Förening: ____", "Mobil: ____", "Mejl: ____"), ("Nummer: ____", "Ansvarig: ____", "Tid: ____")),
        (("Förening: PRO", "Mobil: 070-174 06 11", "Lokal ☒ Stora salen"), ("Nummer: 84", "Ansvarig: Sven", "☐ Köket")),
        (("Enhet: Norr", "Mobil: 070", "Typ ☐ Fall", "Vem ☐ Läkare"), ("Namn: Eva", "", "☒ Annat", "☒ MAS")),
    ],
    ids=["answered", "blank", "choices", "one line of two"],
)
def test_questions_answered_where_they_stand_two_on_a_line_are_lines(left, beside):
    placed = [(20, text) for text in left], [(200, text) for text in beside]
    pieces = [piece(x, 700 - 20 * at, text) for column in placed for at, (x, text) in enumerate(column) if text]
    tables, lines = tables_and_lines([Page(Upright(0, 0, 595, 842), pieces)])
    assert not tables
    assert [line for line in lines if line] == [
        f"{one}\t{other}" if other else one for one, other in zip(left, beside, strict=True)
    ]


@pytest.mark.parametrize(
    ("first", "phone"),
    [("Rubrik: kort", "070-174 06 11"), ("Rubrik", "070-174 06 11"), ("Rubrik", "Växel: 035-10 00 00")],
)
def test_table_whose_labels_have_help_after_a_colon_is_a_table(first, phone):
    rows = ((first, ("Nattpatrull",)), ("Mobil: även kväll", (phone,)), ("Enhet: eller ort", ("Boendet: norr",)))
    assert read(page((214, rows))) == [cells(rows)]
