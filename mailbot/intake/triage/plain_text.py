"""A mail's words as the phrasebook has them: lower case, without links, in lines or in sentences."""

from __future__ import annotations

import re

LONGEST = 20_000
"""Further than so many signs nobody reads a mail for what it wants."""

_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_SPACES = re.compile(r"[^\S\n]+")
# Programs break lines where they like, also in the middle of a phrase.
_WRAPPED = re.compile(r"(?<=\S) ?\n ?(?=\S)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CONTINUES = re.compile(r"(?<=[^\s.!?:]) ?\n ?(?=[a-zåäö])|(?<=[^\n]{50})\n(?=\S)")


def plain(own_text: str) -> str:
    """Return the beginning in lower case, without the links, whose marks mean nothing."""
    return _SPACES.sub(" ", _LINK.sub(" ", own_text[:LONGEST])).lower().strip()


def in_one_line(own_text: str) -> str:
    """Return the plain text with the lines of each paragraph joined."""
    return _WRAPPED.sub(" ", plain(own_text))


def split_sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text that is plain already."""
    return _SENTENCE.split(text)


def sentences(own_text: str) -> list[str]:
    """Return the sentences of a text, plain; a line of its own is one, unless the next line goes on with it."""
    return [sentence for sentence in split_sentences(plain(_CONTINUES.sub(" ", own_text[:LONGEST]))) if sentence]
