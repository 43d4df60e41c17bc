"""Matches what people write to the form's own choices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from parsers.form import Field
from parsers.labels import PLACEHOLDERS, normalised

_TICK = r"[☒☑✓✔✗✘🗹]|\[[xX]\]|\([xX]\)"
_NO_TICK = r"[☐□❏]|\[\s?\]|\(\s?\)"
_MARK = re.compile(f"({_TICK}|{_NO_TICK})")
_IS_TICK = re.compile(_TICK)
_BULLET = re.compile(r"^\s*(?:[•●○▪·‣*–-]|\d{1,2}[.)])\s*")
_BETWEEN = re.compile(r"[\n;\t]")
_WITHIN = re.compile(r",\s*|\s+och\s+|\s+&\s+|\s*/\s*|\s+samt\s+")
_OTHER = re.compile(r"^ann(?:an|at)\b[^:\n]*:\s*", re.IGNORECASE)
_ALL = frozenset(("alla", "samtliga"))
_ALIKE = 0.85
_LONGEST = 300
"""Characters of an answer that is one choice, with what people add to it."""
_SLIP = 3
"""The most characters that a slip adds or drops."""


class Ambiguous(Exception):
    """The answer fits several choices; `found` are these."""

    def __init__(self, found: tuple[str, ...]) -> None:
        super().__init__(", ".join(found))
        self.found = found


def has_boxes(text: str) -> bool:
    """Whether the text holds a box, ticked or not."""
    return _MARK.search(text) is not None


def ticked(text: str) -> list[str]:
    """Return what each ticked box stands for: the text after it or, where a line begins with text, before it."""
    return [item for line in text.split("\n") for is_ticked, item in _boxes(line) if is_ticked]


def _boxes(line: str) -> list[tuple[bool, str]]:
    """Return each box of a line, and its text."""
    parts = [part.strip() for part in _MARK.split(line)]
    marks = [_IS_TICK.fullmatch(mark) is not None for mark in parts[1::2]]
    follows = bool(parts[0]) and not parts[-1]
    return list(zip(marks, parts[0:-1:2] if follows else parts[2::2], strict=True))


def items(field: Field, text: str) -> tuple[str, ...]:
    """Return the chosen items, each once: in the form's own spelling, or as written where no choice fits.

    With boxes, the ticked ones are chosen; without, every item of a list. Ambiguous
    where a part fits several choices.
    """
    if has_boxes(text):
        return _boxed(field, text)
    if normalised(text) in _ALL:
        return field.choices
    return _unique(item for part in _BETWEEN.split(text) for item in _listed(field, part))


def _boxed(field: Field, text: str) -> tuple[str, ...]:
    chosen = [item for part in ticked(text) if part for item in _listed(field, part)]
    unboxed = [line for line in text.split("\n") if line.strip() and not _MARK.search(line)]
    written = [item for line in unboxed for item in _listed(field, line)] if field.open_choice or not chosen else []
    return _unique([*chosen, *written])


def _listed(field: Field, part: str) -> list[str]:
    """Return the choices in one line: its parts if each of them fits, else the whole of it."""
    if part in field.choices:
        return [part]
    part = _BULLET.sub("", part).strip()
    if field.open_choice:
        part = _OTHER.sub("", part).strip()
    if normalised(part) in PLACEHOLDERS or not part:
        return []
    whole = matches(field, part)
    pieces = [piece for raw in _WITHIN.split(part) if (piece := raw.strip(" ."))]
    found = [matches(field, piece) for piece in pieces]
    is_one = len(whole) == 1 and (_words(part) == _words(whole[0]) or not all(found) or len(pieces) == 1)
    if is_one:
        return list(whole)
    if len(pieces) > 1 and any(found):
        return [_one(several) if several else piece for piece, several in zip(pieces, found, strict=True)]
    return [_one(whole)] if whole else [part]


def _one(found: tuple[str, ...]) -> str:
    if len(found) > 1:
        raise Ambiguous(found)
    return found[0]


def matches(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices that a text can mean: by equal words, else by shared words, else by a slip."""
    if text in field.choices:
        return (text,)
    if len(text) > _LONGEST:
        return ()
    answer = _words(text)
    words = {choice: _words(choice) for choice in field.choices}
    if equal := tuple(choice for choice, own in words.items() if own == answer):
        return equal[:1]
    if answer and (part := tuple(choice for choice, own in words.items() if set(answer) <= set(own))):
        return part
    if whole := tuple(choice for choice, own in words.items() if _holds(answer, own, whole_only=field.open_choice)):
        return whole
    line = " ".join(answer)
    spelt = {" ".join(own): choice for choice, own in words.items()}
    possible = [own for own in spelt if abs(len(own) - len(line)) <= _SLIP]
    return tuple(spelt[close] for close in get_close_matches(line, possible, n=1, cutoff=_ALIKE))


def _holds(answer: tuple[str, ...], own: tuple[str, ...], *, whole_only: bool) -> bool:
    """Whether an answer names a choice and adds to it: «Region Halland, Hallands sjukhus».

    Where free answers are taken, it must begin with the choice, and one word is no proof.
    """
    if whole_only:
        return len(own) > 1 and answer[: len(own)] == own
    return set(own) <= set(answer)


def _words(text: str) -> tuple[str, ...]:
    """Return a text's words without the genitive's s: «Halmstads kommun» and «Halmstad kommun» are one."""
    return tuple(word.removesuffix("s") or word for word in normalised(text).split())


def _unique(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
