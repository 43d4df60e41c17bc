"""What a browser does not show of a page is no answer; letters in the colour of their ground are asked about."""

from __future__ import annotations

from time import process_time

import pytest

from parsers import parse_html
from parsers.document.file_type import Opened
from parsers.document.html import reader
from parsers.document.html.unseen import is_hiding
from tests.support.form_file import LABELS, pairs
from tests.support.forms import SHIPPED

_SECONDS = 5
"""Of processor time: each of these pages takes minutes where something is looked for again from every letter on."""
_KEYS = {label: key for key, label in LABELS.items()}


def _page(head: str = "", body: str = "", **cells: str) -> str:
    rows = (f"<tr><td>{label}</td><td>{cells.get(_KEYS[label], text)}</td></tr>" for label, text in pairs())
    return f"<html><head><style>{head}</style></head><body {body}><table>{''.join(rows)}</table></body></html>"


def _risks(page: str):
    form = parse_html(page, (SHIPPED,))[0]
    return form.values["risks"], {problem.field for problem in form.problems}


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute;left:-9999px",
        "position: absolute; top: -5000px",
        "text-indent:-9999px",
        "visibility: collapse",
        "opacity:.01",
        "color:transparent",
        "color:rgba(0, 0, 0, 0)",
        "font-size:1px",
        "clip-path: inset(100%)",
        "position:absolute;clip:rect(0,0,0,0)",
        "max-height:0;overflow:hidden",
        "transform:scale(0)",
        "zoom:0",
        "filter:opacity(0)",
        "content-visibility:hidden",
        "display: none !important",
    ],
)
def test_words_that_a_style_hides_are_no_answer(style) -> None:
    assert _risks(_page(risks=f'Små. <span style="{style}">Dolt</span>')) == ("Små.", set())


@pytest.mark.parametrize(
    "style",
    [
        "",
        "color:#000000",
        "color:rgb(255,0,0)",
        "opacity:1",
        "opacity:0.5",
        "font-size:11pt",
        "font-size:1.2em",
        "border:none;text-decoration:none",
        "margin-left:-36px",
        "height:0",
        "display:inline",
        "clip:auto",
        "zoom:1",
    ],
)
def test_words_with_another_style_are_shown(style) -> None:
    assert not is_hiding(style)


@pytest.mark.parametrize(
    ("sheet", "mark"),
    [
        (".dold{display:none}", 'class="dold"'),
        ("#gomd { visibility : hidden }", 'id="gomd"'),
        ("td span.bort{text-decoration:line-through}", 'class="bort"'),
        ("[data-gomd]{display:none}", "data-gomd=1"),
        ("table td .a.b { position:absolute; left:-9999px }", 'class="b a"'),
    ],
)
def test_words_that_a_style_sheet_hides_are_no_answer(sheet, mark) -> None:
    assert _risks(_page(sheet, risks=f"Små. <span {mark}>Dolt</span>")) == ("Små.", set())


@pytest.mark.parametrize("sheet", [".a:hover{display:none}", "@media print{.a{display:none}}", "div .a{display:none}"])
def test_words_that_a_style_sheet_hides_elsewhere_are_read(sheet) -> None:
    assert _risks(_page(sheet, risks='Små. <span class="a">Sett</span>')) == ("Små. Sett", set())


@pytest.mark.parametrize(
    "cell",
    [
        '<span style="color:white">Dolt</span>',
        '<font color="#FEFEFE">Dolt</font>',
        '<span style="color:#0f0;background-color:#00ff00">Dolt</span>',
        '<div style="color:#fff"><p><b>Dolt</b></p></div>',
        'Små. <span style="color: rgb(255, 255, 255)">Dolt</span>',
    ],
)
def test_letters_in_the_colour_of_their_ground_are_asked_about(cell) -> None:
    assert _risks(_page(risks=cell)) == (None, {"risks"})


@pytest.mark.parametrize(
    "style",
    [
        "position:absolute;left:-200vw",
        "transform:translateX(-9999px)",
        "position:absolute;z-index:-1",
        "color:hsl(0,0%,100%)",
        "-webkit-text-fill-color:transparent",
        "font:0/0 a",
    ],
)
def test_words_that_may_be_moved_where_nobody_sees_them_are_asked_about(style) -> None:
    assert _risks(_page(risks=f'<span style="{style}">Dolt</span>')) == (None, {"risks"})


def test_page_of_words_placed_one_by_one_is_read() -> None:
    page = "".join(f'<p style="position:absolute;top:{at}0px">{a}: {b}</p>' for at, (a, b) in enumerate(pairs()))
    assert _risks(page) == ("Att mötena drar ut på tiden.", set())


@pytest.mark.parametrize(
    ("body", "cell"),
    [
        ("", '<span style="background:#003366;color:#fff">Sett</span>'),
        ('bgcolor="#222222" text="white"', "Sett"),
        ('style="background:url(svart.png);color:white"', "Sett"),
        ('style="color:white"', '<span style="color:black">Sett</span>'),
    ],
)
def test_light_letters_on_a_dark_ground_are_read(body, cell) -> None:
    assert _risks(_page(body=body, risks=cell)) == ("Sett", set())


def test_page_of_light_letters_alone_has_a_dark_ground_that_it_does_not_tell() -> None:
    assert _risks(_page(body='style="color:white"', risks="Sett")) == ("Sett", set())


def test_hidden_field_of_a_web_form_is_no_answer() -> None:
    page = reader.read(Opened("html", b'<p>Risker: <input value="Sm&aring;"><input hidden value="x"></p>'))
    assert page.lines == ("Risker: Små",)


def test_label_for_those_who_have_a_page_read_to_them_names_its_field() -> None:
    sheet = "<style>.sr-only{position:absolute;left:-9999px}</style>"
    page = reader.read(Opened("html", f'{sheet}<label class="sr-only">Risker</label><input value="Inga">'.encode()))
    assert page.lines == ("Risker: Inga",)


@pytest.mark.parametrize(
    "page",
    [
        f"<style>{'@' * 200_000}</style><p>Hej</p>",
        f"<style>{'a' * 200_000}</style><p>Hej</p>",
        f"<style>{'/*' * 100_000}</style><p>Hej</p>",
        f"<style>{'div div div div p{color:red}' * 5_000}</style>{'<div>' * 100}{'<p>Hej</p>' * 5_000}",
        "<p style='color:red'>Hej</p>" * 20_000,
        f"<p>{'a' * 500_000}</p>",
        f"<p>{'&nbsp;' * 50_000}</p>",
        f"<p style='color:{'rgb(' * 50_000}'>Hej</p>",
    ],
    ids=["at", "letters", "comments", "rules", "colours", "word", "blanks", "functions"],
)
def test_page_that_is_made_to_take_long_does_not(page) -> None:
    begun = process_time()
    reader.read(Opened("html", page.encode()))
    assert process_time() - begun < _SECONDS
