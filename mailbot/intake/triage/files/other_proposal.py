"""Tells a proposal from another with the same title: who writes it, and what it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from parsers import FieldKey, FormTemplate, Kind

Answers = Mapping[str, Any]

_WHO = (FieldKey.INITIATOR_NAME, FieldKey.EMAIL, FieldKey.UNIT)
_WORD = re.compile(r"\w+")


def is_another(template: FormTemplate, one: Answers, other: Answers) -> bool:
    """Whether two forms with the same title are two proposals.

    They are where another person, address or unit is named, or where fewer than half of the texts that both give
    are alike. A registrar sends many people's forms, and many call theirs «Förbättringsförslag». What only one of
    the two answers tells nothing: a new version fills in what the first one lacked.
    """
    asked = [field.key for field in template.fields if field.kind is Kind.LONG_TEXT]
    texts = [(str(one[key]), str(other[key])) for key in asked if one.get(key) and other.get(key)]
    alike = sum(_alike(*pair) for pair in texts)
    return any(_differ(one.get(key), other.get(key)) for key in _WHO) or 2 * alike < len(texts)


def _differ(one: Any, other: Any) -> bool:
    return bool(one and other) and _words(str(one)) != _words(str(other))


def _alike(one: str, other: str) -> bool:
    """Whether half the words of the shorter text are in the other: a text that was worked on keeps most of them."""
    first, second = set(_words(one)), set(_words(other))
    return 2 * len(first & second) >= min(len(first), len(second))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
