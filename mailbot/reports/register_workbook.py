"""The whole register as an Excel workbook, to be sorted and filtered: initiatives, the work that goes on, who takes up.

Each is a sheet; the last two are there where they have something to show.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mailbot.config import STOCKHOLM
from mailbot.forms.write import table_sheet
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.register.work_under_way import spread_table, table_rows, under_way, work_rows
from mailbot.reports.register_overview import all_initiatives
from mailbot.reports.register_words import register_words
from mailbot.store.tables import Initiative

_WIDTHS = (16, 28, 44, 26, 26, 34, 12, 40)


def write(work: UnitOfWork) -> bytes:
    """Return the workbook (xlsx). Personnummer are masked, and nothing is ever taken for a formula."""
    book, words = Workbook(), register_words()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = words["sheet"]["title"]
    rows = [_cells(one) for one in all_initiatives(work.session)]
    table_sheet.fill(sheet, words["sheet"]["headings"], rows, _WIDTHS)
    going_on = under_way(work.session, work.now)
    spread = spread_table(work.session, work.config, work.now, everything=True)
    for table in (work_rows(going_on), table_rows(spread)):
        if table.rows:
            table_sheet.add(book, table.title, table.headings, table.rows)
    book.properties.title = words["sheet"]["title"]
    book.properties.language = "sv-SE"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _cells(initiative: Initiative) -> tuple[str, ...]:
    return (
        initiative.reference,
        register_words()["states"][initiative.state],
        initiative.title,
        initiative.organisation,
        initiative.initiator_name,
        initiative.initiator_address,
        f"{initiative.received_at.astimezone(STOCKHOLM):%Y-%m-%d}",
        " ".join(initiative.note.split()),
    )
