"""Puts what pages show into tables and lines, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from parsers.document.line_breaks import key_of
from parsers.document.model import Table
from parsers.document.pdf.page import Page, Piece, by_height
from parsers.document.pdf.printed.columns import MARKS
from parsers.document.pdf.printed.hyphens import with_soft_hyphens
from parsers.document.pdf.printed.paragraphs import (
    goes_on,
    is_bullet,
    joined,
    looks_like_label,
    paragraphs,
    paragraphs_in_room,
)
from parsers.document.pdf.tables import drawn_tables, guessed_tables, over_pages

_LONGEST_LABEL: Final = 30
_CLOSE: Final = 4.0
"""A bullet's words are no further away, as a share of their size."""


def tables_and_lines(pages: Sequence[Page]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Return the tables, and the lines outside them. A table goes on over pages that have no other columns."""
    with_soft_hyphens(pages)
    found: list[over_pages.PrintedTable] = []
    lines: list[str] = []
    guess: guessed_tables.Guessed | None = None
    for number, page in enumerate(pages, 1):
        page.pieces = _with_bullets(page)
        cells, outside = drawn_tables.sorted_out(page, found[-1].lefts if found else ())
        if cells:
            over_pages.add(found, f"sida {number}", *drawn_tables.in_rows(cells, page))
        guesses, outside = guessed_tables.guessed(outside, page.right, guess)
        guess = guesses[-1] if guesses else None
        for one in guesses:
            over_pages.add(found, f"sida {number}", one.lefts, one.rows)
        below = paragraphs(outside, page.right)
        if lines and below and goes_on(lines[-1], below[0]) and not _is_short(lines[-1]):
            lines[-1] = joined(lines[-1], below.pop(0))
        lines += below
    return tuple(printed.table for printed in found), tuple(lines)


def _is_short(text: str) -> bool:
    """Whether a page may end with a label, whose answer is on the next."""
    return len(text) <= _LONGEST_LABEL and looks_like_label(text) and not text.rstrip().endswith("-")


def rooms(pages: Sequence[Page]) -> Mapping[str, float]:
    """Return the lines of room above each paragraph, in its cell or on its page."""
    found: dict[str, float] = {}
    for page in pages:
        cells, outside = drawn_tables.sorted_out(page, ())
        told = paragraphs_in_room(outside, page.right, None, is_in_cell=False)
        for cell, pieces in cells.items():
            told += paragraphs_in_room(pieces, cell.right, cell.high, is_in_cell=True)
        found |= {key_of(text): max(room, found.get(key_of(text), 0.0)) for text, room in told if text}
    return found


def _with_bullets(page: Page) -> list[Piece]:
    """Return the page's pieces, each bullet or box put together with the words right of it."""
    pieces: list[Piece] = []
    for line in by_height(page.pieces):
        for piece in line:
            before = pieces[-1] if pieces and piece is not line[0] else None
            is_close = before is not None and piece.x - before.end <= _CLOSE * piece.size
            begins = before is not None and (is_bullet(before.text) or before.text.strip() in MARKS)
            if before is not None and begins and is_close and not _is_parted(page, before, piece):
                text = f"{before.text.rstrip()} {piece.text.lstrip()}"
                pieces[-1] = replace(piece, x=before.x, text=text)
            else:
                pieces.append(piece)
    return pieces


def _is_parted(page: Page, before: Piece, piece: Piece) -> bool:
    return any(before.end - 1 <= at <= piece.x + 1 and low <= piece.y <= high for at, low, high in page.vertical)
