"""Files of older Excel (.xls), read by xlrd in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

from parsers.document import limits
from parsers.document.emphasis import taken
from parsers.document.file_type import Opened
from parsers.document.limits import Refused
from parsers.document.model import Document, InCell, Note, Paragraph, Table
from parsers.sandbox import confinement

LOCKED: Final = 3
"""The exit status where a file has a password."""


def read_workbook(opened: Opened) -> Document:
    """Read an .xls file's visible sheets; limits.Refused when it is damaged or locked.

    A damaged one can make its reader take all memory or end the process, so that has a process of its own.
    """
    command = [sys.executable, "-P", "-m", "parsers.document.excel.xls_process"]
    done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
        command, env=confinement.environment(), input=opened.data, capture_output=True, check=False
    )
    if done.returncode == LOCKED:
        raise Refused(limits.LOCKED)
    if done.returncode != 0:
        raise Refused(limits.DAMAGED)
    sheets, notes, hides_columns, hidden = json.loads(done.stdout)
    told = tuple(
        Note(text, None if row is None else InCell(table, row, 0), is_said=row is None) for table, row, text in notes
    )
    return Document(
        "xls",
        tuple(_table(*one) for one in sheets),
        notes=told,
        hides_columns=hides_columns,
        hidden_sheets=tuple(_table(*one) for one in hidden),
    )


def _table(name: str, rows: list[list[str | None]], is_hidden: bool) -> Table:  # noqa: FBT001 - as the process says it
    """Return a sheet, the looks in its texts taken out of them."""
    read = [[cell if cell is None else taken(cell) for cell in row] for row in rows]
    looks = {
        (number, column): Paragraph(cell[0], emphasised=cell[1])
        for number, row in enumerate(read)
        for column, cell in enumerate(row)
        if cell and cell[1]
    }
    texts = tuple(tuple(cell and cell[0] for cell in row) for row in read)
    return Table(name, texts, is_hidden=is_hidden, cells=looks)
