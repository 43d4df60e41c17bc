"""How the docx reader compares with its floor: unzipping the file and walking its XML with lxml.

Run by hand: `python -m tests.bench.bench_docx`. Prints medians of one run, and their ratios. Each round reads another
form: of one that comes again, much is known already.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from lxml import etree

from mailbot.forms.write import word
from parsers.document.read import read_document
from parsers.parse import parse
from tests.bench.many_forms import many_answers
from tests.bench.medians import show
from tests.support.forms import SHIPPED

LONG = "Vi får besked sent om utskrivningar, och hemtjänsten hinner inte ordna det som behövs.\n" * 35_000
"""An answer that makes the document's XML five megabytes."""


def floor(data: bytes) -> int:
    """Unzip the document's XML and touch every node's tag and text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len(node.tag) + len(node.text or "") for node in root.iter())


def compare(title: str, forms: Sequence[bytes]) -> None:
    """Print the medians for some forms."""
    show(
        f"{title}, docx of {len(forms[0])} bytes",
        forms,
        {
            "unzip + lxml walk": floor,
            "parsers.document.read.read_document": lambda data: read_document("x.docx", data),
            "parsers.parse.parse": lambda data: parse("x.docx", data, [SHIPPED]),
        },
    )


def main() -> None:
    compare("as people fill it in", [word.write(SHIPPED, answers) for answers in many_answers(300)])
    long = [word.write(SHIPPED, {**answers, "background": LONG}) for answers in many_answers(9)]
    compare("with a very long answer", long)


if __name__ == "__main__":
    main()
