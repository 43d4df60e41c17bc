"""Finds choices that are told apart by signs that are no boxes: «👍 Trygg 👎 Enkel», «+ Trygg, - Enkel»."""

from __future__ import annotations

import re
import unicodedata

from parsers.template import Field

_SKIN = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")
"""What only changes how the sign before it looks."""
_MINUS = re.compile("[-–−]")


def told_apart(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices that a text names, where signs differ beside them or there is none for some; else nothing.

    What the signs mean is not known. The same sign by each is a bullet, as is one that begins a line of several, and a
    dash where no plus stands by another.
    """
    lines = _MINUS.sub("-", _SKIN.sub("", text)).split("\n")
    text = "\n".join(_without_bullet(line.strip(), field) for line in lines)
    beside = {choice: _beside(text, choice) for choice in field.choices if choice in text}
    signs = set().union(*beside.values())
    pictures = {sign for sign in signs if sign not in "+-"}
    differ = len(pictures) > 1 or {"+", "-"} <= signs
    are_few = any(text.count(sign) < len(beside) for sign in pictures)
    return tuple(beside) if differ or are_few else ()


def _without_bullet(line: str, field: Field) -> str:
    is_list = sum(choice in line for choice in field.choices) > 1 and line.count(line[0]) == 1
    return line[1:] if is_list and not line[0].isalnum() else line


def _beside(text: str, choice: str) -> set[str]:
    """Return the signs on both sides of a choice."""
    before, _, after = text.partition(choice)
    near = (before.rstrip(" ()[]")[-1:], after.lstrip(" :=()[]")[:1])
    return {sign for sign in near if sign and (sign in "+-" or unicodedata.category(sign) == "So")}
