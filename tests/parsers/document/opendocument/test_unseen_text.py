"""What nobody sees in an OpenDocument cell, or what is drawn there, is asked about."""

from __future__ import annotations

import pytest

from tests.parsers.document.opendocument.test_reader import read

FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'


def style(name: str, family: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


STYLES = (
    style("vit", "text", f'<style:text-properties {FO} fo:color="#ffffff"/>')
    + style("liten", "text", f'<style:text-properties {FO} fo:font-size="1pt"/>')
    + style("dold", "text", '<style:text-properties text:display="none"/>')
    + style("vitcell", "table-cell", f'<style:text-properties {FO} fo:color="#fefefe"/>')
    + style("gul", "table-cell", f'<style:text-properties {FO} fo:color="#ffff00"/>')
    + style("mörk", "table-cell", f'<style:table-cell-properties {FO} fo:background-color="#1f3864"/>')
)


def answer(content: str, cell: str = "") -> str | None:
    named = f" table:style-name='{cell}'" if cell else ""
    row = f"<table:table-row><table:table-cell{named}>{content}</table:table-cell></table:table-row>"
    document = read("text", f"<office:text><table:table>{row}</table:table></office:text>", styles=STYLES)
    return document.tables[0].rows[0][0] if document.tables[0].rows else ""


def span(text: str, name: str) -> str:
    return f"<text:p><text:span text:style-name='{name}'>{text}</text:span></text:p>"


@pytest.mark.parametrize("name", ["vit", "liten"])
def test_white_and_tiny_words_are_asked_about(name):
    assert answer(span("Bil", name)) == "\ufffd Bil"


def test_white_words_in_a_dark_cell_are_seen_and_in_a_white_one_not():
    assert answer(span("Bil", "vit"), "mörk") == "Bil"
    assert answer("<text:p>Bil</text:p>", "vitcell") == "\ufffd Bil"
    assert answer("<text:p>Bil</text:p>", "gul") == "Bil"


def test_cell_whose_words_are_hidden_is_asked_about():
    assert answer(span("Bil", "dold")) == "\ufffd"
    assert answer(f"{span('Bil', 'dold')}<text:p>Snö</text:p>").strip() == "Snö"


@pytest.mark.parametrize("shape", ["ellipse", "custom-shape", "line"])
def test_drawn_shape_may_mark_a_choice(shape):
    assert answer(f"<text:p>Ja / Nej<drawing:{shape}/></text:p>") == "Ja / Nej\n\ufffd"


def test_picture_below_a_prompt_is_not_told():
    assert answer("<text:p>Skriv här<drawing:frame><drawing:image/></drawing:frame></text:p>") == "\ufffd"
    assert answer("<text:p>Se bild<drawing:frame><drawing:image/></drawing:frame></text:p>") == "Se bild"
