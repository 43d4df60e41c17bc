"""Finds the questions of a blank form, whatever it looks like: label, help, and what there is to answer in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from mailbot.forms.learn.in_lines import in_lines
from mailbot.forms.learn.in_tables import in_table, title_row
from mailbot.forms.learn.question import Question, is_note, is_organisation, is_space
from parsers import Document, Paragraph, Row, Table, is_office

_ROOM = "____"
_DASHES = ("-", "–", "—")


def questions(document: Document) -> Iterator[Question]:
    """Yield the questions in the order of the page; those of the office's part are named so in their section."""
    title = title_of(document)
    section, between = "", list[Paragraph]()
    for block in (*document.blocks, None):
        if isinstance(block, Table) and block.is_box and not block.rows[0][0] and any(line.text for line in between):
            # A table of one empty cell is the room under the line above it.
            between = [*_without_blank_end(between), Paragraph(_ROOM)]
            continue
        if isinstance(block, Paragraph):
            between += [block] if block.level is None or block.text != title else []
            continue
        yield from in_lines(between, section, is_over_table=isinstance(block, Table))
        section = next((line.text for line in reversed(between) if line.level or is_office(line.text)), section)
        between = []
        if isinstance(block, Table) and not block.in_cell:
            one = _with_room(block) if document.format == "pdf" else block
            yield from in_table(one, section, title)


def _without_blank_end(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    end = max(number for number, line in enumerate(lines, 1) if line.text)
    return lines[:end]


def title_of(document: Document) -> str:
    """Return what the page calls the form: its title, else the text across its first table or its first line.

    Whose form it is, alone on a line, is no title; a line that ends in a dash goes on in the next.
    """
    blocks = [block for block in document.blocks if not isinstance(block, Paragraph) or block.text]
    if document.format == "pdf":  # where no order is known
        blocks.sort(key=lambda block: not isinstance(block, Paragraph))
    titles = [block.text for block in blocks if isinstance(block, Paragraph) and block.level == 0]
    named = [number for number, block in enumerate(blocks) if not isinstance(block, Paragraph) or _names(block)]
    if titles or not named:
        return next(iter(titles), "")
    first, *rest = blocks[named[0] :]
    if isinstance(first, Table):
        return title_row(first)
    if not isinstance(first, Paragraph):
        return ""
    following = rest[0].text if rest and isinstance(rest[0], Paragraph) and first.text.endswith(_DASHES) else ""
    return f"{first.text} {following}".strip()


def _names(line: Paragraph) -> bool:
    return not is_note(line.text) and not is_organisation(line.text)


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
