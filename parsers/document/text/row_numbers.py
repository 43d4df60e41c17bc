"""Takes the numbers of a table's rows out of a text: programs write each of them on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

_LEAST = 8
"""Rows of a table that were numbered: so many numbers, in order and each alone on its line, are nobody's answers."""


def without_row_numbers(lines: Sequence[str]) -> list[str]:
    """Return lines without those that count from 1 on, one by one; as they are where there are too few."""
    numbering: set[int] = set()
    for place, line in enumerate(lines):
        if line.strip().removesuffix(".") == str(len(numbering) + 1):
            numbering.add(place)
    if len(numbering) < _LEAST:
        return list(lines)
    return [line for place, line in enumerate(lines) if place not in numbering]
