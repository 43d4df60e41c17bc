"""Finds Swedish personal identity numbers in text (personnummer and samordningsnummer).

A number counts when its check digit (Luhn) and its date hold, with or without century
and separator; the check digit alone would take one random number in ten. A
samordningsnummer has 60 added to its day. Ten bare digits from 070 are a mobile number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MASK = "[personnummer]"

_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:[06][1-9]|[1278][0-9]|[39][01])"
_HYPHEN = "[-+‐‑–—−]"
_UNSEEN = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]*"
_BETWEEN = rf"{_UNSEEN}(?:\s?{_HYPHEN}\s?|[./]|\s{{1,2}})?{_UNSEEN}"
"""What may stand before the last four digits; a line may end there."""
_NUMBER = re.compile(
    "(?<![0-9])(?<![0-9]-)(?!070[0-9]{7}(?![0-9]))"  # a bullet may stand before it, no longer number
    rf"(?:(?:(?:18|19|20)?[0-9]{{2}}{_MONTH}{_DAY}|(?:18|19|20)[0-9]{{2}}([-. ]){_MONTH}\1{_DAY}){_BETWEEN}"
    rf"|[0-9]{{2}}([-. ]){_MONTH}\2{_DAY}{_HYPHEN})"
    "(?!000)[0-9]{4}(?![0-9])(?!-[0-9])",
)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""Twice a digit, its digits added up."""


def find(text: str) -> tuple[str, ...]:
    """Return every personal identity number, as it is written and in the order it stands."""
    return tuple(_numbers(text))


def mask(text: str) -> str:
    """Return the text with each personal identity number replaced by `MASK`."""
    return _NUMBER.sub(lambda match: MASK if _holds(match.group()) else match.group(), text)


def beginning(text: str, limit: int) -> str:
    """Return at most so many characters, up to the last word: half a personnummer would not be known as one."""
    if len(text) <= limit:
        return text
    last_letter = next((place for place in range(limit - 1, -1, -1) if text[place].isalpha()), -1)
    return text[: last_letter + 1]


def holds_personnummer(text: str) -> bool:
    """Whether there is at least one personal identity number in the text."""
    return any(_numbers(text))


def _numbers(text: str) -> Iterator[str]:
    return (match.group() for match in _NUMBER.finditer(text) if _holds(match.group()))


def _holds(number: str) -> bool:
    digits = "".join(filter(str.isdigit, number))[-10:]
    total = sum(map(int, digits[1::2])) + sum(_DOUBLED[int(digit)] for digit in digits[::2])
    return total % 10 == 0 and _is_day(int(digits[:2]), int(digits[2:4]), int(digits[4:6]))


def _is_day(year: int, month: int, day: int) -> bool:
    """Whether the date exists; the century is not asked, for only 1900 among them lacks a leap day."""
    try:
        date(2000 + year, month, day % 60)
    except ValueError:
        return False
    return True
