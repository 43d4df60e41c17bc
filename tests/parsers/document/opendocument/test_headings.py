"""Headings and empty lines of a blank text: what its questions stand under, and the room below them."""

from __future__ import annotations

import pytest

from parsers.document.model import BOLD_HEADING, Document, Paragraph
from parsers.document.read import read_blank
from tests.parsers.document.opendocument.test_reader import odf, style

BOLD = 'fo:font-weight="bold" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
STYLES = "".join(
    (
        style("text", "T1", BOLD),
        style("paragraph", "P1", BOLD, "Standard"),
        style("paragraph", "P2", parent="Title"),
        style("paragraph", "P3", parent="Heading_20_2"),
        style("paragraph", "Title"),
        style("paragraph", "Heading_20_2"),
    )
)


def lines(*paragraphs):
    read = read_blank("x.odt", odf("text", f"<office:text>{''.join(paragraphs)}</office:text>", styles=STYLES))
    assert isinstance(read, Document)
    return [(block.text, block.level) for block in read.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('<text:h text:outline-level="2">Syfte</text:h>', [("Syfte", 2)]),
        ('<text:p text:style-name="P3">Syfte</text:p>', [("Syfte", 2)]),
        ('<text:p text:style-name="P2">Förslag</text:p>', [("Förslag", 0)]),
        ('<text:p text:style-name="P1">Syfte</text:p>', [("Syfte", BOLD_HEADING)]),
        ('<text:p><text:span text:style-name="T1">Syfte</text:span></text:p>', [("Syfte", BOLD_HEADING)]),
        (
            '<text:p><text:span text:style-name="T1">Syfte</text:span> Skriv kort.</text:p>',
            [("Syfte", BOLD_HEADING), ("Skriv kort.", None)],
        ),
        ('<text:p>Skriv <text:span text:style-name="T1">kort</text:span>.</text:p>', [("Skriv kort.", None)]),
        ('<text:p><text:span text:style-name="T1">Namn: ____</text:span></text:p>', [("Namn: ____", None)]),
        ("<text:p/>", [("", None)]),
    ],
)
def test_line_of_a_blank_text_has_its_level(paragraph, expected):
    assert lines(paragraph) == expected
