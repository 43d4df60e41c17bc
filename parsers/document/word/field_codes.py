"""Text inside the code of a field, which nobody sees (ECMA-376 part 1 §17.16): what a field in it comes to.

A button for a macro shows the end of its code (§17.16.5.32): mostly a prompt, but one may write there.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from parsers.document.model import UNKNOWN
from parsers.document.word.controls import Element, W
from parsers.phrases import form_phrases

_CHARACTER, _TEXT, _KIND, _CODE = W + "fldChar", W + "t", W + "fldCharType", W + "instrText"
_BUTTON = re.compile(r"\s*MACROBUTTON\s+\S+\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_PROMPT = re.compile(r"\s*[(\[<{].*[)\]>}]\s*", re.DOTALL)
_PLACEHOLDER = form_phrases("placeholder")
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


def write_buttons(root: Element) -> None:
    """Write the words of each button for a macro in place of its code, in doubt, but for prompts."""
    codes: list[list[Element]] = []
    for node in list(root.iter(_CHARACTER, _CODE)):
        kind = node.get(_KIND)
        if node.tag == _CODE and codes:
            codes[-1].append(node)
        elif kind == _BEGINS:
            codes.append([])
        elif kind == _ENDS and codes and (code := codes.pop()):
            _write(code[0], _words("".join(one.text or "" for one in code)))
    for node in list(root.iter(W + "fldSimple")):
        if (words := _words(node.get(W + "instr", ""))) and next(node.iter(_TEXT), None) is None:
            _write(etree.SubElement(etree.SubElement(node, W + "r"), _CODE), words)


def _write(code: Element, words: str) -> None:
    if words:
        code.tag, code.text = _TEXT, f"{UNKNOWN} {words}"


def _words(code: str) -> str:
    found = _BUTTON.fullmatch(code)
    words = found[1].strip() if found else ""
    is_prompt = bool(_PROMPT.fullmatch(words)) or bool(
        _PLACEHOLDER.find(" ".join(words.casefold().split()).strip(" .:"))
    )
    return "" if is_prompt else words
