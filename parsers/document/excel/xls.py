"""Files of older Excel (.xls), read by calamine in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys

from parsers.document import limits
from parsers.document.file_type import Opened
from parsers.document.limits import Refused
from parsers.document.model import Document, Table
from parsers.sandbox import confinement


def read_workbook(opened: Opened) -> Document:
    """Read an .xls file's visible sheets; limits.Refused when it is damaged or locked.

    A damaged one can make its reader take all memory or end the process, so that has a process of its own.
    """
    command = [sys.executable, "-P", "-m", "parsers.document.excel.xls_process"]
    done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
        command, env=confinement.environment(), input=opened.data, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise Refused(limits.DAMAGED)
    sheets = json.loads(done.stdout)
    return Document("xls", tuple(Table(name, tuple(map(tuple, rows))) for name, rows in sheets))
