"""How the xlsx reader compares with its floor: every sheet's cells by python-calamine.

Run by hand: `python -m tests.bench.bench_xlsx`. Prints medians of one run, and their ratios.
"""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from mailbot.forms.write import excel
from parsers.document.read import read_document
from parsers.parse import parse
from tests.bench.medians import show
from tests.support.forms import ANSWERS, SHIPPED

ROUNDS = 300


def floor(data: bytes) -> int:
    """Turn every cell of every sheet into a Python value."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())


def main() -> None:
    data = excel.write(SHIPPED, ANSWERS)
    show(
        f"xlsx of {len(data)} bytes",
        ROUNDS,
        {
            "python-calamine": lambda: floor(data),
            "parsers.document.read.read_document": lambda: read_document("x.xlsx", data),
            "parsers.parse.parse": lambda: parse("x.xlsx", data, [SHIPPED]),
        },
    )


if __name__ == "__main__":
    main()
