"""Tells which of several files is the latest version, by what people call their files. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mailbot.primitives.phrases import phrases

_NUMBER = re.compile(r"\d+")
_VERSION = re.compile(r"(?:v|ver|version|rev|utkast)[ ._-]?(\d{1,3})(?!\d)", re.IGNORECASE)
_LATER, _EARLIER = phrases("file_versions", "later_version"), phrases("file_versions", "earlier_version")

Rank = tuple[int, int, tuple[int, ...], int]


def latest(versions: Sequence[tuple[str, str]]) -> set[int]:
    """Return the positions of those that count, given each one's title and file name, in the order of the mail.

    Of those with the same title (small and capital letters, and blanks, alike) it is the
    one whose name says so: a word («slutlig», «tidigare»), a version's number, any number;
    else the last. One without a title is always its own.
    """
    best: dict[str, Rank] = {}
    for position, (title, name) in enumerate(versions):
        key = " ".join(title.casefold().split()) or str(position)
        best[key] = max(best.get(key, _rank(name, position)), _rank(name, position))
    return {position for *_, position in best.values()}


def _rank(name: str, position: int) -> Rank:
    stem = name.rpartition(".")[0].replace("_", " ") or name
    version = _VERSION.search(stem)
    word = bool(_LATER.find(stem)) - bool(_EARLIER.find(stem))
    return word, int(version[1]) if version else 0, tuple(map(int, _NUMBER.findall(stem))), position
