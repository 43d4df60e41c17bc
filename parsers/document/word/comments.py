"""What stands beside a Word document's text: its comments (ECMA-376 part 1 §17.13.4), and its footnotes (§17.11)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.document.model import Note
from parsers.document.package import Package
from parsers.document.word.controls import Element, W

_ID = W + "id"
_PARTS = (
    ("comments.xml", W + "comment", W + "commentReference", False),
    ("footnotes.xml", W + "footnote", W + "footnoteReference", True),
    ("endnotes.xml", W + "endnote", W + "endnoteReference", True),
)
"""The parts of a file, what holds one note in them, what leads to it, and whether it belongs to the text."""


def notes(package: Package, folder: str, body: Element) -> Iterator[Note]:
    """Yield each comment and footnote, a paragraph a line, with the first line of the table row that it is on."""
    for part, note_tag, mark_tag, is_said in _PARTS:
        root = package.xml(f"{folder}/{part}")
        if root is None:
            continue
        labels = {mark.get(_ID): _row_label(mark) for mark in body.iter(mark_tag)}
        for note in root.iter(note_tag):
            text = "\n".join(map(_text, note.iter(W + "p"))).strip()
            if note.get(_ID) in labels or not is_said:
                yield Note(text, row_label=labels.get(note.get(_ID), ""), is_said=is_said)


def _row_label(mark: Element) -> str:
    row = next(mark.iterancestors(W + "tr"), None)
    line = next(row.iter(W + "p"), None) if row is not None else None
    return "" if line is None else _text(line)


def _text(line: Element) -> str:
    return "".join(run.text or "" for run in line.iter(W + "t"))
