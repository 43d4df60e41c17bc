from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pypdf.generic import ArrayObject, NameObject, TextStringObject

from parsers import document
from parsers.content import Control, ControlKind, Document, Table
from parsers.form import NotAForm, Unreadable
from parsers.parse import parse
from tests.parsers.forms import ANSWERS, SHIPPED, SMALL, SMALL_ANSWERS
from tests.parsers.pdfs import IS_RADIO, box, field, line, pdf, text

FILES = Path(__file__).parent / "files"
AT = (200.0, 700.0, 400.0, 720.0)


def grid(tops: list[float], lefts: list[float]) -> bytes:
    across = b"".join(line(lefts[0], top, lefts[-1], top) for top in tops)
    return across + b"".join(line(left, tops[-1], left, tops[0]) for left in lefts)


def thin_rectangles(tops: list[float], lefts: list[float]) -> bytes:
    across = b"".join(b"%g %g %g 0.5 re f\n" % (lefts[0], top, lefts[-1] - lefts[0]) for top in tops)
    return across + b"".join(b"%g %g 0.5 %g re f\n" % (left, tops[-1], tops[0] - tops[-1]) for left in lefts)


def filled_cells(tops: list[float], lefts: list[float]) -> bytes:
    cells = [(left, low, right - left, top - low) for top, low in pairwise(tops) for left, right in pairwise(lefts)]
    return b"".join(b"%g %g %g %g re f*\n" % cell for cell in cells)


@pytest.mark.parametrize(
    "name", ["libreoffice-filled.pdf", "libreoffice-sheet.pdf", "chromium-drawn.pdf", "chromium-undrawn.pdf"]
)
def test_printed_form_is_read_back_equal(name):
    (form,) = parse(name, (FILES / name).read_bytes(), [SHIPPED])
    assert (form.format, dict(form.values), form.problems) == ("pdf", dict(ANSWERS), ())


def test_printed_form_says_where_its_answers_stand():
    (form,) = parse("x.pdf", (FILES / "libreoffice-filled.pdf").read_bytes(), [SHIPPED])
    assert (form.places["title"], form.places["background"]) == ("sida 1, rad 2", "sida 2, rad 2")


def test_printed_blank_form_is_empty():
    result = parse("x.pdf", (FILES / "libreoffice-blank.pdf").read_bytes(), [SHIPPED])
    assert result == NotAForm("pdf", "formuläret är tomt – fyll i det och skicka det igen")


def test_fields_named_by_key_are_read():
    fields = (
        field("title", AT, V="Gemensam morgonrunda"),
        field("background", AT, V="I dag ringer vi runt.\r\rDet tar tid."),
        field("email", AT, V="karin.astrom@halmstad.example"),
        field("start", AT, V="2027-01-11"),
        field("manager", AT, kind="Ch", V="Ja"),
        box("factors.enkel", AT, ticked=False, tooltip="Enkel"),
        box("factors.trygg", AT, ticked=True, tooltip="Trygg"),
    )
    (form,) = parse("x.pdf", pdf(b"", fields=fields), [SMALL])
    assert (dict(form.values), form.problems) == (dict(SMALL_ANSWERS), ())


def test_fields_without_names_are_found_by_the_printed_labels():
    rows = ("Rubrik", "Bakgrund", "E-post", "Startdatum", "Förankrat hos chef", "Framgångsfaktorer")
    answers = ("Gemensam morgonrunda", "I dag ringer vi runt.\r\rDet tar tid.", "karin.astrom@halmstad.example")
    answers += ("2027-01-11", "ja", "Trygg")
    printed = b"".join(text(50, 706 - 40 * number, label) for number, label in enumerate(rows))
    fields = tuple(
        field(f"Text{number}", (200, 700 - 40 * number, 400, 718 - 40 * number), V=answer)
        for number, answer in enumerate(answers)
    )
    (form,) = parse("x.pdf", pdf(printed, fields=fields), [SMALL])
    assert (dict(form.values), form.problems) == (dict(SMALL_ANSWERS), ())


def test_controls_of_every_kind():
    fields = (
        field("form1[0].#subform[0].Rubrik[0]", AT, V="Morgonrunda"),
        field("Namn", AT, tooltip="Ditt namn", V="Eva"),
        field("tomt", AT),
        field("val", AT, kind="Ch", V=ArrayObject([TextStringObject("a"), TextStringObject("b")])),
        field("radio", AT, kind="Btn", Ff=IS_RADIO, V=NameObject("/Ja")),
        field("oval", AT, kind="Btn", Ff=IS_RADIO, V=NameObject("/Off")),
        box("godkand", AT, ticked=True),
    )
    read = document.read("x.pdf", pdf(b"", fields=fields))
    assert isinstance(read, Document)
    assert read.controls == (
        Control("Rubrik", "Rubrik", ControlKind.TEXT, "Morgonrunda"),
        Control("Namn", "Ditt namn", ControlKind.TEXT, "Eva"),
        Control("tomt", "tomt", ControlKind.TEXT, ""),
        Control("val", "val", ControlKind.CHOICE, "a\nb"),
        Control("radio", "radio", ControlKind.CHOICE, "Ja"),
        Control("oval", "oval", ControlKind.CHOICE, ""),
        Control("godkand", "godkand", ControlKind.CHECK_BOX, "", checked=True),
    )


@pytest.mark.parametrize("draw", [grid, thin_rectangles, filled_cells])
def test_drawn_cells_are_a_table_and_the_rest_lines(draw):
    drawn = draw([720, 680, 640], [50, 200, 400])
    printed = text(50, 760, "Formulär") + text(55, 705, "Rubrik") + text(205, 705, "Runda") + text(55, 665, "Syfte")
    printed += text(205, 668, "En lång rad som bryts i cellen ") + text(205, 655, "här.") + text(50, 600, "Sida 1")
    assert document.read("x.pdf", pdf(drawn + printed, title="Mall")) == Document(
        "pdf",
        tables=(Table("sida 1", (("Rubrik", "Runda"), ("Syfte", "En lång rad som bryts i cellen här."))),),
        lines=("Formulär", "", "Sida 1"),
        properties={"Producer": "pypdf", "title": "Mall"},
    )


def test_row_cut_by_a_page_break_is_joined_and_the_header_dropped():
    header = text(55, 705, "Fråga") + text(205, 705, "Svar")
    first = grid([720, 680, 640], [50, 200, 400]) + header + text(55, 665, "Syfte") + text(205, 665, "Ett.")
    second = grid([720, 680, 640, 600], [50, 200, 400]) + header + text(205, 665, "Två.")
    second += text(55, 625, "Mål") + text(205, 625, "Tre")
    read = document.read("x.pdf", pdf(first, second))
    assert isinstance(read, Document)
    assert read.tables == (
        Table("sida 1", (("Fråga", "Svar"), ("Syfte", "Ett.\nTvå."))),
        Table("sida 2", (("Mål", "Tre"),), start=2),
    )


def test_lines_that_only_clip_are_no_cells():
    clip = b"q 50 640 150 80 re W n Q q 200 640 200 80 re W n Q\n"
    read = document.read("x.pdf", pdf(clip + text(55, 700, "Rubrik: Runda")))
    assert isinstance(read, Document)
    assert (read.tables, read.lines) == ((), ("Rubrik: Runda",))


def test_locked_file_is_named():
    locked = "filen är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
    assert document.read("x.pdf", pdf(b"", password="hemligt")) == Unreadable("pdf", locked)


def test_scanned_file_is_named():
    picture = "filen innehåller bara en bild av text – skicka formuläret som Word- eller Excelfil"
    assert document.read("x.pdf", pdf(b"")) == Unreadable("pdf", picture)


@pytest.mark.parametrize("kept", [9, 200, 600, -20])
def test_truncated_file_is_read_or_damaged(kept):
    result = document.read("x.pdf", pdf(text(50, 700, "Rubrik: Runda"))[:kept])
    damaged = Unreadable("pdf", "filen är skadad – öppna den, spara den på nytt och skicka den igen")
    assert result == damaged or (isinstance(result, Document) and result.lines == ("Rubrik: Runda",))


def test_pages_past_the_limit_are_left_unread():
    data = pdf(*[text(50, 700, f"Sida {number}") for number in range(1, 18)])
    read = document.read("x.pdf", data)
    assert isinstance(read, Document)
    assert read.lines == tuple(f"Sida {number}" for number in range(1, 16))
