"""How words that look other than those around them are told from these, while a reader walks a file.

A reader writes a look into the text, around the words that have it (`marked`), and takes it out again where it makes a
block of the text (`taken`). The signs for it are noncharacters (Unicode §23.7), which no text is exchanged with.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_START, _LOOK, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = re.compile(f"{_START}([^{_LOOK}]*){_LOOK}([^{_END}]*){_END}")
_SIGNS = re.compile(f"{_START}[^{_LOOK}]*{_LOOK}|[{_START}{_LOOK}{_END}]")

PLAIN: Final = ""
BACKGROUND, BOLD, UNDERLINED = "bakgrund", "fet", "understruken"
"""Looks that people mark with what they choose. Of a background, the colour follows."""
FRAMED: Final = "inramad"
UNSEEN: Final = "osynlig"
"""Letters in the colour of their ground: nobody sees what they say, so that it is asked about."""
QUOTED: Final = "citerad"
"""Words of the mail that another one answers: mostly somebody else's."""


class Emphasised(NamedTuple):
    """Words, and how they look: the names of looks, parted by blanks."""

    text: str
    look: str


def marked(text: str, look: str) -> str:
    """Return text with its look written around the words of each line; blanks have none, nor what has one already."""
    if not look or _START in text or not text.strip():
        return text
    return "\n".join(_marked(line, look) for line in text.split("\n"))


def _marked(line: str, look: str) -> str:
    words = line.strip()
    return line.replace(words, f"{_START}{look}{_LOOK}{words}{_END}", 1) if words else line


def taken(text: str) -> tuple[str, tuple[Emphasised, ...]]:
    """Return a text without the looks written in it, and the words that have one, those side by side as one."""
    if _START not in text:
        return text, ()
    pieces: list[Emphasised] = []
    end = 0
    for found in _MARKED.finditer(text):
        between = text[end : found.start()]
        if pieces and pieces[-1].look == found[1] and not between.strip(" \t"):
            pieces[-1] = Emphasised(f"{pieces[-1].text}{between}{found[2]}", found[1])
        else:
            pieces.append(Emphasised(found[2], found[1]))
        end = found.end()
    return plain(text), tuple(pieces)


def plain(text: str) -> str:
    """Return a text without the looks written in it."""
    return _SIGNS.sub("", text) if _START in text else text
