"""Puts words of a print together that a narrow column broke without a hyphen, where their other words tell.

A word that fills its line may have ended there, or go on in the next: it does where the form, or the document
elsewhere, has the whole word, and there it ended where the form has both words together. Else it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from parsers.document.model import UNKNOWN, Block, Document, Paragraph, Table
from parsers.template import FormTemplate

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(rf"(?<!\S){_WORD.pattern}(?:{UNKNOWN}{_WORD.pattern})+")
_MOST: Final = 4
"""Breaks in one word."""


def with_whole_words(document: Document, template: FormTemplate) -> Document:
    """Return a print with each broken word whole, or parted, where other words tell; any other as it is."""
    if document.format != "pdf" or not any(map(_BROKEN.search, document.texts())):
        return document
    printed = "\n".join(_printed(template)).casefold()
    known = {*_known(document), *_words(printed)}
    return replace(document, blocks=tuple(_whole(block, known, printed) for block in document.blocks))


def _known(document: Document) -> Iterator[str]:
    """Yield the words that a document has elsewhere than at a line's end that may have broken them."""
    for text in document.texts():
        yield from _words(_BROKEN.sub(" ", text))


def _printed(template: FormTemplate) -> Iterator[str]:
    """Yield a form's own texts."""
    for field in template.fields:
        yield from (field.label, *field.aliases, field.help, field.section, *field.choices)


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))


def _whole(block: Block, known: set[str], printed: str) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_told(block.text, known, printed))
    if isinstance(block, Table):
        return replace(
            block, rows=tuple(tuple(cell and _told(cell, known, printed) for cell in row) for row in block.rows)
        )
    return block


def _told(text: str, known: set[str], printed: str) -> str:
    return _BROKEN.sub(lambda broken: _as_known(broken[0], known, printed), text)


def _as_known(broken: str, known: set[str], printed: str) -> str:
    """Return the only way in which the parts of a word are words that are known; as it is where there are more."""
    first, *others = broken.split(UNKNOWN)
    if len(others) > _MOST:
        return broken
    ways = {
        first + "".join(between + part for between, part in zip(betweens, others, strict=True))
        for betweens in product(("", " "), repeat=len(others))
    }
    told = [way for way in ways if all(part.casefold() in known for part in way.split(" "))]
    return told[0] if len(told) == 1 and (" " not in told[0] or told[0].casefold() in printed) else broken
