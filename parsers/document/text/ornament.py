"""What plain text is dressed in: tables drawn with box signs, rules under headings, a whole text that is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers.document.model import UNKNOWN

_DRAWN = "[\u2500-\u257f]"
_IS_DRAWN = re.compile(rf"\s*{_DRAWN}.*{_DRAWN}\s*")
_SIGNS = dict.fromkeys(range(9472, 9600), "+") | {ord(sign): "-" for sign in "─━═┄┈╌"}
_SIGNS |= {ord(sign): "|" for sign in "│┃║┆┊╎"}
_RULE = re.compile(r"\s*([-=_*~^\"])\1{2,}(?:\s+\1{3,})*\s*")
_LEVEL = 3
"""Characters that a rule may be longer or shorter than the heading above it."""
_DRAWER = re.compile(r"\s*(?::(?:PROPERTIES:|END:|CUSTOM_ID: \S+)|`{3,}\w*)\s*")
"""What Emacs notes below a heading (Org mode), and what stands above and below a text that Markdown shows as it is."""
_BELOW, _BESIDE = re.compile(r"\A\s{0,3}:\s+(?=\S)"), re.compile(r" :: ")
"""A definition in Pandoc's Markdown and in wikis, and in Org mode."""
_STRUCK = re.compile(r"(?<![^\s(])~~(?=[^\s~])([^~]*[^\s~])~~(?![\w~])")
"""What Markdown strikes out."""
_STROKE = re.compile("(?:[^\\W_][\u0335-\u0338] ?)+")
"""Letters with a stroke through each (Unicode §7.9), as those write who can't strike out."""
_STROKES = re.compile("[\u0335-\u0338]")
_QUOTED = re.compile(r"\s?>\s?")
_SHARE = 0.8
_SHORT = tuple(
    (re.compile(rf"\s*{ask}\s?\d{{0,2}}\s?[:.)]\s*(?=\S)"), re.compile(rf"\s*{answer}\s?\d{{0,2}}\s?[:.)]\s*"))
    for ask, answer in (("F", "S"), ("Q", "A"))
)
_LEAST_ASKED = 5


def plain(lines: Sequence[str]) -> list[str]:
    """Return lines with box signs as + - and |, and without the rules under headings and around columns.

    What is struck out has an unreadable sign before it, so that whoever wrote it is asked.
    """
    typed = [line.translate(_SIGNS) if _IS_DRAWN.fullmatch(line) else line for line in lines]
    return _spelt_out([_undressed(line) for line in _unruled(typed) if not _DRAWER.fullmatch(line)])


def _spelt_out(lines: Sequence[str]) -> list[str]:
    """Return lines with «F: …» and «S: …», or Q and A, in whole words, where a text is made of such."""
    for asks, answers in _SHORT:
        begun = [asks.match(line) is not None for line in lines]
        told = sum(begins and answers.match(line) is not None for begins, line in zip(begun, lines[1:], strict=False))
        if told >= _LEAST_ASKED and told >= _SHARE * sum(begun):
            return [answers.sub("Svar: ", asks.sub("Fråga: ", line)) for line in lines]
    return list(lines)


def _undressed(line: str) -> str:
    """Return a line without the colon that begins a definition, below what it defines or beside it, and strikes."""
    line = _STROKE.sub(_without_stroke, line)
    return _STRUCK.sub(rf"{UNKNOWN} \1", _BESIDE.sub(": ", _BELOW.sub("", line), count=1))


def _without_stroke(found: re.Match[str]) -> str:
    return f"{UNKNOWN} {_STROKES.sub('', found[0])}"


def _unruled(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:1]
    for above, line in pairwise(lines):
        if not _RULE.fullmatch(line) or not _is_ornament(above, line.strip()):
            yield line


def _is_ornament(above: str, rule: str) -> bool:
    """Whether a rule is as long as the heading above it, or parts the heads of columns."""
    return " " in rule or (bool(above.strip()) and abs(len(above.strip()) - len(rule)) <= _LEVEL)


def unquoted(text: str) -> str:
    """Return a text without its signs of quoting, where nearly all of it is quoted."""
    lines = text.splitlines()
    written = [line for line in lines if line.strip()]
    quoted = sum(_QUOTED.match(line) is not None for line in written)
    if not written or quoted < _SHARE * len(written):
        return text
    return "\n".join(_QUOTED.sub("", line, count=1) if _QUOTED.match(line) else line for line in lines)
