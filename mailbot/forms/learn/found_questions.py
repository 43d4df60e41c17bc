"""Finds the questions of a blank form, whatever it looks like: label, help, and what there is to answer in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from mailbot.forms.learn.choice_cells import FROM_CELLS, has_marks_beside
from mailbot.forms.learn.field_guess import asks_by_its_words
from mailbot.forms.learn.in_lines import in_lines
from mailbot.forms.learn.in_tables import cells_of, in_table, title_row
from mailbot.forms.learn.letterhead import is_letterhead, letterhead_title
from mailbot.forms.learn.question import (
    BOX,
    Question,
    boxes_follow,
    cut,
    is_note,
    is_organisation,
    is_room,
    is_space,
    lines_of,
    put_together,
    texts_of,
)
from parsers import Document, Paragraph, Row, Table, is_office

_ROOM = "____"
_ANSWER = re.compile(r"(?:(?:ditt|ert) )?svar:\s*", re.IGNORECASE)
_FEW_WORDS = 4
_SHEETS = ("xlsx", "xls", "ods")
_DASHES = ("-", "–", "—")


def questions(document: Document) -> Iterator[Question]:
    """Yield the questions in the order of the page; those of the office's part are named so in their section."""
    title = title_of(document)
    section, between, listed = "", list[Paragraph](), set[str]()
    for block in (*document.blocks, None):
        if isinstance(block, Table) and (room := _room(block, between)) and any(line.text for line in between):
            between = [*_without_blank_end(between), *room]
            listed |= {put_together(room).text} if not any(map(BOX.match, texts_of(block))) and len(room) > 1 else set()
            continue
        if isinstance(block, Paragraph):
            between += [_without_answer_mark(block)] if block.level is None or block.text != title else []
            continue
        for question in in_lines(between, section, is_over_table=isinstance(block, Table)):
            doubt = FROM_CELLS.format(" / ".join(_choices_of(question))) if question.room.text in listed else ""
            yield replace(question, doubt=question.doubt or doubt)
        section = next((line.text for line in reversed(between) if line.level or is_office(line.text)), section)
        between = []
        if isinstance(block, Table) and not block.in_cell and not is_letterhead(block):
            yield from in_table(_with_room(block, document.format), section, title)


def _without_answer_mark(line: Paragraph) -> Paragraph:
    """Return a line without «Svar:» before its room; what stands alone is the room."""
    mark = _ANSWER.match(line.text)
    rest = cut(line, mark.end()) if mark else line
    return rest if rest.text.strip() or not mark else Paragraph(_ROOM)


def _room(table: Table, above: Sequence[Paragraph]) -> list[Paragraph]:
    """Return what a table is for the line above it: room, where it is one empty cell; boxes, where it holds no more.

    Below a question with a question mark it is its choices, where each has room beside it for a mark.
    """
    cells = [cell for number in range(len(table.rows)) for cell in cells_of(table, number) if cell.text]
    if table.in_cell:
        return []
    if next((line.text for line in reversed(above) if line.text), "").endswith("?") and has_marks_beside(table):
        return [Paragraph(f"☐ {text}") for text in texts_of(table)]
    if not all(BOX.match(cell.text) for cell in cells):
        return []
    is_empty = table.is_box or not table.rows
    return [line for cell in cells for line in lines_of(cell)] or [Paragraph(_ROOM)] * is_empty


def _choices_of(question: Question) -> list[str]:
    return [line.strip("☐ ") for line in question.room.text.split("\n")]


def _without_blank_end(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    end = max(number for number, line in enumerate(lines, 1) if line.text)
    return lines[:end]


def title_of(document: Document) -> str:
    """Return what the page calls the form: its title, else the text across its first table or its first line.

    Whose form it is, alone on a line, is no title, nor is what stands apart on one, as on a page's upper edge; a line
    that ends in a dash goes on in the next.
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
        return letterhead_title(first) if is_letterhead(first) else title_row(first)
    if not isinstance(first, Paragraph):
        return ""
    following = rest[0].text if rest and isinstance(rest[0], Paragraph) and first.text.endswith(_DASHES) else ""
    return f"{first.text} {following}".strip()


def _names(line: Paragraph) -> bool:
    return not is_note(line.text) and not is_organisation(line.text) and "\t" not in line.text


def _with_room(table: Table, form: str) -> Table:
    """Return a table of a format that may not tell empty cells, with one right of each text that has no room there.

    A row that has one is whole. In a sheet only a text alone asks, and the rows of one part are equally wide; on a
    page it is a heading where most have room.
    """
    if form in _SHEETS:
        return replace(table, rows=tuple(_equally_wide(table.rows)))
    if form != "pdf":
        return table
    rows = [_unwrapped([cell for cell in row if cell is not None]) for row in table.rows]
    shows_room = sum(any(map(is_space, row)) for row in rows) * 2 > len(rows)
    are_whole = [
        not all(row) or (shows_room and len(row) == 1) or _is_head(row, *rows[at : at + 1])
        for at, row in enumerate(rows, 1)
    ]
    pairs = zip(rows, are_whole, strict=True)
    return replace(
        table, rows=tuple(_with_last_room(row) if is_whole else tuple(_beside(row)) for row, is_whole in pairs)
    )


def _equally_wide(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of a sheet, those between two empty ones with as many cells as the widest of them."""
    margin = min((next(at for at, cell in enumerate(row) if cell) for row in rows if any(row)), default=0)
    for is_written, part in groupby(rows, any):
        some = list(part)
        width = max(margin + 2, *(len(row) + _asks_last(row) for row in some)) if is_written else 0
        yield from ((*row, *[""] * (width - len(row))) for row in some)


def _with_last_room(row: Row) -> Row:
    return (*row, "") if _asks_last(row) else row


def _asks_last(row: Row) -> bool:
    """Whether the last of several cells that take turns with room asks, too: «Namn», room, «Telefon»."""
    takes_turns = sum(map(bool, row)) > 1 and not any(map(all, pairwise(row)))
    last = row[-1] or ""
    return takes_turns and len(last.split()) <= _FEW_WORDS and last[-1:] != "." and asks_by_its_words(last)


def _unwrapped(row: Sequence[str]) -> tuple[str, ...]:
    """Return a row where boxes that stand after their words are beside them, though a line's end parted some."""
    in_one_line = (" ".join(cell.split("\n")) for cell in row[1:])
    kept = zip(row[1:], in_one_line, strict=True)
    return (*row[:1], *(line if boxes_follow(line) else cell for cell, line in kept))


def _is_head(row: Row, below: Row = ()) -> bool:
    """Whether a row stands over one that shows its room: «Fråga, Ja, Nej»."""
    return len(row) == len(below) > 2 and not all(below)  # noqa: PLR2004 - two are a label and another, or its answer


def _beside(row: Row) -> Iterator[str]:
    for text, following in zip_longest(row, row[1:]):
        yield text or ""
        if not is_space(text or "") and not (following and is_room(following)):
            yield ""
