"""How the docx reader compares with its floor: unzipping the file and walking its XML with lxml.

Run by hand: `python -m tests.bench.bench_docx`. Prints medians of one run, and their ratios.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from mailbot.forms.write import word
from parsers.document.read import read_document
from parsers.parse import parse
from tests.bench.medians import show
from tests.support.forms import ANSWERS, SHIPPED

LONG = "Vi får besked sent om utskrivningar, och hemtjänsten hinner inte ordna det som behövs.\n" * 35_000
"""An answer that makes the document's XML five megabytes."""


def floor(data: bytes) -> int:
    """Unzip the document's XML and touch every node's tag and text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len(node.tag) + len(node.text or "") for node in root.iter())


def compare(title: str, data: bytes, rounds: int) -> None:
    """Print the medians for one form."""
    show(
        f"{title}, docx of {len(data)} bytes",
        rounds,
        {
            "unzip + lxml walk": lambda: floor(data),
            "parsers.document.read.read_document": lambda: read_document("x.docx", data),
            "parsers.parse.parse": lambda: parse("x.docx", data, [SHIPPED]),
        },
    )


def main() -> None:
    compare("as people fill it in", word.write(SHIPPED, ANSWERS), 300)
    compare("with a very long answer", word.write(SHIPPED, {**ANSWERS, "background": LONG}), 9)


if __name__ == "__main__":
    main()
