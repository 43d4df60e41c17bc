"""Keeps what was found out about short texts: a form's own come again with every form, and all with every question."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Final, TypeVar, TypeVarTuple

_LONGEST: Final = 300
"""Letters of a text that comes again; longer ones would take memory, and are somebody's own."""
_MOST: Final = 4096

_Others = TypeVarTuple("_Others")
_Found = TypeVar("_Found")


def kept(find_out: Callable[[str, *_Others], _Found]) -> Callable[[str, *_Others], _Found]:
    """Have a function asked once about each short text, its first argument, together with the others.

    It must be pure, and nobody changes what it returns.
    """
    keep = lru_cache(maxsize=_MOST)(find_out)

    @wraps(find_out)
    def ask(text: str, /, *others: *_Others) -> _Found:
        return find_out(text, *others) if len(text) > _LONGEST else keep(text, *others)

    return ask
