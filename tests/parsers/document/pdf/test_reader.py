from __future__ import annotations

import io
from itertools import pairwise

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from parsers.document.model import Control, ControlKind, Document, Table
from parsers.document.pdf import shown_pages
from parsers.document.read import read_document
from parsers.parse import parse
from parsers.result import NotAForm, Unreadable
from tests.support.forms import ANSWERS, SHIPPED, SMALL, SMALL_ANSWERS
from tests.support.paths import PROGRAM_FILES
from tests.support.pdf_files import IS_RADIO, box, field, line, pdf, text

AT = (200.0, 700.0, 400.0, 720.0)


def grid(tops: list[float], lefts: list[float]) -> bytes:
    across = b"".join(line(lefts[0], top, lefts[-1], top) for top in tops)
    return across + b"".join(line(left, tops[-1], left, tops[0]) for left in lefts)


def thin_rectangles(tops: list[float], lefts: list[float]) -> bytes:
    across = b"".join(b"%g %g %g 0.5 re f\n" % (lefts[0], top, lefts[-1] - lefts[0]) for top in tops)
    return across + b"".join(b"%g %g 0.5 %g re f\n" % (left, tops[-1], tops[0] - tops[-1]) for left in lefts)


def filled_cells(tops: list[float], lefts: list[float]) -> bytes:
    cells = [(left, low, right - left, top - low) for top, low in pairwise(tops) for left, right in pairwise(lefts)]
    return b"0.9 g\n" + b"".join(b"%g %g %g %g re f*\n" % cell for cell in cells) + b"0 g\n"


@pytest.mark.parametrize(
    "name", ["libreoffice-filled.pdf", "libreoffice-sheet.pdf", "chromium-drawn.pdf", "chromium-undrawn.pdf"]
)
def test_printed_form_is_read_back_equal(name):
    (form,) = parse(name, (PROGRAM_FILES / name).read_bytes(), [SHIPPED])
    assert (form.format, dict(form.values), form.problems) == ("pdf", dict(ANSWERS), ())


def test_printed_form_says_where_its_answers_stand():
    (form,) = parse("x.pdf", (PROGRAM_FILES / "libreoffice-filled.pdf").read_bytes(), [SHIPPED])
    assert (form.places["title"], form.places["background"]) == ("sida 1, rad 2", "sida 2, rad 2")


def test_printed_blank_form_is_empty():
    result = parse("x.pdf", (PROGRAM_FILES / "libreoffice-blank.pdf").read_bytes(), [SHIPPED])
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
    read = read_document("x.pdf", pdf(b"", fields=fields))
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
    assert read_document("x.pdf", pdf(drawn + printed, title="Mall")) == Document.of_parts(
        "pdf",
        tables=(Table("sida 1", (("Rubrik", "Runda"), ("Syfte", "En lång rad som bryts i cellen här."))),),
        lines=("Formulär", "", "Sida 1"),
        properties={"Producer": "pypdf", "title": "Mall"},
    )


def highlight(x: float, y: float, width: float) -> bytes:
    return b"1 1 0 rg %g %g %g 12 re f 0 g\n" % (x, y - 2, width)


@pytest.mark.parametrize("draw", [grid, thin_rectangles])
@pytest.mark.parametrize("place", [(205, 693), (205, 665), (232, 679)])
def test_ground_of_a_line_in_a_cell_is_no_cell(draw, place):
    marked = highlight(*place, 60)
    printed = text(55, 693, "Mål") + text(205, 693, "Enkel") + text(205, 679, "Gemensam") + text(205, 665, "Trygg")
    read = read_document("x.pdf", pdf(draw([720, 640, 600], [50, 200, 400]) + marked + printed))
    assert isinstance(read, Document)
    assert read.tables[0].rows[0] == ("Mål", "Enkel\nGemensam\nTrygg")


def test_end_of_a_page_that_shows_the_top_of_the_next_ones_first_line_leaves_it_out():
    shown = b"q 60 60 480 720 re W n %s Q\n"
    first = text(70, 700, "Indikatorer", 10) + shown % text(70, 53, "Å", 10)
    second = shown % text(70, 772, "Återinskrivningar", 10) + text(70, 740, "Förtroende", 10)
    read = read_document("x.pdf", pdf(first, second))
    assert isinstance(read, Document)
    assert read.lines == ("Indikatorer", "Återinskrivningar", "", "Förtroende")


@pytest.mark.parametrize("below", [-3.7, -6, -9])
def test_print_whose_lines_run_into_each_other_says_so(below):
    rows = b"".join(text(50, y, "Rubrik *", 10) + text(50, y + below, "Morgonrunda", 10) for y in (700, 660, 620))
    read = read_document("x.pdf", pdf(rows))
    assert isinstance(read, Document)
    assert read.is_crowded


def test_row_cut_by_a_page_break_is_joined_and_the_header_dropped():
    header = text(55, 705, "Fråga") + text(205, 705, "Svar")
    first = grid([720, 680, 640], [50, 200, 400]) + header + text(55, 665, "Syfte") + text(205, 665, "Ett.")
    second = grid([720, 680, 640, 600], [50, 200, 400]) + header + text(205, 665, "Två.")
    second += text(55, 625, "Mål") + text(205, 625, "Tre")
    read = read_document("x.pdf", pdf(first, second))
    assert isinstance(read, Document)
    rows = (("Fråga", "Svar"), ("Syfte", "Ett.\nTvå."), ("Mål", "Tre"))
    assert read.tables == (Table("sida 1", rows, continued=((2, "sida 2", 2),)),)
    assert [read.tables[0].place(row) for row in (1, 2)] == ["sida 1, rad 2", "sida 2, rad 3"]


def test_lines_that_only_clip_are_no_cells():
    clip = b"q 50 640 150 80 re W n Q q 200 640 200 80 re W n Q\n"
    read = read_document("x.pdf", pdf(clip + text(55, 700, "Rubrik: Runda")))
    assert isinstance(read, Document)
    assert (read.tables, read.lines) == ((), ("Rubrik: Runda",))


def test_locked_file_is_named():
    locked = "filen är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
    result = read_document("x.pdf", pdf(b"", password="hemligt"))
    assert (result, result.pictures_only) == (Unreadable("pdf", locked), False)


def test_scanned_file_is_named():
    picture = "filen innehåller bara en bild av text – skicka formuläret som Word- eller Excelfil"
    result = read_document("x.pdf", pdf(b""))
    assert (result, result.pictures_only) == (Unreadable("pdf", picture), True)


@pytest.mark.parametrize("kept", [9, 200, 600, -20])
def test_truncated_file_is_read_or_damaged(kept):
    result = read_document("x.pdf", pdf(text(50, 700, "Rubrik: Runda"))[:kept])
    damaged = Unreadable("pdf", "filen är skadad – öppna den, spara den på nytt och skicka den igen")
    assert result == damaged or (isinstance(result, Document) and result.lines == ("Rubrik: Runda",))


def test_pages_past_the_limit_are_left_unread():
    data = pdf(*[text(50, 700, f"Sida {number}") for number in range(1, 18)])
    read = read_document("x.pdf", data)
    assert isinstance(read, Document)
    assert read.lines == tuple(f"Sida {number}" for number in range(1, 16))


def looks(*states: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/N"): DictionaryObject({NameObject(f"/{state}"): DictionaryObject() for state in states})}
    )


def strings(*items: str) -> ArrayObject:
    return ArrayObject(TextStringObject(item) for item in items)


ON, REGIONS = NameObject("/1"), strings("Region Halland", "Halmstads kommun")
COLOURED = [DictionaryObject({NameObject("/AP"): looks("Off", name)}) for name in ("Enkel", "Trygg")]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (box("a", AT, ticked=True), Control("a", "a", ControlKind.CHECK_BOX, "", checked=True)),
        (
            field("a", AT, kind="Btn", AS=ON, AP=looks("1", "Off")),
            Control("a", "a", ControlKind.CHECK_BOX, "", checked=True),
        ),
        (
            field("a", AT, kind="Btn", Ff=IS_RADIO, V=ON, Opt=REGIONS),
            Control("a", "a", ControlKind.CHOICE, "Halmstads kommun"),
        ),
        (field("a", AT, kind="Btn", Ff=IS_RADIO, V=ON), None),
        (
            field("a", AT, kind="Btn", V=NameObject("/Trygg"), Kids=ArrayObject(COLOURED)),
            Control("a", "a", ControlKind.CHOICE, "Trygg"),
        ),
        (field("a", AT, kind="Btn", Ff=NumberObject(1 << 16)), None),
        (field("a", AT, kind="Sig", V=DictionaryObject()), None),
        (
            field("a", AT, kind="Ch", V="02", Opt=ArrayObject([strings("01", "Enkel"), strings("02", "Nära")])),
            Control("a", "a", ControlKind.CHOICE, "Nära", choices=("Enkel", "Nära")),
        ),
        (field("a", AT, V=ByteStringObject(b"S\xf6ndrum")), Control("a", "a", ControlKind.TEXT, "Söndrum")),
        (field("a", AT, V="Åse – “hej”"), Control("a", "a", ControlKind.TEXT, "Åse – “hej”")),
    ],
    ids=[
        "ticked", "ticked by its look alone", "radio with words", "radio without words", "boxes of one name",
        "push button", "signature", "list with codes", "bytes", "UTF-16",
    ],
)  # fmt: skip
def test_field_as_programs_write_them(made, expected):
    read = read_document("x.pdf", pdf(text(50, 800, "Mall"), fields=(made,)))
    assert isinstance(read, Document)
    assert read.controls == ((expected,) if expected else ())


def test_form_for_acrobat_alone_is_named():
    writer = PdfWriter(io.BytesIO(pdf(text(50, 700, "Please wait..."), fields=(field("title", AT),))))
    writer.root_object["/AcroForm"].get_object()[NameObject("/XFA")] = ArrayObject()
    file = io.BytesIO()
    writer.write(file)
    reason = "filen är ett formulär som bara Adobe Acrobat visar (XFA)"
    reason += " – fyll i mallen som Word- eller Excelfil och skicka den"
    assert read_document("x.pdf", file.getvalue()) == Unreadable("pdf", reason)


def test_text_typed_on_top_of_the_page_is_read_where_it_stands():
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/FreeText"),
            NameObject("/Rect"): ArrayObject(FloatObject(number) for number in (200, 640, 400, 712)),
            NameObject("/Contents"): TextStringObject("Morgonrunda\rvarje dag"),
        }
    )
    read = read_document("x.pdf", pdf(text(50, 700, "Rubrik:"), fields=(note,)))
    assert isinstance(read, Document)
    assert read.lines == ("Rubrik:\tMorgonrunda\nvarje dag",)


def test_page_that_is_turned_is_read_as_it_is_seen():
    shape = b"BT /F1 11 Tf 0 1 -1 0 %d %d Tm (%s) Tj ET\n"
    words = ((95, 50, b"Rubrik:"), (95, 200, b"Runda"), (145, 50, b"Syfte:"), (145, 200, b"Lugn"))
    sideways = b"".join(shape % word for word in words)
    writer = PdfWriter(io.BytesIO(pdf(sideways)))
    writer.pages[0].rotate(90)
    file = io.BytesIO()
    writer.write(file)
    read = read_document("x.pdf", file.getvalue())
    assert isinstance(read, Document)
    assert read.lines == ("Rubrik:\tRunda", "", "Syfte:\tLugn")


def test_file_encrypted_without_a_password_to_open_it_is_read():
    writer = PdfWriter(io.BytesIO(pdf(text(50, 700, "Rubrik: Runda"))))
    writer.encrypt("", owner_password="hemligt", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    read = read_document("x.pdf", file.getvalue())
    assert isinstance(read, Document)
    assert read.lines == ("Rubrik: Runda",)


FULL = "Hemsjukvården ringer runt mellan avdelningar och vårdcentraler för att få veta vad som ska"


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        (FULL, "gälla för helgen.", (f"{FULL} gälla för helgen.",)),
        ("Det vi ser är:", "att anhöriga blir oroliga.", ("Det vi ser är:", "att anhöriga blir oroliga.")),
        (FULL, "- att det tar tid", (FULL, "- att det tar tid")),
        (f"{FULL} göras i", "- att det tar tid", (f"{FULL} göras i - att det tar tid",)),
        (f"- {FULL}", "- att det tar tid", (f"- {FULL}", "- att det tar tid")),
        (FULL, "- Att det tar tid", (FULL, "- Att det tar tid")),
        (f"{FULL[:-10]} gälla nu:", "- att det tar tid", (f"{FULL[:-10]} gälla nu:", "- att det tar tid")),
        (FULL, "Syfte: Lugnare kvällar", (FULL, "Syfte: Lugnare kvällar")),
        (FULL, "Förväntad effekt *", (FULL, "Förväntad effekt *")),
    ],
    ids=[
        "wrapped",
        "short",
        "item after a line that had room",
        "dash in a sentence",
        "item after another",
        "item",
        "first item",
        "label with its answer",
        "label",
    ],
)
def test_line_goes_on_only_where_the_one_above_is_full(above, below, expected):
    read = read_document("x.pdf", pdf(text(60, 700, above) + text(60, 687, below)))
    assert isinstance(read, Document)
    assert read.lines == expected


def test_column_ends_where_several_lines_do():
    lines = (
        "Hemsjukvården ringer runt mellan olika avdelningar på",
        "sjukhuset och vårdcentraler för att få veta vad som ska",
        "gälla under helgen, men får sällan samma svar från två",
        "håll, och det hinner bli fredag kväll innan någon vet.",
    )
    read = read_document("x.pdf", pdf(b"".join(text(60, 700 - 13 * n, line) for n, line in enumerate(lines))))
    assert isinstance(read, Document)
    assert read.lines == (" ".join(lines),)


def test_sentence_goes_on_over_a_page_break():
    read = read_document("x.pdf", pdf(text(60, 60, FULL), text(60, 780, "gäller.")))
    assert isinstance(read, Document)
    assert read.lines == (f"{FULL} gäller.",)


def test_row_that_a_page_break_cut_open_is_one():
    upright = line(50, 40, 50, 720) + line(200, 40, 200, 720) + line(400, 40, 400, 720)
    first = upright + line(50, 720, 400, 720) + text(55, 705, "Syfte") + text(205, 50, "Ett.")
    second = upright + line(50, 640, 400, 640) + text(205, 705, "Två.") + text(55, 600, "Mål") + text(205, 600, "Tre")
    read = read_document("x.pdf", pdf(first, second))
    assert isinstance(read, Document)
    rows = (("Syfte", "Ett.\nTvå."), ("Mål", "Tre"))
    assert read.tables == (Table("sida 1", rows, continued=((1, "sida 2", 1),)),)


def test_more_forms_than_are_read_are_asked_for_one_by_one():
    page = b"".join(
        text(50, 780 - 40 * number, f"{label}: {answer}")
        for number, (label, answer) in enumerate(
            (("Rubrik", "Runda {}"), ("Bakgrund", "Tar tid."), ("E-post", "a@b.example"), ("Startdatum", "2027-01-11"))
        )
    )
    pages = [page.replace(b"{}", b"%d" % number) for number in range(16)]
    forms = parse("x.pdf", pdf(*pages[:15]), [SMALL])
    assert isinstance(forms, tuple)
    assert len(forms) == 15
    reason = "filen innehåller fler förslag än vi kan läsa på en gång – skicka varje förslag som en egen fil"
    assert parse("x.pdf", pdf(*pages), [SMALL]) == Unreadable("pdf", reason)


def test_paragraphs_below_columns_are_no_rows_of_them():
    rows = ((780, "Namn", "Eva"), (750, "Roll", "Chef"), (720, "Enhet", "Söndrum"))
    printed = b"".join(text(60, y, label) + text(300, y, answer) for y, label, answer in rows)
    printed += text(60, 690, "Bakgrund:") + text(60, 676, "Det tar tid.") + text(60, 648, "Och kostar.")
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert [table.rows for table in read.tables] == [(("Namn", "Eva"), ("Roll", "Chef"), ("Enhet", "Söndrum"))]
    assert read.lines == ("Bakgrund:", "Det tar tid.", "", "Och kostar.")


REQUIRED = NumberObject(1 << 1)


def test_required_boxes_keep_the_names_of_their_choices():
    fields = tuple(
        field(f"factors.{word}", AT, kind="Btn", tooltip=word, Ff=REQUIRED, V=NameObject("/Yes"), AS=NameObject("/Yes"))
        for word in ("Enkel", "Trygg")
    )
    read = read_document("x.pdf", pdf(b"", fields=fields))
    assert isinstance(read, Document)
    assert [control.text for control in read.controls] == ["☒ Enkel", "☒ Trygg"]


def test_numbered_boxes_below_their_question_are_asked_by_it_however_far_down():
    words = ("Enkel", "Trygg", "Gemensam", "Hälsofrämjande", "Nära")
    printed = text(60, 720, "Framgångsfaktorer")
    printed += b"".join(text(80, 702 - 16 * number, word) for number, word in enumerate(words))
    fields = tuple(
        box(f"Kryss{number}", (60, 700 - 16 * number, 71, 711 - 16 * number), ticked=number == 4)
        for number in range(len(words))
    )
    read = read_document("x.pdf", pdf(printed, fields=fields))
    assert isinstance(read, Document)
    assert {control.tag for control in read.controls} == {"Framgångsfaktorer"}
    assert [control.title for control in read.controls if control.checked] == ["Nära"]


def test_words_that_are_struck_out_are_left_out():
    printed = text(60, 700, "Region Halland") + text(60, 660, "Hylte kommun") + line(59, 703.5, 136, 703.5)
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert read.lines == ("Hylte kommun",)


@pytest.mark.parametrize("at", [698.0, 710.0])
def test_line_below_or_above_words_strikes_nothing(at):
    read = read_document("x.pdf", pdf(text(60, 700, "Region Halland") + line(59, at, 136, at)))
    assert isinstance(read, Document)
    assert read.lines == ("Region Halland",)


def test_frames_below_their_labels_are_lines():
    printed = b"".join(
        text(60, y, label) + text(63, y - 20, answer) + b"60 %g 300 18 re S\n" % (y - 25)
        for y, label, answer in ((700, "Rubrik", "Runda"), (650, "Syfte", "Lugn"))
    )
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert [one for one in read.lines if one] == ["Rubrik", "Runda", "Syfte", "Lugn"]


def test_answer_that_its_frame_cuts_off_ends_in_a_sign_of_it():
    printed = text(60, 700, "Rubrik") + text(63, 680, "En runda som inte ryms i sin ruta") + b"60 675 165 18 re S\n"
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    assert read.lines == ("Rubrik", "En runda som inte ryms i sin ruta\ufffd")


@pytest.mark.parametrize("names", [("a", "a_2"), ("Kryss1", "Kryss2"), ("undefined", "undefined_2")])
def test_boxes_in_drawn_frames_are_called_what_is_printed_beside_and_above_them(names):
    squares = b"".join(b"%g %g 10 10 re S\n" % (50, y) for y in (680, 660))
    printed = text(50, 700, "Mål") + squares + text(70, 682, "Nära") + text(70, 662, "Trygg")
    fields = tuple(
        box(name, (50, y, 60, y + 10), ticked=ticked)
        for name, y, ticked in zip(names, (680, 660), (True, False), strict=True)
    )
    read = read_document("x.pdf", pdf(printed, fields=fields))
    assert isinstance(read, Document)
    tags = ("a" if names[0] == "a" else "Mål", "Mål")
    assert read.controls == (
        Control(tags[0], "Nära", ControlKind.CHECK_BOX, "", checked=True),
        Control(tags[1], "Trygg", ControlKind.CHECK_BOX, ""),
    )


def test_field_at_the_top_of_a_page_is_called_by_the_last_line_of_the_one_before():
    asked = text(50, 700, "Rubrik") + text(50, 60, "Annan, skriv vilken:")
    writer = PdfWriter(io.BytesIO(pdf(asked, text(50, 400, "Slut"), fields=(field("a", AT),))))
    first, second = writer.pages
    second[NameObject("/Annots")] = first.pop("/Annots")
    file = io.BytesIO()
    writer.write(file)
    read = read_document("x.pdf", file.getvalue())
    assert isinstance(read, Document)
    assert [control.title for control in read.controls] == ["Annan, skriv vilken:"]


@pytest.mark.parametrize("offs", [(26, 13, 0, -13, -26), (0, -13, -26), (30, 15, 0)])
def test_text_that_has_no_room_in_its_cell_is_in_it_all_the_same(offs):
    grid = b"".join(line(50, y, 400, y) for y in (720, 690, 660)) + b"".join(
        line(x, 660, x, 720) for x in (50, 200, 400)
    )
    labels = text(55, 702, "Bakgrund") + text(55, 672, "Syfte") + text(205, 702, "Sent besked.")
    cut = b"".join(text(205, 672 + off, f"Rad {number}.") for number, off in enumerate(offs, 1))
    read = read_document("x.pdf", pdf(grid + labels + b"q 200 660 200 30 re W n\n" + cut + b"Q\n"))
    assert isinstance(read, Document)
    answer = "\n".join(f"Rad {number}." for number, _ in enumerate(offs, 1))
    assert read.tables == (Table("sida 1", (("Bakgrund", "Sent besked."), ("Syfte", answer))),)


@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        (b"300 696 m 300 706 190 706 190 696 c 190 686 300 686 300 696 c s\n", 0),
        (b"300 690 m 300 706 l 296 710 190 710 190 706 c 190 690 l 190 686 300 686 300 690 c s\n", 2),
    ],
    ids=["ring", "box with round corners"],
)
def test_ring_around_words_is_no_cell(drawn, count):
    with shown_pages.opened(pdf(text(200, 694, "Morgonrunda") + drawn)) as document:
        (page,) = shown_pages.read(document, 1)
    assert (len(page.horizontal), len(page.vertical)) == (count, count)
