"""Finds choices that are told apart by signs that are no boxes: «👍 Trygg 👎 Enkel», «+ Trygg, - Enkel», «Trygg 5»."""

from __future__ import annotations

import re
import unicodedata

from parsers.template import Field

_SKIN = re.compile("[\U0001f3fb-\U0001f3ff\ufe0e\ufe0f]")
"""What only changes how the sign before it looks."""
_MINUS = re.compile("[-–−]")

_RATED = re.compile(
    r"[ \t]*[:=(–-]?[ \t]*\d{1,2}(?:[ \t]*(?:/|av)[ \t]*\d{1,2})?(?:[ \t]*p(?:oäng)?)?\)?"
    r"(?=[.\s]*\Z|\s*[,;\n]|\s+[^\W\d])"
)
"""A number right after a choice: how much it is meant."""
_RATES = re.compile(r"(?:^|[,;\n]\s*|\s{2,})(\d{1,2})[ \t]*[:=–-]?[ \t]*\Z")
"""One right before it; with a stop or a bracket it is an item's."""


def told_apart(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices that a text names, where signs differ beside them or there is none for some; else nothing.

    What the signs mean is not known. The same sign by each is a bullet, as is one that begins a line of several, and a
    dash where no plus stands by another. So is what a number rates, unless numbers before choices only count them.
    """
    if rated := _rated(field, text):
        return rated
    lines = _MINUS.sub("-", _SKIN.sub("", text)).split("\n")
    text = "\n".join(_without_bullet(line.strip(), field) for line in lines)
    beside = {choice: _beside(text, choice) for choice in field.choices if choice in text}
    signs = set().union(*beside.values())
    pictures = {sign for sign in signs if sign not in "+-"}
    differ = len(pictures) > 1 or {"+", "-"} <= signs
    are_few = any(text.count(sign) < len(beside) for sign in pictures)
    return tuple(beside) if differ or are_few else ()


def _rated(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices of a text with numbers beside some of them; nothing where these are the items of a list."""
    named = {choice: text.partition(choice) for choice in field.choices if choice in text}
    before = [int(found[1]) for above, *_ in named.values() if (found := _RATES.search(above))]
    is_rated = any(_RATED.match(rest) for *_, rest in named.values()) or sorted(before) != [*range(1, len(before) + 1)]
    return tuple(named) if is_rated else ()


def _without_bullet(line: str, field: Field) -> str:
    is_list = sum(choice in line for choice in field.choices) > 1 and line.count(line[0]) == 1
    return line[1:] if is_list and not line[0].isalnum() else line


def _beside(text: str, choice: str) -> set[str]:
    """Return the signs on both sides of a choice."""
    before, _, after = text.partition(choice)
    near = (before.rstrip(" ()[]")[-1:], after.lstrip(" :=()[]")[:1])
    return {sign for sign in near if sign and (sign in "+-" or unicodedata.category(sign) == "So")}
