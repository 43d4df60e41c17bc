"""Finds Swedish personal identity numbers in text (personnummer and samordningsnummer).

A number counts when its check digit and its date hold, with or without century and
separator; the check digit alone would take one random number in ten.
"""

from __future__ import annotations

import re

from personnummer.personnummer import valid  # type: ignore[import-untyped]

MASK = "[personnummer]"

_CANDIDATE = re.compile(r"(?<![\d-])(?:\d{2})?\d{6}[-+–]?\d{4}(?![\d-])|(?<![\d-])(?:\d{2})?\d{6} \d{4}(?![\d-])")


def find(text: str) -> tuple[str, ...]:
    """Return every personal identity number, as it is written and in the order it stands."""
    return tuple(match.group() for match in _CANDIDATE.finditer(text) if _holds(match.group()))


def mask(text: str) -> str:
    """Return the text with each personal identity number replaced by `MASK`."""
    return _CANDIDATE.sub(lambda match: MASK if _holds(match.group()) else match.group(), text)


def holds_personnummer(text: str) -> bool:
    """Whether there is at least one personal identity number in the text."""
    return bool(find(text))


def _holds(number: str) -> bool:
    return bool(valid(number.replace("–", "-").replace(" ", "")))
