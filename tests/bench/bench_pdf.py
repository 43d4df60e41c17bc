"""How the PDF reader compares with its floor: the text of each page by pypdf.

Run by hand: `python -m tests.bench.bench_pdf`. Prints medians of one run, and their ratios.
"""

from __future__ import annotations

import io

from pypdf import PdfReader

from parsers.document.read import read_document
from parsers.parse import parse
from tests.bench.medians import show
from tests.support.forms import SHIPPED
from tests.support.paths import PROGRAM_FILES

FILE = PROGRAM_FILES / "libreoffice-filled.pdf"
ROUNDS = 30


def main() -> None:
    form = FILE.read_bytes()
    show(
        f"pdf of {len(form)} bytes",
        [form] * ROUNDS,
        {
            "pypdf text": lambda data: [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages],
            "parsers.document.read.read_document": lambda data: read_document("x.pdf", data),
            "parsers.parse.parse": lambda data: parse("x.pdf", data, [SHIPPED]),
        },
    )


if __name__ == "__main__":
    main()
