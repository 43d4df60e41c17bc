"""Which of a form's choices a few words can mean."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from parsers.questions.label_text import normalised
from parsers.template import Field

_ALIKE = 0.85
_LONGEST = 300
"""Characters of an answer that is one choice, with what people add to it."""
_SLIP = 3
"""The most characters that a slip adds or drops."""
_STEM = 4
"""The least letters of a word that its forms have in common."""
_ARTICLES = frozenset(("den", "det", "de", "en", "ett", "vår", "vårt", "våra"))
_DEFINITE = ("en", "et", "n", "t")


def matches(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices that a text can mean: by equal words, else by shared words, else by a slip."""
    if text in field.choices:
        return (text,)
    if len(text) > _LONGEST:
        return ()
    answer = words_of(text)
    words = {choice: words_of(choice) for choice in field.choices}
    if equal := tuple(choice for choice, own in words.items() if own == answer):
        return equal[:1]
    if answer and (part := tuple(choice for choice, own in words.items() if set(answer) <= _forms(own))):
        return part
    whole = tuple(choice for choice, own in words.items() if _holds(answer, own, whole_only=field.open_choice))
    if named := whole or tuple(choice for choice, own in words.items() if _is_inflected(answer, own)):
        return named
    line = " ".join(answer)
    spelt = {" ".join(own): choice for choice, own in words.items()}
    possible = [own for own in spelt if abs(len(own) - len(line)) <= _SLIP]
    return tuple(spelt[close] for close in get_close_matches(line, possible, n=1, cutoff=_ALIKE))


def _holds(answer: tuple[str, ...], own: tuple[str, ...], *, whole_only: bool) -> bool:
    """Whether an answer names a choice and adds to it: «Regionen, sjukhuset».

    Where free answers are taken, it must begin with the choice, and one word is no proof.
    """
    if whole_only:
        return len(own) > 1 and answer[: len(own)] == own
    return set(own) <= set(answer)


def _is_inflected(answer: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether an answer is a choice of several words in other forms: «den självskattade hälsan»."""
    said = [word for word in answer if word not in _ARTICLES]
    return len(own) == len(said) > 1 and all(
        word.startswith(name[: max(_STEM, len(name) - 1)]) and len(word) - len(name) <= _SLIP
        for word, name in zip(said, own, strict=True)
    )


def _forms(words: Iterable[str]) -> set[str]:
    """Return words, and the longer ones in their definite form: «regionen»."""
    return {word + ending for word in words for ending in ("", *_DEFINITE) if not ending or len(word) > len("och")}


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return a text's words without the genitive's s: «Ekstads kommun» and «Ekstad kommun» are one."""
    return tuple(word.removesuffix("s") or word for word in normalised(text).split())


def holding(field: Field, text: str) -> tuple[str, ...]:
    """Return the choices all of whose words are in the text."""
    answer = set(words_of(text))
    return tuple(choice for choice in field.choices if set(words_of(choice)) <= answer)


def is_within(choice: str, others: Iterable[str]) -> bool:
    """Whether another choice has all its words and more: «Vård» in «Vård och omsorg»."""
    return any(set(words_of(choice)) < set(words_of(other)) for other in others)
