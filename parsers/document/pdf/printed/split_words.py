"""Words that a text layer splits: after a ligature, «fi nns», «eff ekt», and between all letters, «k o r t a r e».

Where only that can be meant, they are put together; where a word may have ended there, a sign of it says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.document.model import UNKNOWN, Table

_LIGATURE: Final = r"(?:ffi|ffl|ff|fi|fl)"
_BARE = re.compile(rf"(?<!\S)({_LIGATURE}) (?=[a-zåäöé])", re.IGNORECASE)
"""No word is a ligature alone."""
_REST = re.compile(rf"(?<=[^\W\d_])({_LIGATURE}) (?=[b-df-hj-np-tv-xz](?!\w))")
"""No word is a consonant alone: «profi l»."""
_MAYBE = re.compile(rf"(?<=[^\W\d_])({_LIGATURE}) (?=[a-zåäöé])")
_LETTERS = re.compile(r"(?<![^\W_])[^\W_](?: [^\W_]){3,}(?![^\W_])")


def put_together(tables: Sequence[Table], lines: Sequence[str]) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Put together what is surely one word, and write a sign of it where nobody can tell."""
    texts = [*lines, *(cell for table in tables for row in table.rows for cell in row if cell)]
    is_split = any(_BARE.search(text) or _REST.search(text) for text in texts)
    whole = [
        replace(
            table, rows=tuple(tuple(cell and _whole(cell, is_split=is_split) for cell in row) for row in table.rows)
        )
        for table in tables
    ]
    return tuple(whole), tuple(_whole(line, is_split=is_split) for line in lines)


def _whole(text: str, *, is_split: bool) -> str:
    if is_split:
        text = _MAYBE.sub(rf"\1{UNKNOWN}", _REST.sub(r"\1", _BARE.sub(r"\1", text)))
    return _LETTERS.sub(lambda letters: letters[0].replace(" ", UNKNOWN), text)
