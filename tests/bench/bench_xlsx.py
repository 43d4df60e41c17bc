"""How the xlsx reader compares with its floor: every sheet's cells by python-calamine.

Run by hand: `python -m tests.bench.bench_xlsx`. Prints medians of one run, and their ratios. Each round reads another
form: of one that comes again, much is known already.
"""

from __future__ import annotations

import io

from python_calamine import CalamineWorkbook

from mailbot.forms.write import excel
from parsers.document.read import read_document
from parsers.parse import parse
from tests.bench.many_forms import many_answers
from tests.bench.medians import show
from tests.support.forms import SHIPPED

ROUNDS = 300


def floor(data: bytes) -> int:
    """Turn every cell of every sheet into a Python value."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())


def main() -> None:
    forms = [excel.write(SHIPPED, answers) for answers in many_answers(ROUNDS)]
    show(
        f"xlsx of {len(forms[0])} bytes",
        forms,
        {
            "python-calamine": floor,
            "parsers.document.read.read_document": lambda data: read_document("x.xlsx", data),
            "parsers.parse.parse": lambda data: parse("x.xlsx", data, [SHIPPED]),
        },
    )


if __name__ == "__main__":
    main()
