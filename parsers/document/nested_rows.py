"""The rows of a table in a cell as lines of that cell, a row to a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from parsers.document.model import CHECKED, UNCHECKED, Row

_YES, _NO = "Ja", "Nej"
_LONGEST_MARK = 3
"""Characters of a cell under «Ja» or «Nej» that only marks its row."""


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield each row's cells, parted by tabs; under «Ja» and «Nej» as a box with the row's first words."""
    heads = _heads(rows[0]) if rows else {}
    for row in rows[1:] if heads else rows:
        yield _boxed(row, heads) if heads else "\t".join(cell for cell in row if cell)


def _heads(row: Row) -> Mapping[str, int]:
    """Return the columns of «Ja» and «Nej»; nothing where a row holds anything else but in its first cell."""
    words = {(cell or "").strip(" :").casefold(): column for column, cell in enumerate(row) if column and cell}
    return {word: words[word.casefold()] for word in (_YES, _NO)} if words.keys() == {"ja", "nej"} else {}


def _boxed(row: Row, heads: Mapping[str, int]) -> str:
    yes, no = ((row[heads[word]] or "").strip() if heads[word] < len(row) else "" for word in (_YES, _NO))
    name = next((cell.strip() for cell in row[: min(heads.values())] if cell and cell.strip()), "")
    if (yes and no) or max(len(yes), len(no)) > _LONGEST_MARK:
        return f"{CHECKED} {name}? {yes} {no}".strip()
    return f"{CHECKED if yes else UNCHECKED} {name}{f' {_NO}' if no else ''}"
