"""Plain text, and tables in it: what Excel would take for a formula."""

from __future__ import annotations

import re

from parsers.document.charsets import to_text
from parsers.document.file_type import Opened
from parsers.passing_on import faults

_PROGRAMS = (b"MZ", b"#!", b"\x7fELF")
_FORMULA = re.compile(r'(?:^|[;,\t|])[\s"]*(?:[=@]|[+-](?![\d\s.,()/-]*(?:["\s;,\t|]|$)))', re.MULTILINE)
"""A cell that begins as a formula does, and is no number, amount, telephone number or lone dash."""
_SYLK = "ID;"
"""How a file begins that Excel takes for another format, whatever its name; that one has formulas, too."""


def vet_text(opened: Opened) -> tuple[bytes, str]:
    """Pass text on as it is; withhold what only looks like it."""
    if b"\0" in opened.data or opened.data.startswith(_PROGRAMS):
        raise faults.Withheld(faults.MISNAMED)
    return opened.data, ""


def vet_csv(opened: Opened) -> tuple[bytes, str]:
    """Pass a table on as it is; withhold one with formulas."""
    text = to_text(opened.data)
    if _FORMULA.search(text) or text.startswith(_SYLK):
        raise faults.Withheld(faults.STARTS)
    if opened.data.startswith(_PROGRAMS) or "\0" in text:
        raise faults.Withheld(faults.MISNAMED)
    return opened.data, ""
