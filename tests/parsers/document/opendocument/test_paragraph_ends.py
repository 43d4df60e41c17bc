"""Paragraphs that AbiWord ended as headings."""

from __future__ import annotations

import pytest

from parsers.document.read import read_document
from parsers.result import Unreadable
from tests.parsers.document.opendocument.test_reader import odf, text


@pytest.mark.parametrize(
    "paragraph",
    [
        "<text:p>Rubrik &amp; &lt;roll&gt;</text:h>",
        "<text:p><text:span>Rubrik</text:span> &amp; &lt;roll&gt;</text:h>",
        '<text:h text:outline-level="1">Rubrik &amp; &lt;roll&gt;</text:p>',
        "<text:p/><text:p></text:h><text:p>Rubrik &amp; &lt;roll&gt;</text:h>",
    ],
)
def test_paragraph_that_ends_as_a_heading_is_read(paragraph):
    assert text(paragraph, "<text:p>Sist</text:p>").lines == ("Rubrik & <roll>", "Sist")


@pytest.mark.parametrize("broken", ["<text:p>Rubrik</text:h></text:p>", "<text:p>Rubrik</text:span>"])
def test_paragraph_with_another_end_is_damaged(broken):
    assert isinstance(read_document("x.odt", odf("text", f"<office:text>{broken}</office:text>")), Unreadable)
