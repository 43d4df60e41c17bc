"""Makes the table of files in `cases/`: each file, what is to be read from it beside it, and a README.

Run by hand: `python -m tests.parsers.make_cases`. The expected results come from what
was put into the files, never from the reader.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.parsers import (
    cases_excel,
    cases_grids,
    cases_mail,
    cases_order,
    cases_other,
    cases_people,
    cases_places,
    cases_programs,
    cases_shapes,
    cases_word,
    cases_written,
)
from tests.parsers.case import Case

CASES = Path(__file__).parent / "cases"
GROUPS: dict[str, list[Case]] = {
    "Word: controls": cases_word.CONTROLS,
    "Word: layouts": cases_word.LAYOUTS,
    "Word: other programs and rarer shapes": cases_shapes.CASES,
    "Word: what is written": cases_written.TEXTS,
    "Word: labels and faults": cases_written.LABELLED,
    "Word: not a filled form": cases_written.OTHERS,
    "Labels and answers in each other's places": cases_grids.CASES,
    "Excel": cases_excel.CASES,
    "Mail, text and web pages": cases_mail.CASES,
    "Labels inside answers, and what is left around them": cases_order.CASES,
    "What people do with the form": cases_people.CASES,
    "Answers and marks beside their place": cases_places.CASES,
    "Other formats and unreadable files": cases_other.CASES,
    "Other programs than Office, and what is not to be seen": cases_programs.CASES,
}
_HEAD = """# The table of files

Each file stands beside what `mailbot parse FILE --json` says of it (`NAME.json`, without `file`), which
`tests/parsers/test_cases.py` compares. Made by `python -m tests.parsers.make_cases`; none was saved by Word or Excel
themselves: their shapes are written as XML by hand. Files saved by LibreOffice and printed to PDF: `../files/`.
"""


def main() -> None:
    """Write every file, its expected result and the list of them."""
    for case in (case for cases in GROUPS.values() for case in cases):
        path = CASES / case.name
        path.write_bytes(case.data)
        expected = json.dumps(case.expected(), ensure_ascii=False, indent=1)
        path.with_name(f"{case.name}.json").write_text(expected + "\n", encoding="utf-8")
    (CASES / "README.md").write_text(_HEAD + "".join(map(_listed, GROUPS)), encoding="utf-8")


def _listed(group: str) -> str:
    rows = "".join(f"| `{case.name}` | {case.made_as} |\n" for case in GROUPS[group])
    return f"\n## {group}\n\n| file | made as |\n| --- | --- |\n{rows}"


if __name__ == "__main__":
    main()
