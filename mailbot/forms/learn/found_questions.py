"""Finds the questions of a blank form, whatever it looks like: label, help, and what there is to answer in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from mailbot.forms.learn.in_lines import in_lines
from mailbot.forms.learn.in_tables import in_table, title_row
from mailbot.forms.learn.question import Question, bare, is_note, is_space, level, table, table_number
from parsers.document.read import Document, Row, Table

_ORGANISATION = re.compile(r"region \w+|\w+ kommun", re.IGNORECASE)
_DASHES = ("-", "–", "—")


def questions(document: Document) -> Iterator[Question]:
    """Yield the questions in the order of the page, where the lines say where each table stands.

    Tables that no line stands for come first.
    """
    title = title_of(document)
    is_printed = document.format == "pdf"
    pages = map(_with_room, document.tables) if is_printed else document.tables
    tables = {table(number): one for number, one in enumerate(pages, 1)}
    for mark, one in tables.items():
        if mark not in document.lines:
            yield from in_table(one, "", title)
    section, between = "", list[str]()
    for line in (*document.lines, table(0)):
        if table_number(line) is None:
            between += [] if level(line) is not None and bare(line) == title else [line]
            continue
        yield from in_lines(between, section)
        section = next((bare(text) for text in reversed(between) if level(text)), section)
        between = []
        if line in tables:
            yield from in_table(tables[line], section, title)


def title_of(document: Document) -> str:
    """Return what the page calls the form: its title, else the text across its first table or its first line.

    Whose form it is, alone on a line, is no title; a line that ends in a dash goes on in the next.
    """
    titles = [bare(line) for line in document.lines if level(line) == 0]
    below = iter((*document.lines, table(1)))
    first = next(line for line in below if not is_note(line) and not _ORGANISATION.fullmatch(bare(line)))
    at_top = title_row(document.tables[0]) if document.tables and table_number(first) == 1 else ""
    rest = bare(next(below)) if first.endswith(_DASHES) else ""
    in_line = f"{bare(first)} {rest}".strip() if table_number(first) is None else ""
    return next(filter(None, (*titles, at_top, in_line)), "")


def _with_room(printed: Table) -> Table:
    """Return a PDF's table, which has no empty cells, with one right of each text that has no room beside it.

    Where most rows show theirs, a text alone in its row is a heading.
    """
    rows = [tuple(filter(None, row)) for row in printed.rows]
    shows_room = sum(any(map(is_space, row)) for row in rows) * 2 > len(rows)
    return replace(printed, rows=tuple(row if shows_room and len(row) == 1 else tuple(_beside(row)) for row in rows))


def _beside(row: Row) -> Iterator[str]:
    for text, following in zip_longest(row, row[1:], fillvalue=""):
        yield text or ""
        if not is_space(text or "") and not (following and is_space(following)):
            yield ""
