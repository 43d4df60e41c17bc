"""Text inside the code of a field, which nobody sees (ECMA-376 part 1 §17.16): what a field in it comes to."""

from __future__ import annotations

from typing import Final

from parsers.document.word.controls import Element, W

_CHARACTER, _TEXT, _KIND = W + "fldChar", W + "t", W + "fldCharType"
_BEGINS, _COMES_TO, _ENDS = "begin", "separate", "end"
_MOST_WITHIN: Final = 100


def empty_codes(root: Element) -> None:
    """Empty the texts between where a field begins and where what it comes to does, in place."""
    if next(root.iter(_CHARACTER), None) is None:
        return
    in_code: list[bool] = []
    for node in root.iter(_CHARACTER, _TEXT):
        kind = node.get(_KIND)
        if node.tag == _TEXT:
            node.text = "" if any(in_code) else node.text
        elif kind == _BEGINS and len(in_code) < _MOST_WITHIN:
            in_code.append(True)
        elif kind == _COMES_TO and in_code:
            in_code[-1] = False
        elif kind == _ENDS and in_code:
            in_code.pop()
