"""Doubts an answer that shows every choice of its question, where what sets some apart was not understood.

Whoever leaves all choices in place marks those that they mean. So choices that were read against their marks, all of
them or none where some look marked, and all of a list that nobody marked, are asked about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.result import Value
from parsers.template import Field, Kind
from parsers.values.tick_marks import has_boxes, said, ticked

_YES_OR_NO = ("Ja", "Nej")
_BETWEEN = re.compile(r"\s*\n\s*|\s{2,}|\s*\t\s*|\s*[,;|/]\s*|\s+(?:och|samt|&)\s+")
_LISTS = re.compile(r"[,;&]|\b(?:och|samt)\b")
"""What people list with; a form has its choices with strokes between them, too."""
_NUMBER = re.compile(r"(?<!\w)(?:\d{1,2}|[a-z])(?=[.)])")
_NOT_CHOSEN = re.compile(r"[\s:=–(-]*(?:[☐□❏⬜○]|\[\s*\]|\(\s*\)|nej|ej|inte|no|0)?[\s:).!-]*", re.IGNORECASE)


class _Mark(NamedTuple):
    """What stands before and after a choice."""

    before: str
    after: str

    @property
    def leaves(self) -> bool:
        """Whether it is the mark of a choice that is not meant."""
        return all(_NOT_CHOSEN.fullmatch(part) and not ticked(f"{part} val") for part in self)


def is_misread(field: Field, text: str, value: Value) -> bool:
    """Whether an answer shows every choice, and its value does not go by what stands beside them."""
    choices = _YES_OR_NO if field.kind is Kind.YES_NO else field.choices
    marks = _marks(choices, text) if choices else None
    if marks is None:
        return False
    if _holds_marks(value, marks):
        return True
    chosen = _chosen(value, choices)
    by_mark: dict[_Mark, set[str]] = defaultdict(set)
    for choice, mark in marks.items():
        by_mark[mark].add(choice)
    if len(by_mark) == 1:
        return _is_untold(text, chosen, choices) or (bool(value) and not chosen)
    if not chosen or len(chosen) == len(choices) or _are_parted(by_mark):
        return True
    return not _goes_by(by_mark, chosen)


def _are_parted(marks: Collection[_Mark]) -> bool:
    """Whether a line's end has parted choices from their boxes: before some, after others, or none."""
    sides = {tuple(side for side, part in enumerate(mark) if has_boxes(part)) for mark in marks}
    has_empty = any(has_boxes(part) and not ticked(f"{part} val") for mark in marks for part in mark)
    return {(0,), (1,)} <= sides or (has_empty and _Mark("", "") in marks)


def _holds_marks(value: Value, marks: Mapping[str, _Mark]) -> bool:
    """Whether what stands beside a choice was taken for another one."""
    strange = [item.casefold() for item in value if item not in marks] if isinstance(value, tuple) else []
    return any(item in part for item in strange for mark in marks.values() for part in mark)


def _is_untold(text: str, chosen: set[str], choices: Sequence[str]) -> bool:
    """Whether all of a list was taken that stands there as the form prints it, with nothing that lists them."""
    between = _names(tuple(choices)).split(text)[2:-1:2]
    is_listed = all(_LISTS.search(part) for part in between)
    lines = [line for line in text.split("\n") if line.strip()]
    return len(chosen) == len(choices) and not (is_listed or ticked(text) or all(said(line)[0] for line in lines))


def _goes_by(by_mark: dict[_Mark, set[str]], chosen: set[str]) -> bool:
    """Whether each mark chooses all that have it or none, and none chooses where another leaves out."""
    if any(marked & chosen and marked - chosen for marked in by_mark.values()):
        return False
    left = [mark for mark, marked in by_mark.items() if not marked & chosen]
    meant = [mark for mark, marked in by_mark.items() if marked & chosen]
    is_boxed = all(ticked(f"{mark.before} val {mark.after}") for mark in meant) and all(
        has_boxes(mark.before) or has_boxes(mark.after) for mark in left
    )
    return is_boxed or all(mark.leaves for mark in left)


def _chosen(value: Value, choices: Sequence[str]) -> set[str]:
    if isinstance(value, bool):
        return {_YES_OR_NO[not value]}
    return set(choices) & set(value if isinstance(value, tuple) else (str(value),))


def _marks(choices: Sequence[str], text: str) -> dict[str, _Mark] | None:
    """Return what stands beside each choice; None unless a text names each of them once."""
    parts = _names(tuple(choices)).split(text)
    known = {" ".join(choice.casefold().split()): choice for choice in choices}
    named = [known[" ".join(part.casefold().split())] for part in parts[1::2]]
    if sorted(named) != sorted(choices):
        return None
    is_after = not parts[0].strip() and bool(parts[-1].strip())
    between = [_split(part, is_after=is_after) for part in parts[2:-1:2]]
    before = [parts[0].rpartition("\n")[2], *(right for _, right in between)]
    after = [*(left for left, _ in between), _split(f"{parts[-1]}\n", is_after=is_after)[0]]
    marks = zip(named, parts[1::2], before, after, strict=True)
    return {choice: _Mark(_raised(shown, choice) + _bare(left), _bare(right)) for choice, shown, left, right in marks}


def _raised(shown: str, choice: str) -> str:
    """Return a mark for a choice that somebody wrote in capitals."""
    return "VERSALER " if shown.isupper() and not choice.isupper() else ""


@lru_cache(maxsize=256)
def _names(choices: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the choices' names, also with an x right before or after one."""
    spelt = (r"\s+".join(map(re.escape, choice.split())) for choice in sorted(choices, key=len, reverse=True))
    names = "|".join(spelt)
    return re.compile(rf"(?:(?<![^\W_])|(?<=\b[xvXV]))({names})(?=[xvXV]?(?![^\W_]))", re.IGNORECASE)


def _split(between: str, *, is_after: bool) -> tuple[str, str]:
    """Take what stands between two choices apart: what belongs to the first, and to the second."""
    edges = list(_BETWEEN.finditer(between))
    if not edges:
        return (between, "") if is_after else ("", between)
    lines = [edge for edge in edges if "\n" in edge[0]] or edges
    return between[: lines[0].start()], between[lines[-1].end() :]


def _bare(part: str) -> str:
    """Return a mark without what closes a sentence, any number for another."""
    return _NUMBER.sub("#", " ".join(part.casefold().split())).removesuffix(".")
