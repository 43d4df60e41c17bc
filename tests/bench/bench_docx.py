"""How the docx reader compares with its floor: unzipping the file and walking its XML with lxml.

Run by hand: `python -m tests.bench.bench_docx`. Prints medians of one run, and their ratios.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from mailbot.mall import word
from parsers import document
from parsers.parse import parse
from tests.bench.medians import show
from tests.parsers.forms import ANSWERS, SHIPPED

ROUNDS = 300


def floor(data: bytes) -> int:
    """Unzip the document's XML and touch every node's tag and text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len(node.tag) + len(node.text or "") for node in root.iter())


def main() -> None:
    data = word.write(SHIPPED, ANSWERS)
    show(
        f"docx of {len(data)} bytes",
        ROUNDS,
        {
            "unzip + lxml walk": lambda: floor(data),
            "parsers.document.read": lambda: document.read("x.docx", data),
            "parsers.parse.parse": lambda: parse("x.docx", data, [SHIPPED]),
        },
    )


if __name__ == "__main__":
    main()
