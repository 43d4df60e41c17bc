"""Writes Word's equations (ECMA-376 part 1 §22.1) in a line: «3/4», «x²», «√(a+b)»."""

from __future__ import annotations

import re
from typing import Final

from parsers.document.raised import raised
from parsers.document.word.controls import Element, W

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WHOLE = re.compile(r"\w*")


def write_equations(root: Element) -> None:
    """Write the signs of equations as text, in place; those that stand above or below others so that they tell it."""
    for fraction in list(root.iter(_M + "f")):
        _part(fraction, "num", "{}")
        _part(fraction, "den", "/{}")
    for power in list(root.iter(_M + "sup")):
        texts = list(power.iter(_M + "t"))
        is_number = all(not any(map(str.isalpha, text.text or "")) for text in texts)
        for text in texts[:1] if not is_number else texts:
            text.text = raised(text.text or "") if is_number else f"^{text.text or ''}"
    for root_sign in list(root.iter(_M + "rad")):
        _part(root_sign, "e", "√{}")
    for text in list(root.iter(_M + "t")):
        text.tag, text.text = W + "t", text.text or ""


def _part(whole: Element, name: str, shape: str) -> None:
    """Put a part of an equation in its shape, in brackets where it is more than a word or a number."""
    part = whole.find(_M + name)
    texts = list(part.iter(_M + "t")) if part is not None else []
    if texts:
        is_whole = _WHOLE.fullmatch("".join(text.text or "" for text in texts)) is not None
        before, after = (shape if is_whole else shape.replace("{}", "({})")).split("{}")
        texts[0].text = f"{before}{texts[0].text or ''}"
        texts[-1].text = f"{texts[-1].text or ''}{after}"
