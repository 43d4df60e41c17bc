"""What people have noted on the cells of a sheet: Excel's notes and comments (ECMA-376 part 1 §18.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from parsers.document.model import InCell, Note
from parsers.document.package import Package

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MOST = 1_000
_ROW = re.compile(r"[0-9]{1,7}\Z")
_TOLD_TO_OLD_EXCEL = re.compile(r"\[[^\]]*\].*?(?:Comment|Kommentar|Anteckning):\s*", re.DOTALL)
"""What a comment of today's says before its own words, for an Excel that knows notes alone."""


def notes(package: Package, part: str, table: int) -> Iterator[Note]:
    """Yield each note on the sheet that is the document's table of this number."""
    root = package.xml(part)
    for note in islice(root.iter(_S + "comment"), _MOST) if root is not None else ():
        text = "".join(run.text or "" for run in note.iter(_S + "t"))
        own = _TOLD_TO_OLD_EXCEL.match(text)
        row = _ROW.search(note.get("ref", ""))
        place = InCell(table, int(row[0]) - 1, 0) if row else None
        yield Note((text[own.end() :] if own else text).strip(), place)
