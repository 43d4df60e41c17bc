"""Reads the boxes and other marks that people tick choices with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.short_texts import kept

_TICK = r"[☒☑✓✔✗✘🗹✅●⬛◉⦿🔘⊠🗷🗵]|\[[xX]\]|\([xX]\)"
_NO_TICK = r"[☐□❏⬜○◯⚪◻]|\[\s?\]|\(\s?\)"
_YES_TICK = re.compile("[✓✔✅]")
_CROSS = re.compile("[✗✘❌]")
_SIGN = "[☒☑✓✔✗✘🗹✅●⬛◉⦿🔘⊠🗷🗵☐□❏⬜○◯⚪◻[(]"
_MARK, _MAY_BE_MARK = re.compile(f"(?={_SIGN})({_TICK}|{_NO_TICK})"), re.compile(_SIGN)
"""Looking ahead for its first sign makes it twice as quick; where there is none, looking for that alone once more."""
_LEFT_ABOVE = re.compile(rf"(?<=\S)[^\S\n]+({_TICK}|{_NO_TICK}|[xX])[^\S\n]*\n\s*(?=[^\W\d_])")
_LEFT_BELOW = re.compile(rf"(?<=[^\W\d_])\s*\n\s*({_TICK}|{_NO_TICK})[^\S\n]+(?=[^\W\d_])")
_LAST_BELOW = re.compile(rf"((?:{_TICK}|{_NO_TICK})[^\S\n]+[^\n]*[^\W\d_])[^\S\n]*\n\s*((?:{_TICK}|{_NO_TICK})\s*)\Z")
"""A box alone on the last line, below a line whose boxes stand after their words."""
_BEGINS = re.compile(rf"\s*(?:{_TICK}|{_NO_TICK}|[xX]\s)")
_ENDS = re.compile(rf"(?:{_TICK}|{_NO_TICK})\s*\Z")
_IS_TICK = re.compile(_TICK)
_SAID = re.compile(
    r"(?:_*(?P<first>x)[\s_]+)?(?P<item>.+?)(?:(?:\s*[:=(–-]\s*|\s+)(?P<last>x|ja|nej|j|yes|ok|•)\)?)?[\s.!]*",
    re.IGNORECASE | re.DOTALL,
)
_YES = ("x", "ja", "j", "yes", "ok", "•")
_X_BEFORE = re.compile(rf"\bx\s*(?:{_NO_TICK})", re.IGNORECASE)
_LONGEST = 300
"""Characters of a choice with its mark."""


def rejoined(text: str) -> str:
    """Put each box that a line's end has parted from its words back to them."""
    if not has_boxes(text):
        return text
    if _BEGINS.match(text):
        return text if _ENDS.search(text) else _LEFT_ABOVE.sub(r"\n\1 ", text)
    return _LEFT_BELOW.sub(r" \1\n", _LAST_BELOW.sub(r"\1 \2", text)) if _ENDS.search(text) else text


def has_boxes(text: str) -> bool:
    """Whether the text holds a box, ticked or not."""
    return _MAY_BE_MARK.search(text) is not None and _MARK.search(text) is not None


def ticked(text: str) -> Sequence[str]:
    """Return what each ticked box stands for: the text after it or, where a line begins with text, before it.

    A cross is a tick, but not where others are ticked with a tick.
    """
    return _ticked(text) if has_boxes(text) else ()


@kept
def _ticked(text: str) -> Sequence[str]:
    if _YES_TICK.search(text):
        text = _CROSS.sub("☐", text)
    return tuple(item for line in text.split("\n") for is_ticked, item in _boxes(line) if is_ticked)


def unticked(text: str) -> list[str]:
    """Return what each box that nobody ticked stands for; nothing where «nej» is written beside one."""
    if not has_boxes(text):
        return []
    refused = [part for line in text.split("\n") for part in _MARK.split(line)[::2] if said(part)[0] is False]
    return [] if refused else [item for line in text.split("\n") for is_ticked, item in _boxes(line) if not is_ticked]


def count_boxes(text: str) -> int:
    """Count the boxes in a text, ticked or not."""
    return len(_MARK.findall(text))


def before_boxes(text: str) -> list[tuple[bool | None, str]]:
    """Return what stands on each line before its first box, as `said` takes it apart: «X Ja» beside «☐ Nej»."""
    return [said(_MARK.split(line)[0]) for line in text.split("\n")]


@kept
def _boxes(line: str) -> Sequence[tuple[bool, str]]:
    """Return each box of a line, and its text; an x before the box or after the text ticks it, too."""
    if not has_boxes(line):
        return ()
    if _X_BEFORE.match(line.strip()):
        line = _X_BEFORE.sub("☒", line)
    parts = _merged([part.strip(" .,;:|/") for part in _MARK.split(line)])
    marks = [_IS_TICK.fullmatch(mark) is not None for mark in parts[1::2]]
    follows = bool(parts[0]) and not parts[-1]
    texts = map(said, parts[0:-1:2] if follows else parts[2::2])
    return tuple((box or mark is True, text) for box, (mark, text) in zip(marks, texts, strict=True))


def _merged(parts: list[str]) -> list[str]:
    """Put a tick that stands after a box and its text in the place of that box: «☐ Trygg ✓»."""
    merged = parts[:1]
    for mark, text in zip(parts[1::2], parts[2::2], strict=True):
        is_after = not text and len(merged) > 1 and bool(merged[-1]) and not merged[0] and _IS_TICK.fullmatch(mark)
        merged[-2:] = [mark, merged[-1]] if is_after else [*merged[-2:], mark, text]
    return merged


def said(piece: str) -> tuple[bool | None, str]:
    """Take a mark that is no box from its choice: «x Trygg», «Trygg: ja», «Trygg (nej)»; None where there is none."""
    piece = piece.strip()
    match = _SAID.fullmatch(piece) if len(piece) <= _LONGEST else None
    mark = (match["first"] or match["last"]) if match else None
    return (mark.casefold() in _YES, match["item"]) if match and mark else (None, piece)
