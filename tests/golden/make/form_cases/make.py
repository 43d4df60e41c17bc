"""Makes the table of files in `form_shapes/`: each file, what is to be read from it beside it, and a README.

Run by hand: `python -m tests.golden.make.form_cases.make`. The expected results come from what
was put into the files, never from the reader.
"""

from __future__ import annotations

import json

from tests.golden.make.form_cases import (
    excel,
    grids,
    mail,
    order,
    other,
    people,
    places,
    programs,
    shapes,
    word,
    written,
)
from tests.support.form_file import Case
from tests.support.paths import FORM_SHAPES

GROUPS: dict[str, list[Case]] = {
    "Word: controls": word.CONTROLS,
    "Word: layouts": word.LAYOUTS,
    "Word: other programs and rarer shapes": shapes.CASES,
    "Word: what is written": written.TEXTS,
    "Word: labels and faults": written.LABELLED,
    "Word: not a filled form": written.OTHERS,
    "Labels and answers in each other's places": grids.CASES,
    "Excel": excel.CASES,
    "Mail, text and web pages": mail.CASES,
    "Labels inside answers, and what is left around them": order.CASES,
    "What people do with the form": people.CASES,
    "Answers and marks beside their place": places.CASES,
    "Other formats and unreadable files": other.CASES,
    "Other programs than Office, and what is not to be seen": programs.CASES,
}
_HEAD = """# The table of files

Each file stands beside what `mailbot parse FILE --json` says of it (`NAME.json`, without `file`), which
`tests/golden/test_form_shapes.py` compares. Made by `python -m tests.golden.make.form_cases.make`; none was saved by
Word or Excel themselves: their shapes are written as XML by hand. Files saved by LibreOffice and printed to PDF:
`../program_files/`.
"""


def main() -> None:
    """Write every file, its expected result and the list of them."""
    for case in (case for cases in GROUPS.values() for case in cases):
        path = FORM_SHAPES / case.name
        path.write_bytes(case.data)
        expected = json.dumps(case.expected(), ensure_ascii=False, indent=1)
        path.with_name(f"{case.name}.json").write_text(expected + "\n", encoding="utf-8")
    (FORM_SHAPES / "README.md").write_text(_HEAD + "".join(map(_listed, GROUPS)), encoding="utf-8")


def _listed(group: str) -> str:
    rows = "".join(f"| `{case.name}` | {case.made_as} |\n" for case in GROUPS[group])
    return f"\n## {group}\n\n| file | made as |\n| --- | --- |\n{rows}"


if __name__ == "__main__":
    main()
