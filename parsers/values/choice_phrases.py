"""Reads lines that name several choices in other ways than as a list."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.phrases import form_phrases
from parsers.questions.label_text import normalised
from parsers.template import Field
from parsers.values.choice_names import holding, is_within, matches, words_of

REFUSAL = form_phrases("refusal")
"""What may refuse a choice that stands beside it, or doubt it."""
_AND = re.compile(r",\s*|\s+(?:och|samt|[+&])\s+")
ALL = form_phrases("all")
_COUNTS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_REASON = r"\s*[(:]|\s+[–-]\s|,?\s+(?:eftersom|för att|därför|då)\b"
"""What stands between a choice and why it is chosen."""


def phrased(field: Field, part: str) -> tuple[str, ...]:
    """Return the choices of a line that names all of a kind, or several with a reason each or nothing between them."""
    return _every_and(field, part) or _run_together(field, part) or _explained(field, part)


def _every_and(field: Field, part: str) -> tuple[str, ...]:
    """Return what «Alla kommuner och regionen» means; nothing where it leaves one out or no part says all."""
    pieces = _AND.split(part)
    whole = [_every(field, piece) for piece in pieces]
    found = [several or matches(field, piece) for several, piece in zip(whole, pieces, strict=True)]
    is_clear = all(several or len(fits) == 1 for several, fits in zip(whole, found, strict=True))
    if not any(whole) or not is_clear or REFUSAL.find(part):
        return ()
    return tuple(choice for choice in field.choices if any(choice in fits for fits in found))


def _every(field: Field, part: str) -> tuple[str, ...]:
    """Return what «Alla», «Samtliga fyra» and «Alla sex kommuner i länet» mean: a wrong number means nothing."""
    first, *rest = normalised(part).split() or ("",)
    if not ALL.find(first):
        return ()
    count = _count(rest[0]) if rest else 0
    kind = rest[1:] if count else rest
    found = tuple(choice for choice in field.choices if _is_of_kind(choice, kind))
    known = {*normalised(field.label).split(), *(word for choice in field.choices for word in words_of(choice))}
    is_told = all(word in known for word in words_of(" ".join(kind[1:])))
    return found if is_told and (not count or count == len(found)) else ()


def _count(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _COUNTS.index(word) if word in _COUNTS else 0


def _is_of_kind(choice: str, kind: list[str]) -> bool:
    """Whether one of a choice's words begins the word that says what is meant: «kommun» in «kommunerna»."""
    return not kind or any(len(word) > len("och") and kind[0].startswith(word) for word in words_of(choice))


def _run_together(field: Field, part: str) -> tuple[str, ...]:
    """Return the choices that a line is made of, and of nothing else: «Gemensam + Trygg», «1. Enkel 2. Trygg».

    All of them are what the form offers, so nobody has chosen.
    """
    words = [word for word in words_of(part) if not word.isdigit()]
    held = holding(field, part)
    named = [choice for choice in held if not is_within(choice, held)]
    is_all = {word for choice in named for word in words_of(choice)} == set(words)
    if not is_all or not 1 < len(named) < len(field.choices):
        return ()
    return tuple(sorted(named, key=lambda choice: words.index(words_of(choice)[0])))


@lru_cache(maxsize=512)
def _explaining(choices: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds a choice that begins a part of a line, with a reason after it."""
    names = "|".join(re.escape(choice) for choice in sorted(choices, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[.;,)]))\s*({names})(?={_REASON})", re.IGNORECASE)


def _explained(field: Field, part: str) -> tuple[str, ...]:
    """Return the choices of «Trygg: vi vet vem som kommer. Gemensam: vi delar.», where no reason names another."""
    heads = list(_explaining(field.choices).finditer(part))
    reasons = part
    for head in reversed(heads):
        reasons = reasons[: head.start()] + reasons[head.end() :]
    if len(heads) < 2 or heads[0].start() or REFUSAL.find(reasons) or holding(field, reasons):  # noqa: PLR2004 - one is a list of one
        return ()
    known = {choice.casefold(): choice for choice in field.choices}
    return tuple(dict.fromkeys(known[head[1].casefold()] for head in heads))
