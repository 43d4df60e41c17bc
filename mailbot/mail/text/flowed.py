"""Text whose lines a program broke for the screen, put together again (RFC 3676, format=flowed)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNATURE = "-- "
_QUOTED = re.compile(r">*")


def joined(text: str, *, delete_space: bool) -> str:
    """Return the text with each paragraph on one line, at its depth of quoting.

    `delete_space` is the parameter delsp: the space that marks a soft break is no part of the text.
    """
    return "\n".join(_lines(text, delete_space=delete_space))


def _lines(text: str, *, delete_space: bool) -> Iterator[str]:
    pieces: list[str] = []
    depth = ""
    for line in text.split("\n"):
        found = _QUOTED.match(line)
        quoted = found[0] if found else ""
        content = line[len(quoted) :].removeprefix(" ")
        if pieces and (quoted != depth or content == _SIGNATURE):
            yield _line(depth, pieces)
            pieces = []
        depth = quoted
        soft = content.endswith(" ") and content != _SIGNATURE
        pieces.append(content[:-1] if soft and delete_space else content)
        if not soft:
            yield _line(depth, pieces)
            pieces = []
    if pieces:
        yield _line(depth, pieces)


def _line(depth: str, pieces: list[str]) -> str:
    text = "".join(pieces)
    return f"{depth} {text}" if depth else text
