"""Marks the runs of a Word document that look other than most (ECMA-376 part 1 §17.3.2), before looks are left out.

People choose by a look, too: they highlight one of the choices, or make it bold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from parsers.document.emphasis import BACKGROUND, BOLD, UNDERLINED, marked
from parsers.document.word.controls import OFF, VAL, Element, W

_R, _T, _R_PR, _P_PR, _TC_PR = (W + name for name in ("r", "t", "rPr", "pPr", "tcPr"))
_NO_COLOUR: Final = frozenset(("", "auto", "none", "nil", "clear", "000000", "ffffff", "white", "black"))


def _coloured(node: Element, name: str, attribute: str = VAL) -> str:
    colour = node.get(attribute, "").lower()
    return "" if colour in _NO_COLOUR else f"{name}:{colour}"


_LOOKS: Mapping[str, Callable[[Element], str]] = MappingProxyType(
    {
        W + "highlight": lambda node: _coloured(node, BACKGROUND),
        W + "shd": lambda node: _coloured(node, BACKGROUND, W + "fill"),
        W + "bdr": lambda node: _coloured(node, "ram"),
        W + "color": lambda node: _coloured(node, "färg"),
        W + "rStyle": lambda node: _coloured(node, "stil"),
        W + "u": lambda node: UNDERLINED if node.get(VAL, "single") != "none" else "",
        W + "b": lambda node: "" if node.get(VAL) in OFF else BOLD,
        W + "i": lambda node: "" if node.get(VAL) in OFF else "kursiv",
    }
)


def mark_looks(root: Element) -> None:
    """Write its look into the text of each run that has one, of its own or by its paragraph or cell, in place."""
    found: dict[Element, list[str]] = {}
    for node in root.iter(*_LOOKS):
        if look := _LOOKS[node.tag](node):
            for run in _runs(node):
                found.setdefault(run, []).append(look)
    for run, looks in found.items():
        look = " ".join(sorted(looks))
        for text in run.iterchildren(_T):
            text.text = marked(text.text or "", look)


def _runs(node: Element) -> Iterator[Element]:
    """Yield the runs that a property is about; that of a paragraph's end is about none."""
    properties = node.getparent()
    owner = None if properties is None else properties.getparent()
    if properties is None or owner is None:
        return
    if properties.tag == _R_PR and owner.tag == _R:
        yield owner
    elif properties.tag in (_P_PR, _TC_PR):
        yield from owner.iter(_R)
