"""Puts each question of a text on a line of its own, with its label whole: as it stood before programs and habits.

A label may be broken over lines, or over the rows of a column; its letters may be spaced; and all line breaks of a text
may be lost on its way. The form's own labels tell, in their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from parsers.document.model import Block, Document, Paragraph, Row, Table
from parsers.questions.label_text import MAX_LABEL, normalised
from parsers.questions.labels import Labels, labels_of
from parsers.template import FormTemplate

_FORMATS = ("text", "html")
_MOST: Final = 4
"""Lines that a label takes up at most."""
_LEAST_IN_LINE: Final = 4
"""Questions in their order that one line asks, before it is several lines whose breaks are lost."""
_LOST: Final = 0.7
"""The share of a form's questions that a text asks somewhere else than where its lines begin."""
_WORD, _LETTER = re.compile(r"[^\W\d_]{2,}"), re.compile(r"[^\W_]")
_COLUMN = re.compile(r"\t| {2,}")
_SPACED: Final = 0.7
_LEAST_SPACED: Final = 5
"""The share of single letters among the words of a line whose letters are spaced, and how many there are."""


def with_asking_lines(document: Document, template: FormTemplate) -> Document:
    """Return a text or a page with its questions each on a line of its own; any other document as it is."""
    if document.format not in _FORMATS:
        return document
    labels = labels_of(template)
    blocks = [_block(block, labels) for block in document.blocks]
    if document.format == "text" and _has_lost_breaks(document.lines, template):
        blocks = [Paragraph(" ".join(document.lines)), *(block for block in blocks if not isinstance(block, Paragraph))]
    whole = tuple(_split([*_joined(blocks, labels)], template))
    return document if whole == document.blocks else replace(document, blocks=whole, emphasised={})


def _block(block: Block, labels: Labels) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_unspaced(block.text, labels)) if not block.controls else block
    if isinstance(block, Table):
        return replace(block, rows=tuple(_unspaced_row(row, labels) for row in block.rows))
    return block


def _unspaced_row(row: Row, labels: Labels) -> Row:
    return tuple(cell and _unspaced(cell, labels) for cell in row)


def _unspaced(text: str, labels: Labels) -> str:
    """Return a line with the letters of its label together, where they are spaced, and those of its answer."""
    head, mark, rest = text.partition(":")
    label = _label(head, labels) if "\n" not in text and _is_spaced(head) else ""
    return f"{label}{mark}{f' {_together(rest)}' if _is_spaced(rest) else rest}" if label else text


def _label(spaced: str, labels: Labels) -> str:
    """Return the form's own label that has these letters; a page has one blank between its words as between them."""
    run = "".join(_LETTER.findall(spaced.casefold()))
    return next((name for name in labels.own if name.replace(" ", "") == run), "")


def _is_spaced(text: str) -> bool:
    words = text.split()
    single = sum(len(word) == 1 for word in words)
    return single >= _LEAST_SPACED and single >= _SPACED * len(words)


def _together(text: str) -> str:
    return " ".join(part.replace(" ", "") for part in re.split(r" {2,}", text.strip()))


def _has_lost_breaks(lines: Sequence[str], template: FormTemplate) -> bool:
    """Whether nearly all questions stand in a text, and before them on their lines mostly what is before no other."""
    if len(_in_order(" ".join(lines), template)) < _LOST * len(template.fields):
        return False
    asked = (found for line in lines for found in [_asking(template).search(line)] if found)
    before = Counter(tuple(_WORD.findall(found.string[: found.start()])) for found in asked)
    return 2 * max(before.values(), default=0) < before.total()


def _split(blocks: Sequence[Block], template: FormTemplate) -> Iterator[Block]:
    """Yield the blocks; where a line asks many questions in their order, each that asks several in as many."""
    all_starts = [_starts(block, template) for block in blocks]
    has_lost = any(len(starts) >= _LEAST_IN_LINE for starts in all_starts)
    for block, starts in zip(blocks, all_starts, strict=True):
        if isinstance(block, Paragraph) and has_lost and len(starts) > 1:
            yield from (replace(block, text=part) for part in _cut(block.text, starts))
        else:
            yield block


def _cut(text: str, starts: Sequence[int]) -> list[str]:
    parts = (text[start:end].strip(" /;|") for start, end in pairwise((0, *starts, len(text))))
    return [part for part in parts if part]


def _starts(block: Block, template: FormTemplate) -> list[int]:
    return _in_order(block.text, template) if isinstance(block, Paragraph) and not block.controls else []


def _in_order(text: str, template: FormTemplate) -> list[int]:
    """Return where own labels with a colon begin, as many as there are in the order of their questions."""
    if ":" not in text:
        return []
    numbers = {field.label: number for number, field in enumerate(template.fields)}
    best: dict[int, list[int]] = {}
    for found in _asking(template).finditer(text):
        number = numbers[found["label"]]
        before = max((chain for last, chain in best.items() if last < number), key=len, default=[])
        if len(before) + 1 > len(best.get(number, ())):
            best[number] = [*before, found.start()]
    return max(best.values(), key=len, default=[])


@lru_cache(maxsize=32)
def _asking(template: FormTemplate) -> re.Pattern[str]:
    """Return what finds the form's own labels, as they are written, with a colon."""
    names = sorted((re.escape(field.label) for field in template.fields), key=len, reverse=True)
    return re.compile(rf"(?<![A-ZÅÄÖ-])[*_]{{0,2}}(?P<label>{'|'.join(names)})[ *_]{{0,3}}:")


def _joined(blocks: Sequence[Block], labels: Labels) -> Iterator[Block]:
    """Yield the blocks, lines over which one label is broken as one."""
    place = 0
    while place < len(blocks):
        first = blocks[place]
        lines = [_plain(block) for block in blocks[place : place + _MOST]]
        count, text = _as_one(lines, labels)
        yield replace(first, text=text) if isinstance(first, Paragraph) and count > 1 else first
        place += count


def _plain(block: Block) -> str | None:
    """Return a line's text; None for an empty one, and what else there is."""
    return block.text if isinstance(block, Paragraph) and not block.controls and block.text.strip() else None


def _as_one(lines: Sequence[str | None], labels: Labels) -> tuple[int, str]:
    """Return how many of these lines are one, by the label that they ask together, and that line."""
    first = lines[0] if lines else None
    if first is None or len(first) > MAX_LABEL or not _begins_label(first, labels):
        return 1, first or ""
    taken = list[str]()
    for count, line in enumerate(lines, 1):
        if line is None:
            break
        taken.append(line)
        if count > 1 and (whole := _whole(taken, labels)):
            return count, whole
    return 1, first


def _begins_label(line: str, labels: Labels) -> bool:
    """Whether a line, or its first column, is the beginning of one of the form's own labels, and none itself."""
    words = normalised(_COLUMN.split(line.strip())[0])
    return bool(words) and words not in labels.own and any(name.startswith(f"{words} ") for name in labels.own)


def _whole(lines: Sequence[str], labels: Labels) -> str:
    """Return lines as one where they ask a question by its own label: word by word, or column by column."""
    rows = [_COLUMN.split(line.rstrip()) for line in lines]
    if max(map(len, rows)) > 1 and len(rows[0]) > 1:
        columns = [" ".join(filter(None, (row[at].strip() for row in rows if len(row) > at))) for at in (0, 1)]
        is_asked = normalised(columns[0]) in labels.own and max(map(len, rows)) == len(columns)
        return "\t".join(columns) if is_asked else ""
    joined = " ".join(line.strip() for line in lines)
    key, head, _ = labels.parts(joined)
    return joined if key is not None and normalised(head) in labels.own else ""
