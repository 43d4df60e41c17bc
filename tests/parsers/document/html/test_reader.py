from __future__ import annotations

import pytest

from parsers.document.emphasis import Emphasised
from parsers.document.model import Document, InCell, InLine, Note, Paragraph, Table
from parsers.document.read import read_document
from parsers.parse import parse
from parsers.result import Unreadable
from tests.support.forms import SMALL

PAGE = """<html xmlns:w="urn:schemas-microsoft-com:office:word">
<head><style>td {{}}</style></head><body>{}</body></html>"""


def read(body: str, encoding: str = "utf-8") -> Document:
    result = read_document("x.doc", PAGE.format(body).encode(encoding))
    assert isinstance(result, Document)
    return result


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_form_that_word_saved_as_a_web_page_is_read(encoding):
    rows = (
        "<tr><td><p><b>Rubrik</b></p></td><td><p>Årlig\r\nrunda</p></td></tr>"
        "<tr><td>Bakgrund</td><td><p>Ett.</p><p>Två.<o:p></o:p></p></td></tr><tr><td>E-post</td><td>a@b.example</td></tr>"
    )
    (form,) = parse("x.doc", PAGE.format(f"<table>{rows}</table>").encode(encoding), [SMALL])
    values = {key: value for key, value in form.values.items() if value is not None}
    assert values == {"title": "Årlig runda", "background": "Ett.\nTvå.", "email": "a@b.example"}


def test_lines_stand_outside_tables_and_scripts_are_silent():
    body = (
        "<h1>Mall</h1><script>x()</script><p>Ett<br>två</p><!-- tyst --><div>tre<table><tr><td>cell</table>fyra</div>"
    )
    table = Table("tabell 1", (("cell",),))
    assert read(body) == Document("html", (*map(Paragraph, ("Mall", "Ett", "två", "tre")), table, Paragraph("fyra")))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>10<sup>3</sup> fall på 40 m<sup>2</sup>, CO<sub>2</sub></p>", ("10³ fall på 40 m², CO2",)),
        ("<pre>Mål:\nEtt\n  Två</pre>", ("Mål:", "Ett", "Två")),
        ("<details><summary>Mål</summary>Ett</details>", ("Mål", "Ett")),
        ("<p><label>Mål *</label> <input value='Ett'></p>", ("Mål * : Ett",)),
        ("<p>Mål: <input value='Ett'> <select><option>A</select></p>", ("Mål: Ett : A",)),
        ("<label>Mål</label><label>A <input type=checkbox checked></label>", ("Mål", "A ☒")),
        ("<input type=checkbox id=a><label for=a>A</label> <input type=checkbox>B", ("☐A ☐B",)),
    ],
)
def test_lines_are_as_a_browser_shows_them(body, lines):
    assert read(body).lines == lines


def test_table_of_one_cell_in_a_cell_is_its_text():
    boxed = "<table><tr><td>{}</td></tr></table>"
    row = f"<tr><td>{boxed.format('Mål')}</td><td>{boxed.format('Ett')}</td></tr>"
    assert read(f"<table>{row}</table>").tables == (Table("tabell 1", (("Mål", "Ett"),)),)


def test_page_in_two_bytes_a_letter_is_a_page():
    assert read("<p>Mål</p>", "utf-16") == Document("html", (Paragraph("Mål"),))


@pytest.mark.parametrize("tag", ["s", "del", "strike"])
def test_text_that_is_struck_out_does_not_count(tag):
    assert read(f"<p>Beslut: <{tag}>avslag</{tag}>bifall</p>").lines == ("Beslut: bifall",)


def test_wide_cells_cover_and_inner_tables_are_their_own():
    inner = "<table><tr><td>x<td>y</table>"
    assert read(f"<table><tr><td colspan=2>a<td colspan='q'>b<tr><td>{inner}</table>").tables == (
        Table("tabell 1", (("a", None, "b"), ("",))),
        Table("tabell 2", (("x", "y"),)),
    )


@pytest.mark.parametrize("data", [b"<html>", b"<html><body></body></html>"])
def test_empty_page_holds_nothing(data):
    assert read_document("x.htm", data) == Document("html")


def test_page_without_any_element_is_damaged():
    damaged = "filen är skadad – öppna den, spara den på nytt och skicka den igen"
    assert read_document("x.htm", b"<!DOCTYPE html>") == Unreadable("html", damaged)


def test_outsize_page_is_refused():
    data = b"<html>" + b"<p>rad</p>" * 700_000
    assert read_document("x.htm", data) == Unreadable(
        "html", "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"
    )


@pytest.mark.parametrize("style", ["font-size: 0.8em", "font-size: 10px", "opacity: 0.5", "opacity: 1"])
def test_what_is_small_or_faint_is_read(style):
    assert read(f'<p><span style="{style}">Slut</span></p>').lines == ("Slut",)


@pytest.mark.parametrize(
    "remark",
    [
        "<comment>Syfte: Oklart</comment>",
        '<span class="MsoCommentReference"><a class="msocomanchor">[AE1]</a></span>',
        '<div style="mso-element: comment-list">Syfte: Oklart</div>',
        '<p style="display: none">Syfte: Oklart</p>',
        "<p hidden>Syfte: Oklart</p>",
        '<span style="font-size: 0px">Syfte: Oklart</span>',
        '<span style="opacity: 0; color: red">Syfte: Oklart</span>',
        '<span style="text-decoration: line-through">Syfte: Oklart</span>',
        '<datalist id="x"><option>Syfte: Oklart</option></datalist>',
    ],
)
def test_what_is_not_shown_or_said_by_others_is_no_text(remark):
    page = f"<table><tr><td>{remark}Rubrik</td><td>{remark}Nattpatrull</td></tr></table><p>{remark}Slut</p>"
    document = read(page)
    assert document.blocks == (Table("tabell 1", (("Rubrik", "Nattpatrull"),)), Paragraph("Slut"))


@pytest.mark.parametrize(
    ("written", "look"),
    [
        ("<b>☐ Nära</b>", "fet"),
        ('<span style="font-weight: bold">☐ Nära</span>', "fet"),
        ("<u>☐ Nära</u>", "understruken"),
        ("<mark>☐ Nära</mark>", "bakgrund"),
        ('<span style="background: yellow">☐ Nära</span>', "bakgrund:yellow"),
        ('<font color="#C00000">☐ Nära</font>', "färg:#c00000"),
    ],
)
def test_words_that_look_otherwise_are_known_in_lines_and_cells(written, look):
    page = f"<p>{written}<br>☐ Trygg</p><table><tr><td>Mål</td><td>{written}<br>☐ Trygg</td></tr></table>"
    document = read(page)
    emphasised = (Emphasised("☐ Nära", look),)
    assert document.emphasised == {InLine(1): emphasised, InCell(0, 0, 1): emphasised}
    assert document.lines == ("☐ Nära", "☐ Trygg")


def test_day_that_libreoffice_saved_with_an_english_month_is_told_in_figures():
    cells = '<td sdval="46461" sdnum="1033;0;D MMMM YYYY">15 March 2027</td><td sdval="46461" sdnum="1033;">46461</td>'
    document = read(f"<table><tr>{cells}</tr></table>")
    assert document.tables[0].rows == (("2027-03-15", "46461"),)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<img src='a.png'>", "\ufffd"),
        ("<p><img src='a.png'></p>", "\ufffd"),
        ("<img src='a.png'> Bilen", "Bilen"),
        ("<table><tr><td><img src='a.png'></td><td>Ja</td></tr></table>", "\ufffd\tJa"),
    ],
)
def test_picture_alone_in_a_cell_is_not_told(cell, shown):
    table, *_ = read(f"<table><tr><td>Resurser</td><td>{cell}</td></tr></table>").tables
    assert table.rows == (("Resurser", shown),)


@pytest.mark.parametrize(
    ("generator", "expected"),
    [("LibreOffice 7.4.7.2 (Linux)", (Note("Fråga chefen.", row_label="Risker *"), Note("Löst"))), ("Annat", ())],
)
def test_comments_on_a_text_that_libreoffice_saved_are_notes(generator, expected):
    row = "<tr><td><p>Risker\n*</p></td><td><p> <!-- Fråga\nchefen. --></p></td></tr>"
    page = f'<html><head><meta name="generator" content="{generator}"/><!-- kod --></head><body><table>{row}</table>'
    read_page = read_document("x.html", f"{page}<p>a<!-- Löst --></p></body></html>".encode())
    assert isinstance(read_page, Document)
    assert read_page.notes == expected
    assert read_page.lines == ("a",)


def test_comment_on_a_cell_that_libreoffice_saved_is_a_note():
    head = '<html><head><meta name="generator" content="LibreOffice 7.4"/></head><body><table><tr><td>Risker</td>'
    page = f'{head}<td><a class="comment-indicator"></a>\n<comment>Bilen</comment></td></tr></table></body></html>'
    content = read_document("x.html", page.encode())
    assert isinstance(content, Document)
    assert content.notes == (Note("Bilen", row_label="Risker"),)
    assert content.tables[0].rows == (("Risker", ""),)
