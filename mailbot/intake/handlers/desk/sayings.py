"""All that can be said to mailbot by a secretary, and what of it is like what she wrote."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from mailbot.outbox.desk_contents import Saying, SayingGroup
from mailbot.primitives.templates_folder import templates_dir

_NUMBER = re.compile(r"(?<![\w-])\d{1,9}(?![\w-])")
_EXAMPLE = re.compile(r"(?<![\w-])8(?![\w-])")
_ALIKE = 0.75
"""How alike two words are of which one may be the other misspelt."""


@cache
def sayings() -> tuple[SayingGroup, ...]:
    """Return everything that can be said, by what it is about."""
    written = tomllib.loads((templates_dir() / "review" / "sayings.toml").read_text(encoding="utf-8"))
    return tuple(
        SayingGroup(group["heading"], tuple(Saying(phrase, does) for phrase, does in group["say"]))
        for group in written["group"]
    )


def nearest(lines: Sequence[str], count: int = 2) -> tuple[str, ...]:
    """Return the phrases that are most like what was written, with the first number that it names."""
    written = " ".join(lines)
    number = _NUMBER.search(written)
    words = _words(written)
    phrases = [saying.phrase for group in sayings() for saying in group.sayings]
    best = sorted(phrases, key=lambda phrase: _likeness(words, written, phrase), reverse=True)[:count]
    return tuple(_EXAMPLE.sub(number[0], phrase, count=1) if number else phrase for phrase in best)


def _likeness(words: Sequence[str], written: str, phrase: str) -> tuple[int, float]:
    """Count the words that both have, as they may be misspelt; of equals, the one more like in its letters."""
    shared = sum(any(_is_like(word, other) for other in words) for word in _words(phrase))
    return shared, SequenceMatcher(None, written.lower(), phrase.lower()).ratio()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", text.lower())


def _is_like(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
