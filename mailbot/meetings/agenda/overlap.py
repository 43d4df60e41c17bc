"""Which earlier initiatives one resembles, and why: shared words, target group, indicators.

Ranked by BM25 over Swedish word stems. A score counts as a share of what the initiative scores against
itself, so that long and short forms are measured alike; what is below `LEAST` is not worth a look.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from mailbot.meetings.agenda.documents.words import words
from mailbot.primitives.personnummer import mask
from parsers import FieldKey

LEAST = 0.22
"""The share from which two initiatives are shown as alike: measured on invented ones, see its test."""
MOST = 3
"""So many are shown."""
_MOST_WORDS = 6
_FEWEST = 60
_SAME_INDICATOR = 0.02
_WEIGHED = {FieldKey.TITLE: 2, "target_group": 2, "purpose": 2, "description": 1, "background": 1, "expected_effect": 1}
"""The form's fields that are compared, and how often their words count."""


@dataclass(frozen=True, slots=True)
class Described:
    """An initiative as it is compared: its fields, by the form's keys."""

    key: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Likeness:
    """An earlier initiative that is alike, and what both say: words as the earlier wrote them."""

    key: str
    share: float
    words: tuple[str, ...]
    target_group: bool
    indicators: tuple[str, ...]


def alike(new: Described, earlier: Sequence[Described]) -> list[Likeness]:
    """Return the earlier ones that the new one resembles, most alike first, at most `MOST`. Pure."""
    stems = [_stems(_text(one)) for one in (new, *earlier)]
    own = list(dict.fromkeys(stems[0]))
    if not own or not earlier:
        return []
    ranking = _library().BM25()
    ranking.index([*stems, *_padding(stems)], show_progress=False)
    scores = ranking.get_scores(own)
    shares = [float(score) / float(scores[0]) for score in scores[1 : len(stems)]]
    weighed = [
        share + _SAME_INDICATOR * len(_shared_indicators(new, one)) for one, share in zip(earlier, shares, strict=True)
    ]
    found = [(share, one) for share, one in zip(weighed, earlier, strict=True) if share >= LEAST]
    return [_likeness(new, one, share) for share, one in sorted(found, key=lambda each: -each[0])[:MOST]]


def _likeness(new: Described, one: Described, share: float) -> Likeness:
    is_same_group = bool(_target_group(new) & _target_group(one))
    return Likeness(one.key, share, _shared_words(new, one), is_same_group, _shared_indicators(new, one))


def _padding(stems: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return texts that say nothing, so that a word is as rare in a register of three as in one of sixty."""
    length = sum(map(len, stems)) // len(stems)
    return [[""] * length for _ in range(_FEWEST - len(stems))]


def _text(one: Described) -> str:
    return " ".join(" ".join([_said(one, field)] * times) for field, times in _WEIGHED.items())


def _said(one: Described, field: str) -> str:
    value = one.fields.get(field)
    return mask(" ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or ""))


def _stems(text: str) -> list[str]:
    return [stem for _, stem in _words(text)]


@lru_cache(maxsize=20_000)  # every item of an agenda is compared with the same earlier ones
def _words(text: str) -> tuple[tuple[str, str], ...]:
    """Return each word that says something, and its stem."""
    tokens = _library().tokenize([text], stopwords="swedish", return_ids=False, show_progress=False)[0]
    return tuple(zip(tokens, _stemmer().stemWords(tokens), strict=True))


def _target_group(one: Described) -> set[str]:
    return set(_stems(_said(one, "target_group"))) - set(_stems(words().resembles_anybody))


def _shared_words(new: Described, one: Described) -> tuple[str, ...]:
    """Return the longest words that both have, as the earlier wrote them."""
    own = set(_stems(_text(new)))
    both = {stem: word for word, stem in _words(_text(one)) if stem in own}
    return tuple(sorted(sorted(both.values(), key=len, reverse=True)[:_MOST_WORDS]))


def _shared_indicators(new: Described, one: Described) -> tuple[str, ...]:
    return tuple(name for name in _listed(one) if name in _listed(new) and name != "annan")


def _listed(one: Described) -> list[str]:
    value = one.fields.get("indicators")
    return [str(name) for name in value] if isinstance(value, list | tuple) else []


@cache
def _library() -> Any:
    """Return bm25s, loaded when an agenda is made: with it comes numpy, which every start would wait for."""
    import bm25s  # type: ignore[import-untyped]

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it logs each index that it builds
    return bm25s


@cache
def _stemmer() -> Any:
    import Stemmer  # type: ignore[import-not-found]

    return Stemmer.Stemmer("swedish")
