"""Sources of typesetting programs and wikis are refused; what people write with signs of their own is not."""

from __future__ import annotations

import pytest

from parsers.document.read import read_document
from parsers.document.text.markup import REFUSAL, is_source
from parsers.result import Unreadable
from tests.support.form_file import pairs

WRITTEN = [(label, answer.replace("\n", " ")) for label, answer in pairs()]
SOURCES = {
    "latex": "{} & {} \\\\",
    "latex sections": "\\section{{{}}}\n{}",
    "troff": ".SH {}\n.PP\n{}",
    "troff table": "T{{\n{}\nT}}@T{{\n{}\nT}}",
    "typst": "#strong[{}]\n{}",
    "mediawiki": "|-\n| {}\n| {}",
    "mediawiki headings": "== {} ==\n{}",
    "textile": "h2. {}\n\n{}",
    "page": "<tr><td>{}</td>\n<td>{}</td></tr>",
}
TEXTS = {
    "markdown": "## {}\n\n{}",
    "table with bars": "| {} | {} |",
    "stars": "**{}:** {}",
    "underlined": "{}\n======\n{}",
    "arrows": "{} => {}",
    "numbered": "1. {}\n{}",
}


@pytest.mark.parametrize("shape", SOURCES.values(), ids=SOURCES)
def test_source_of_another_program_is_refused_with_the_true_reason(shape):
    text = "\n".join(shape.format(label, answer) for label, answer in WRITTEN)
    assert read_document("x.txt", text.encode()) == Unreadable("text", REFUSAL)


@pytest.mark.parametrize("shape", TEXTS.values(), ids=TEXTS)
def test_text_that_people_write_is_no_source(shape):
    assert not is_source("\n\n".join(shape.format(label, answer) for label, answer in WRITTEN))
