"""What people have noted beside a Word document's text: its comments (ECMA-376 part 1 §17.13.4)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.document.model import Note
from parsers.document.package import Package
from parsers.document.word.controls import Element, W

_ID = W + "id"


def notes(package: Package, folder: str, body: Element) -> Iterator[Note]:
    """Yield each comment, a paragraph a line, with the first line of the table row that it is on."""
    root = package.xml(f"{folder}/comments.xml")
    if root is None:
        return
    labels = {mark.get(_ID): _row_label(mark) for mark in body.iter(W + "commentReference")}
    for note in root.iter(W + "comment"):
        text = "\n".join(map(_text, note.iter(W + "p"))).strip()
        yield Note(text, row_label=labels.get(note.get(_ID), ""))


def _row_label(mark: Element) -> str:
    row = next(mark.iterancestors(W + "tr"), None)
    line = next(row.iter(W + "p"), None) if row is not None else None
    return "" if line is None else _text(line)


def _text(line: Element) -> str:
    return "".join(run.text or "" for run in line.iter(W + "t"))
